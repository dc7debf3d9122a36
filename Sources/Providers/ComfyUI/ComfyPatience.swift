import NIOCore

/// When which of the limits has passed: a pure value.
struct ComfyPatience: Hashable {
    enum Verdict: Hashable { case goOn, ask, silent, tooLong }

    private let limits: ComfyLimits
    private let startedAt: NIODeadline
    private var heardAt: NIODeadline
    private var askedAt: NIODeadline
    private var isCurious = false

    init(_ limits: ComfyLimits, now: NIODeadline) {
        self.limits = limits
        startedAt = now
        heardAt = now
        askedAt = now
    }

    /// The server lives. Whether this workflow does is another question.
    mutating func heardServer(at now: NIODeadline) { heardAt = now }

    /// Something was said of this workflow.
    mutating func heardWorkflow(at now: NIODeadline) {
        heardAt = now
        askedAt = now
    }

    /// There is something to be asked, soon.
    mutating func wonder() { isCurious = true }

    /// - Returns: `ask` at most once a tick; whoever asks must say what came of it.
    mutating func verdict(at now: NIODeadline) -> Verdict {
        func isOver(_ seconds: Double, since: NIODeadline) -> Bool {
            now - since >= .milliseconds(Int64(seconds * 1000))
        }
        if isOver(limits.total, since: startedAt) { return .tooLong }
        if isOver(limits.silence, since: heardAt) { return .silent }
        guard isCurious || isOver(limits.check, since: askedAt) else { return .goOn }
        isCurious = false
        askedAt = now
        return .ask
    }
}
