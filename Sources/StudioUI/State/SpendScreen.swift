/// What the ledger says, ready to show.
package struct SpendReport: Hashable, Sendable {
    package enum Grouping: String, CaseIterable, Sendable { case day, model, session }

    package struct Row: Hashable, Sendable {
        package var key: String
        package var turns: Int
        /// USD.
        package var amount: Double
        /// Turns whose bill is not known.
        package var unknown: Int

        package init(key: String, turns: Int, amount: Double, unknown: Int) {
            self.key = key
            self.turns = turns
            self.amount = amount
            self.unknown = unknown
        }
    }

    /// Days newest first; models and sessions dearest first.
    package var rows: [Grouping: [Row]]
    /// What could not be read; empty when all could.
    package var trouble: String

    package init(rows: [Grouping: [Row]], trouble: String = "") {
        self.rows = rows
        self.trouble = trouble
    }
}

/// What was spent, one line a day, model or session.
package struct SpendScreen: Equatable, Sendable {
    /// nil while the ledger is read.
    package var report: SpendReport?
    var grouping = SpendReport.Grouping.day
    var scroll = 0

    var rows: [SpendReport.Row] { report?.rows[grouping] ?? [] }

    /// How many lines of the table there is room for on a screen of this height, beside the six around it.
    static func room(_ height: Int) -> Int { max(1, min(20, height - 4) - 6) }

    mutating func turn(by step: Int) {
        let all = SpendReport.Grouping.allCases
        let index = all.firstIndex(of: grouping) ?? 0
        grouping = all[(index + step + all.count) % all.count]
        scroll = 0
    }

    /// - Parameter room: lines seen at once.
    mutating func scroll(by step: Int, room: Int) { scroll = max(0, min(scroll + step, rows.count - room)) }
}
