package import FoundationEssentials
package import StudioCore

/// Totals of the ledger: a pure fold.
package enum Spend {
    package enum Grouping: String, Sendable, CaseIterable { case day, model, session }

    /// One line of the table.
    package struct Row: Hashable, Sendable {
        package var key: String
        package var turns: Int
        /// In the ledger's currency, USD. Only what is settled.
        package var amount: Double
        /// Turns whose bill is not known: no outcome was written, or the provider did not say.
        package var unknown: Int
    }

    /// Days oldest first; models and sessions by what they cost, dearest first.
    package static func rows(_ entries: [LedgerEntry], by grouping: Grouping, time: LocalTime = .system) -> [Row] {
        var rows: [String: Row] = [:]
        for turn in turns(entries) {
            let key =
                switch grouping {
                case .day: time.civil(turn.sent.at).dayText
                case .model: turn.sent.model.description
                case .session: turn.sent.session
                }
            var row = rows[key] ?? Row(key: key, turns: 0, amount: 0, unknown: 0)
            row.turns += 1
            row.amount += turn.settled?.cost.amount ?? 0
            if turn.settled == nil || turn.settled?.billed == .unknown { row.unknown += 1 }
            rows[key] = row
        }
        return rows.values.sorted { a, b in
            grouping == .day || a.amount == b.amount ? a.key < b.key : a.amount > b.amount
        }
    }

    /// What the local day of `date` cost so far: settled rows, and the estimate for what has no outcome yet.
    package static func onDay(of date: Date, _ entries: [LedgerEntry], time: LocalTime = .system) -> Double {
        let day = time.civil(date).dayText
        return turns(entries).filter { time.civil($0.sent.at).dayText == day }.reduce(0) { sum, turn in
            sum + (turn.settled ?? turn.sent).cost.amount
        }
    }

    /// The most the local day of `date` can have cost, for a cap that holds: where the provider has not said what it charged,
    /// the estimate counts, for a hard cap counts what it cannot rule out.
    package static func atMost(onDayOf date: Date, _ entries: [LedgerEntry], time: LocalTime = .system) -> Double {
        let day = time.civil(date).dayText
        return turns(entries).filter { time.civil($0.sent.at).dayText == day }.reduce(0) { $0 + atMost($1) }
    }

    /// The same for each of some turns, whenever they were; those that the ledger does not know are left out.
    package static func atMost(of wanted: Set<TurnID>, _ entries: [LedgerEntry]) -> [TurnID: Double] {
        let turns = turns(entries.filter { wanted.contains($0.turn) })
        return Dictionary(uniqueKeysWithValues: turns.map { ($0.sent.turn, atMost($0)) })
    }

    /// The most that a turn can have cost that has ended.
    /// - Parameter estimate: USD, from before it was sent.
    package static func atMost(estimate: Double, _ cost: Cost, billed: Billed) -> Double {
        let isUnsaid = cost.amount == 0 && billed != .no && cost.basis != .tokens
        return max(cost.amount, billed == .unknown || isUnsaid ? estimate : 0)
    }

    private static func atMost(_ turn: (sent: LedgerEntry, settled: LedgerEntry?)) -> Double {
        guard let settled = turn.settled else { return turn.sent.cost.amount }
        let estimate = turn.sent.state == .sent ? turn.sent.cost.amount : 0
        return atMost(estimate: estimate, settled.cost, billed: settled.billed)
    }

    /// Each turn once: its first row, and its last settled one. A row that was lost does not hide the other.
    private static func turns(_ entries: [LedgerEntry]) -> [(sent: LedgerEntry, settled: LedgerEntry?)] {
        var order: [TurnID] = []
        var turns: [TurnID: (sent: LedgerEntry, settled: LedgerEntry?)] = [:]
        for entry in entries {
            if turns[entry.turn] == nil {
                order.append(entry.turn)
                turns[entry.turn] = (entry, nil)
            }
            if entry.state == .settled { turns[entry.turn]?.settled = entry }
        }
        return order.compactMap { turns[$0] }
    }
}
