import StudioCore

/// What was learnt of a workflow beside its history.
struct ComfyHeard: Hashable, Sendable {
    /// “Drawn with …”.
    var words: String
    var workflow = "the workflow"
    /// Nodes that brought something, in the order they did.
    var executed: [String] = []
    var notes: [String] = []
    /// The last picture that was only shown.
    var preview: StagedFile?
}
