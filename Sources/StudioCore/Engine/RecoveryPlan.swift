/// What is to be done about the turns of a session that an earlier run left unfinished: decided from what the journal
/// holds, what the session says and what the ledger has. Nothing is ever asked for again.
package enum RecoveryPlan {
    package struct Step: Hashable, Sendable {
        /// As the session has it, else as its intent does.
        package var turn: Turn
        /// The session has lost its line.
        package var isMissing = false
        /// Whose answers are to be read again: the session has no final picture of theirs, or not all that they brought.
        package var unread: [Leftover] = []
        /// Of whom the session has all.
        package var done: [Leftover] = []
        /// The ledger waits for an outcome.
        package var isUnsettled = false
        /// What is to be said of a variant that the journal does not know.
        package var unheard = Billed.no
    }

    /// - Parameters:
    ///   - running: turns that this process itself is at.
    ///   - leftovers: of this session.
    ///   - spent: which rows the ledger has.
    /// - Returns: in the order of the session, those it has lost last.
    package static func steps(
        tree: SessionTree, running: Set<TurnID>, leftovers: [Leftover], spent: [TurnID: Set<LedgerEntry.State>]
    ) -> [Step] {
        let left = Dictionary(grouping: leftovers) { $0.intent.turn.id }
        let lost = left.keys.filter { tree[$0] == nil }.sorted { $0.rawValue < $1.rawValue }
        return (tree.order + lost).compactMap { id in
            let left = left[id, default: []].sorted { $0.intent.variant < $1.intent.variant }
            guard !running.contains(id), let turn = tree[id] ?? left.first?.intent.turn else { return nil }
            if turn.result != nil, left.isEmpty { return nil }
            let rows = spent[id] ?? []
            var step = Step(turn: turn, isMissing: tree[id] == nil)
            let unkept = turn.result?.unkept ?? []
            for leftover in left {
                let variant = leftover.intent.variant
                if !unkept.contains(variant), turn.finals.contains(where: { $0.variant == variant }) {
                    step.done.append(leftover)
                } else {
                    step.unread.append(leftover)
                }
            }
            // An intent is written behind the ledger's row: with one, that row was there, even if it is not any more.
            step.isUnsettled = !rows.contains(.settled) && (rows.contains(.sent) || !left.isEmpty)
            if left.isEmpty, rows.contains(.sent), turn.settings.model.provider != "sketch" { step.unheard = .unknown }
            return step
        }
    }
}
