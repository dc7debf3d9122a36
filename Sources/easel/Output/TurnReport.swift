import StudioCore

/// The one JSON object that `generate` and `edit` print, and every failure of any command with it.
struct TurnReport {
    var session: String
    var turn: Turn
    var result: TurnResult
    /// Absolute, without a slash at the end.
    var galleryFolder: String

    var json: JSON {
        let settings = turn.settings
        return Self.object(
            outcome: .string(result.outcome.rawValue), session: .string(session), turn: .string(turn.id.rawValue),
            parent: .string(turn.parent?.rawValue), model: settings.model, images: result.images.map(image),
            text: result.text, requested: .requested(settings), usage: .usage(result.usage), cost: .cost(result.cost),
            elapsedSeconds: result.elapsedSeconds, attempts: result.attempts, failure: result.failure,
            notes: result.notes)
    }

    /// The same shape for a failure before there was a turn.
    static func failure(_ failure: TurnFailure, _ settings: TurnSettings? = nil) -> JSON {
        object(
            outcome: .string(failure.kind.outcome.rawValue), session: .null, turn: .null, parent: .null,
            model: settings?.model,
            images: [], text: "", requested: settings.map { .requested($0) } ?? .null, usage: .usage(Usage()),
            cost: .cost(Cost(amount: 0, basis: .free)), elapsedSeconds: 0,
            attempts: 0, failure: failure, notes: [])
    }

    /// The same shape for a request that was not sent.
    static func unsent(_ settings: TurnSettings) -> JSON {
        object(
            outcome: .null, session: .null, turn: .null, parent: .null, model: settings.model, images: [], text: "",
            requested: .requested(settings), usage: .usage(Usage()), cost: .cost(Cost(amount: 0, basis: .free)),
            elapsedSeconds: 0, attempts: 0, failure: nil, notes: [])
    }

    private static func object(
        outcome: JSON, session: JSON, turn: JSON, parent: JSON, model: ModelReference?, images: [JSON], text: String,
        requested: JSON, usage: JSON, cost: JSON, elapsedSeconds: Double, attempts: Int, failure: TurnFailure?,
        notes: [String]
    ) -> JSON {
        let contract: JSON = .object([
            "outcome": outcome, "session": session, "turn": turn, "parent": parent,
            "provider": .string(model?.provider), "model": .string(model?.model), "images": .array(images),
            "text": .string(text), "requested": requested, "usage": usage, "cost": cost,
            "elapsed_seconds": .number(elapsedSeconds, decimals: 3), "attempts": .int(attempts),
            "failure": failure.map { .failure($0) } ?? .null,
        ])
        // The contract's keys and no other, unless there is something to be told.
        guard !notes.isEmpty, case .object(let members) = contract else { return contract }
        return .object(members + [JSON.Member(key: "notes", value: .array(notes.map { .string($0) }))])
    }

    private func image(_ asset: ImageAsset) -> JSON {
        .object([
            "path": .string("\(galleryFolder)/\(asset.path)"), "mime": .string(asset.mime), "width": .int(asset.width),
            "height": .int(asset.height), "bytes": .int(asset.bytes), "sha256": .string(asset.sha256),
            "role": .string(asset.role.rawValue),
        ])
    }
}

extension JSON {
    static func requested(_ settings: TurnSettings) -> JSON {
        .object([
            "size": .string(settings.size?.rawValue), "aspect": .string(settings.aspect?.description ?? "auto"),
            "count": .int(settings.count),
        ])
    }

    static func usage(_ usage: Usage) -> JSON {
        .object([
            "prompt_tokens": .int(usage.promptTokens), "image_tokens": .int(usage.imageTokens),
            "text_tokens": .int(usage.textTokens), "thought_tokens": .int(usage.thoughtTokens),
            "total_tokens": .int(usage.totalTokens),
        ])
    }

    static func cost(_ cost: Cost) -> JSON {
        .object([
            "amount": .number(cost.amount, decimals: 6), "currency": .string(cost.currency),
            "basis": .string(cost.basis.rawValue), "priced_on": .string(cost.pricedOn),
        ])
    }

    static func failure(_ failure: TurnFailure, _ settings: TurnSettings? = nil) -> JSON {
        .object([
            "kind": .string(failure.kind.rawValue), "provider_code": .string(failure.providerCode),
            "http_status": .int(failure.httpStatus), "message": .string(failure.message),
            "advice": .string(failure.advice),
            "retry_after_seconds": failure.retryAfterSeconds.map { .number($0) } ?? .null,
            "billed": .string(failure.billed.rawValue),
        ])
    }
}
