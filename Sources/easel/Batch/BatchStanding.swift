import StudioCore

/// What became of a line, in this run or in earlier ones.
enum BatchStanding: Hashable, Sendable {
    /// Nothing was sent for it.
    case open
    /// It has its end, whichever.
    case ended(Turn)
    /// It was begun, and nobody knows its end. The turn is nil where its session has lost it.
    case unfinished(TurnID, Turn?)
    /// It could not be handed in.
    case refused(TurnFailure)

    /// - Parameters:
    ///   - begun: the turns that were begun for it, oldest first.
    ///   - tree: their session.
    ///   - isSent: whether the ledger knows a turn.
    init(_ begun: [TurnID], in tree: SessionTree, isSent: (TurnID) -> Bool) {
        self = .open
        for id in begun {
            if let turn = tree[id] {
                self = turn.result == nil ? .unfinished(id, turn) : .ended(turn)
                // What is there is not made undone by what came later.
                if outcome == .completed { return }
            } else if isSent(id) {
                self = .unfinished(id, nil)
            }
        }
    }

    /// nil: not sent.
    var outcome: Outcome? {
        switch self {
        case .open: nil
        case .ended(let turn): turn.result?.outcome
        case .unfinished: .interrupted
        case .refused(let failure): failure.kind.outcome
        }
    }

    var failure: TurnFailure? {
        switch self {
        case .open: nil
        case .ended(let turn): turn.result?.failure
        case .unfinished(let id, let turn):
            TurnFailure(
                .interrupted,
                message: turn == nil
                    ? "Its session has no turn \(id) any more; the request was sent, and perhaps billed."
                    : "Its turn \(id) has no end: the request may have been sent, and billed.",
                advice: "“--retry interrupted” sends it again.", billed: .unknown)
        case .refused(let failure): failure
        }
    }

    /// Whether the same command sends it: nothing of it went out, or it was turned down at the door, cost nothing, and might
    /// be let in another time.
    /// Whatever may have been billed is sent again only when a person asks for it.
    /// - Parameter retry: ends that a person wants tried again.
    func isToSend(retrying retry: Set<Outcome> = []) -> Bool {
        guard let outcome else { return true }
        if outcome == .completed { return false }
        return retry.contains(outcome) || isUnsent
    }

    var isUnfinished: Bool { if case .unfinished = self { true } else { false } }

    private var isUnsent: Bool {
        guard let failure, failure.billed == .no else { return false }
        let passing: Set<FailureKind> = [.cancelled, .interrupted, .rateLimited, .overloaded, .network, .timeout]
        return failure.endsBatch || passing.contains(failure.kind)
    }
}

extension TurnFailure {
    /// The next request would fail the same way.
    var endsBatch: Bool {
        switch kind {
        case .authentication, .permission, .quota, .budget: true
        // The disk.
        default: providerCode?.hasPrefix("local_") == true
        }
    }
}
