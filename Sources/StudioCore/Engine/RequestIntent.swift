package import FoundationEssentials

/// What is about to be asked for: on disk before the first byte of it leaves. After a crash it says what may have been paid
/// for, and whose answer it is that lies beside it.
package struct RequestIntent: Hashable, Sendable {
    package var session: String
    /// Without a result.
    package var turn: Turn
    package var variant: Int
    /// The turns whose conversation is sent along, oldest first.
    package var branch: [TurnID]
    /// What the whole turn was expected to cost.
    package var estimate: Cost
    package var at: Date

    package init(session: String, turn: Turn, variant: Int, branch: [TurnID], estimate: Cost, at: Date) {
        self.session = session
        self.turn = turn
        self.variant = variant
        self.branch = branch
        self.estimate = estimate
        self.at = at
    }
}
