package import FoundationEssentials
import Glibc
package import StudioCore

/// Totals of the ledger: a pure fold.
package enum Spend {
    package enum Grouping: String, Sendable, CaseIterable { case day, model, session }

    package struct Row: Hashable, Sendable {
        package var key: String
        package var turns: Int
        /// USD.
        package var amount: Double
        /// Requests whose outcome is not known: they may have been billed.
        package var unknown: Int
    }

    /// Largest key last for days, most spent first otherwise.
    package static func rows(_ entries: [LedgerEntry], by grouping: Grouping) -> [Row] {
        var rows: [String: Row] = [:]
        for (sent, settled) in turns(entries) {
            let entry = settled ?? sent
            let key: String
            switch grouping {
            case .day: key = day(entry.at)
            case .model: key = entry.model.description
            case .session: key = entry.session
            }
            var row = rows[key] ?? Row(key: key, turns: 0, amount: 0, unknown: 0)
            row.turns += 1
            row.amount += settled?.cost.amount ?? 0
            if settled == nil || settled?.billed == .unknown { row.unknown += 1 }
            rows[key] = row
        }
        return grouping == .day
            ? rows.values.sorted { $0.key < $1.key } : rows.values.sorted { ($0.amount, $1.key) > ($1.amount, $0.key) }
    }

    /// USD spent on the local day of `date`.
    package static func today(_ entries: [LedgerEntry], _ date: Date) -> Double {
        let today = day(date)
        return entries.filter { $0.state == .settled && day($0.at) == today }.reduce(0) { $0 + $1.cost.amount }
    }

    /// Each turn's row before sending and, when it is there, the one after.
    private static func turns(_ entries: [LedgerEntry]) -> [(LedgerEntry, LedgerEntry?)] {
        var settled: [TurnID: LedgerEntry] = [:]
        for entry in entries where entry.state == .settled { settled[entry.turn] = entry }
        return entries.filter { $0.state == .sent }.map { ($0, settled[$0.turn]) }
    }

    private static func day(_ date: Date) -> String {
        var time = time_t(date.timeIntervalSince1970)
        var local = tm()
        localtime_r(&time, &local)
        func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(local.tm_year + 1900)-\(two(local.tm_mon + 1))-\(two(local.tm_mday))"
    }
}
