/// Turns a branch into the conversation a provider is sent: looks up the files behind the plan.
struct ConversationBuilder {
    var assets: any AssetStore

    func conversation(for turn: Turn, in tree: SessionTree) async throws(StoreFailure) -> Conversation {
        var messages: [Conversation.Message] = []
        let steps = ConversationPlan.steps(for: turn, in: tree)
        var picture: ImageAsset?
        for step in steps {
            messages.append(try await userMessage(of: step.turn, before: picture))
            let (message, last) = try await modelMessage(of: step)
            messages.append(message)
            picture = last ?? picture
        }
        messages.append(try await userMessage(of: turn, before: picture))
        return Conversation(messages: messages)
    }

    /// The picture a turn changes: the one its branch went on from, else the first that is sent along.
    func base(of turn: Turn, in tree: SessionTree) async throws(StoreFailure) -> ImageFile? {
        if let step = ConversationPlan.steps(for: turn, in: tree).last,
            let picture = step.turn.result?.images.last(where: { $0.variant == step.variant && $0.role == .final })
        {
            return try await assets.file(of: picture)
        }
        guard let reference = turn.references.first else { return nil }
        return try await assets.file(of: reference)
    }

    private func userMessage(of turn: Turn, before picture: ImageAsset?) async throws(StoreFailure)
        -> Conversation.Message
    {
        var parts: [Conversation.Part] = [.text(ConversationPlan.prompt(of: turn, picture: picture), signature: nil)]
        for reference in turn.references { parts.append(.image(try await assets.file(of: reference), signature: nil)) }
        return Conversation.Message(role: .user, parts: parts)
    }

    private func modelMessage(of step: ConversationPlan.Step) async throws(StoreFailure)
        -> (Conversation.Message, ImageAsset?)
    {
        let images = step.turn.result?.images.filter { $0.variant == step.variant } ?? []
        let answer = step.turn.result?.answers[step.variant] ?? Answer(parts: [])
        var parts: [Conversation.Part] = []
        for part in answer.parts {
            switch part {
            case .text(let text, let signature):
                parts.append(.text(text, signature: try await blob(signature)))
            case .image(let sha256, _, let signature):
                guard let asset = images.first(where: { $0.sha256 == sha256 }) else { continue }
                parts.append(.image(try await assets.file(of: asset), signature: try await blob(signature)))
            }
        }
        // A model that showed its picture only within its thoughts still made the picture the branch goes on from.
        let final = images.last { $0.role == .final }
        let replayed = answer.parts.contains { part in
            if case .image(let sha256, _, _) = part { sha256 == final?.sha256 } else { false }
        }
        if let final, !replayed { parts.append(.image(try await assets.file(of: final), signature: nil)) }
        return (Conversation.Message(role: .model, parts: parts, origin: step.turn.settings.model), final)
    }

    private func blob(_ sha256: String?) async throws(StoreFailure) -> BlobFile? {
        guard let sha256 else { return nil }
        return try await assets.signature(sha256)
    }
}
