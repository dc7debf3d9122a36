import Logging

extension SessionEvent {
    /// What the log keeps of a turn: names, numbers and the provider's complaint, so that a lost afternoon can be looked
    /// into and support be asked. Never the prompt, and nothing for events that only a screen needs.
    var logLine: (level: Logger.Level, message: Logger.Message, metadata: Logger.Metadata)? {
        switch self {
        case .started(let turn):
            return (
                .info, "turn started",
                [
                    "turn": "\(turn.id.rawValue)", "model": "\(turn.settings.model)",
                    "count": "\(turn.settings.count)", "parent": "\(turn.parent?.rawValue ?? "none")",
                ]
            )
        case .progress(let id, let variant, .waiting(let attempt, let seconds, let reason)):
            return (
                .notice, "waiting",
                [
                    "turn": "\(id.rawValue)", "variant": "\(variant)", "attempt": "\(attempt)",
                    "seconds": "\(seconds)", "reason": "\(reason)",
                ]
            )
        case .progress(let id, let variant, .phase(let phase)):
            return (.debug, "phase", ["turn": "\(id.rawValue)", "variant": "\(variant)", "phase": "\(phase.rawValue)"])
        case .ended(let id, let result):
            return (result.failure == nil ? .info : .warning, "turn ended", Self.metadata(id, result))
        case .trouble(let words): return (.error, "not written down", ["reason": "\(words)"])
        case .progress, .variantEnded, .selected: return nil
        }
    }

    private static func metadata(_ id: TurnID, _ result: TurnResult) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "turn": "\(id.rawValue)", "outcome": "\(result.outcome.rawValue)", "pictures": "\(result.images.count)",
            "seconds": "\(result.elapsedSeconds)", "attempts": "\(result.attempts)", "cost": "\(result.cost.amount)",
        ]
        if let reason = result.finishReason { metadata["finish"] = "\(reason)" }
        guard let failure = result.failure else { return metadata }
        metadata["kind"] = "\(failure.kind.rawValue)"
        metadata["billed"] = "\(failure.billed.rawValue)"
        if let code = failure.providerCode { metadata["code"] = "\(code)" }
        if let status = failure.httpStatus { metadata["status"] = "\(status)" }
        metadata["reason"] = "\(failure.message)"
        return metadata
    }
}
