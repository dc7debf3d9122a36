import Screen
import StudioCore

/// How far a batch is, on one line: a pure function of where it stands.
struct BatchProgress: Hashable, Sendable {
    /// Requests in all, and those that have their end.
    var total: Int
    var done: Int
    var running: Int
    /// Requests that will be sent, not yet begun.
    var waiting: Int
    /// USD, the most that it can be.
    var spent: Double
    /// Of this run: requests that ended, and seconds.
    var ended: Int
    var elapsed: Double
    /// Usual seconds of one request; nil when nobody knows.
    var usual: Double?
    var concurrency: Int

    func bar(columns: Int) -> String {
        let words = words
        let room = min(30, columns - words.displayWidth - 5)
        guard room >= 8, total > 0 else { return words.truncated(to: columns - 1) }
        let full = max(0, min(room, room * done / total))
        return "▕\(String(repeating: "█", count: full))\(String(repeating: " ", count: room - full))▏ \(words)"
    }

    var words: String {
        var words = "\(done) of \(total)"
        if running > 0 { words += ", \(running) running" }
        if spent > 0 { words += ", $\(Money.text(spent)) spent" }
        if let left { words += ", about \(Self.time(left)) left" }
        return words
    }

    /// Seconds, at the pace so far; before anything has ended, at the usual one.
    private var left: Double? {
        guard running + waiting > 0 else { return nil }
        if ended > 0, elapsed > 0 {
            // Of what runs half is done.
            return elapsed / (Double(ended) + Double(running) / 2) * (Double(waiting) + Double(running) / 2)
        }
        guard let usual else { return nil }
        let rounds = (waiting + running + concurrency - 1) / max(1, concurrency)
        return max(1, usual * Double(rounds) - elapsed)
    }

    static func time(_ seconds: Double) -> String {
        let seconds = Int(saturating: seconds.rounded(.up))
        if seconds < 90 { return "\(seconds) s" }
        let minutes = (seconds + 30) / 60
        return minutes < 90 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
    }
}
