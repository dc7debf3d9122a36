package import FoundationEssentials
import Glibc

/// A moment as a calendar and a clock show it: all that names and day totals need, without Foundation's calendars.
package struct CivilTime: Hashable, Sendable {
    package var year: Int
    package var month: Int
    package var day: Int
    package var hour: Int
    package var minute: Int
    package var second: Int

    /// - Parameter offset: seconds east of Greenwich.
    package init(_ date: Date, offset: Int) {
        // No clock on Earth is further from Greenwich than a day.
        let offset = max(-86_400, min(86_400, offset))
        // The years 1…9999, so that a hostile date cannot trap.
        let seconds =
            Int(max(-62_135_596_800, min(253_402_214_400, date.timeIntervalSince1970.rounded(.down)))) + offset
        let days = Int((Double(seconds) / 86_400).rounded(.down))
        let clock = seconds - days * 86_400
        (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60)
        // Years that begin in March put the leap day last; eras of 400 years all have 146,097 days.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// A day by its number from 1 January 1970, at its beginning.
    init(days: Int) { self.init(Date(timeIntervalSince1970: Double(days) * 86_400), offset: 0) }

    /// `2026-11-23`.
    package var dayText: String { "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))" }

    /// `143502`.
    package var clockText: String { Self.padded(hour, 2) + Self.padded(minute, 2) + Self.padded(second, 2) }

    /// Days from 1 January 1970 to a date; nil when there is no such date.
    static func days(year: Int, month: Int, day: Int) -> Int? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// Which clock the person lives by: a value, so that a test can live anywhere.
package struct LocalTime: Sendable {
    /// Seconds east of Greenwich at a moment.
    package var offset: @Sendable (Date) -> Int

    package init(offset: @escaping @Sendable (Date) -> Int) { self.offset = offset }

    /// That of this machine (`TZ`, `/etc/localtime`).
    package static let system = LocalTime { date in
        var seconds = time_t(max(-62_135_596_800, min(253_402_214_400, date.timeIntervalSince1970)))
        var local = tm()
        return localtime_r(&seconds, &local) == nil ? 0 : local.tm_gmtoff
    }

    package static func fixed(_ seconds: Int) -> LocalTime { LocalTime { _ in seconds } }

    package func civil(_ date: Date) -> CivilTime { CivilTime(date, offset: offset(date)) }
}
