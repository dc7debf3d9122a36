/// What the engine tells the world. Facts only, in order, never dropped.
package enum SessionEvent: Hashable, Sendable {
    /// The turn is on the tree and in the file; nothing has been sent yet.
    case started(Turn)
    case progress(TurnID, variant: Int, ProviderEvent)
    /// This variant has ended, well or not; the turn may still run.
    case variantEnded(TurnID, variant: Int)
    case ended(TurnID, TurnResult)
    case selected(TurnID?)
    /// The session file could not be written; what is shown is not on disk.
    case trouble(String)
}
