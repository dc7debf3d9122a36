/// The asking and keeping of one turn, off the engine: all variants at once, each from request to gallery.
struct TurnRun: Sendable {
    var turn: Turn
    var model: CatalogueModel
    var provider: any ImageProvider
    var surroundings: SessionEngine.Surroundings

    /// Never throws: a variant that failed says so in its place.
    @concurrent
    func variants(_ conversation: Conversation, report: @escaping @Sendable (SessionEvent) -> Void) async
        -> [TurnSummary.Variant]
    {
        await withTaskGroup(of: (Int, TurnSummary.Variant).self) { group in
            for index in 0..<turn.settings.count {
                group.addTask {
                    let variant = await self.variant(index, conversation, report: report)
                    report(.variantEnded(turn.id, variant: index))
                    return (index, variant)
                }
            }
            var variants = Array(repeating: TurnSummary.Variant(), count: turn.settings.count)
            for await (index, variant) in group { variants[index] = variant }
            return variants
        }
    }

    private func variant(
        _ index: Int, _ conversation: Conversation, report: @escaping @Sendable (SessionEvent) -> Void
    ) async -> TurnSummary.Variant {
        do {
            let staging = try await surroundings.assets.makeStaging(turn: turn.id, variant: index)
            let request = ImageRequest(
                turn: turn.id, variant: index, model: model, conversation: conversation, settings: turn.settings,
                staging: staging)
            var kept: TurnSummary.Variant
            do {
                let id = turn.id
                let response = try await provider.generate(request) { report(.progress(id, variant: index, $0)) }
                report(.progress(turn.id, variant: index, .phase(.saving)))
                kept = try await keep(response, index)
            } catch let failure as ProviderFailure {
                kept = TurnSummary.Variant(failure: failure.failure, attempts: failure.attempts)
                if let partial = failure.partial {
                    kept = try await keep(partial, index)
                    kept.failure = failure.failure
                    kept.attempts = failure.attempts
                }
            }
            await surroundings.assets.discardStaging(staging)
            return kept
        } catch let failure as StoreFailure {
            return TurnSummary.Variant(failure: failure.asTurnFailure)
        } catch {
            return TurnSummary.Variant(
                failure: TurnFailure(
                    .cancelled, message: "Cancelled.", advice: "Submit again when you like.", billed: .unknown))
        }
    }

    /// Pictures into the gallery, signatures by content, and the answer as it must be sent back.
    private func keep(_ response: ImageResponse, _ index: Int) async throws(StoreFailure) -> TurnSummary.Variant {
        var kept = TurnSummary.Variant(response: response, attempts: response.attempts)
        var parts: [AnswerPart] = []
        for image in response.thoughtImages {
            kept.images.append(try await surroundings.assets.store(image, of: turn, variant: index))
        }
        for part in response.parts {
            switch part {
            case .text(let text, let signature):
                parts.append(.text(text, signature: try await keep(signature)))
            case .image(let image, let signature):
                let asset = try await surroundings.assets.store(image, of: turn, variant: index)
                kept.images.append(asset)
                parts.append(.image(sha256: asset.sha256, mime: asset.mime, signature: try await keep(signature)))
            }
        }
        kept.answer = Answer(parts: parts)
        return kept
    }

    private func keep(_ blob: BlobFile?) async throws(StoreFailure) -> String? {
        guard let blob else { return nil }
        try await surroundings.assets.keep(blob)
        return blob.sha256
    }
}
