import NIOCore

/// When which limit of an exchange has passed: a pure value, so that minutes can be tried in no time.
struct AnswerClock: Hashable, Sendable {
    enum Verdict: Hashable, Sendable {
        case goOn
        /// Everything has been said though the server keeps the connection open.
        case saidAll
        case failed(TransportFailure)
    }

    let startedAt: NIODeadline
    /// When the last piece of the request went: the first byte is waited for from then on.
    var lastSentAt: NIODeadline?
    var lastByteAt: NIODeadline?
    /// Since when nothing more needs to come.
    private var completeSince: NIODeadline?

    init(startedAt: NIODeadline) { self.startedAt = startedAt }

    mutating func verdict(at now: NIODeadline, progress: AnswerProgress, limits: TimeLimits) -> Verdict {
        func isOver(_ limit: Double, since: NIODeadline) -> Bool { now - since >= .milliseconds(Int64(limit * 1000)) }
        if progress != .complete { completeSince = nil }
        if let last = lastByteAt {
            switch progress {
            case .open: break
            case .likelyComplete: if isOver(limits.grace * 10, since: last) { return .saidAll }
            case .complete:
                // Comments and blanks may drip on for ever.
                let since = completeSince ?? now
                completeSince = since
                if isOver(limits.grace, since: last) || isOver(limits.grace * 10, since: since) { return .saidAll }
            }
            if isOver(limits.idle, since: last) { return .failed(.idle(seconds: limits.idle)) }
        } else if let lastSentAt, isOver(limits.firstByte, since: lastSentAt) {
            return .failed(.firstByte(seconds: limits.firstByte))
        }
        return isOver(limits.total, since: startedAt) ? .failed(.total(seconds: limits.total)) : .goOn
    }
}
