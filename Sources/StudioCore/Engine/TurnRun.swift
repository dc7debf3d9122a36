/// The asking and keeping of one turn, off the engine: all variants at once, each from request to gallery.
struct TurnRun: Sendable {
    var turn: Turn
    /// That of the first variant; the others differ in that alone.
    var intent: RequestIntent
    var model: CatalogueModel
    var provider: any ImageProvider
    var surroundings: SessionEngine.Surroundings
    /// The picture below an edit that is locked outside its region.
    var lockedBase: ImageFile?

    var isFree: Bool { model.isFree }

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
        var intent = intent
        intent.variant = index
        do throws(StoreFailure) {
            let staging = try await surroundings.assets.makeStaging(for: intent)
            let request = ImageRequest(
                turn: turn.id, variant: index, model: model, conversation: conversation, settings: turn.settings,
                staging: staging,
                pixels: surroundings.catalogue.pixels(of: model, size: turn.settings.size))
            var kept: TurnSummary.Variant
            do throws(ProviderFailure) {
                let id = turn.id
                let response = try await provider.generate(request) { report(.progress(id, variant: index, $0)) }
                report(.progress(turn.id, variant: index, .phase(.saving)))
                kept = await keep(response, index)
            } catch {
                kept = await keep(error, index)
            }
            kept.staging = staging
            return kept
        } catch {
            // Without an intent nothing is sent.
            var failure = error.asTurnFailure
            failure.billed = .no
            return TurnSummary.Variant(failure: failure)
        }
    }

    /// What had arrived before a failure.
    func keep(_ error: ProviderFailure, _ index: Int) async -> TurnSummary.Variant {
        let failure = error.failure.billed(by: model.price)
        guard let partial = error.partial else {
            return TurnSummary.Variant(failure: failure, attempts: error.attempts)
        }
        var kept = await keep(partial, index)
        kept.failure = kept.failure ?? failure
        kept.attempts = error.attempts
        return kept
    }

    /// Pictures into the gallery, signatures by content, and the answer as it must be sent back. When the disk fails on the
    /// way, what was kept before stays in the turn and the failure says why the rest is missing.
    func keep(_ response: ImageResponse, _ index: Int) async -> TurnSummary.Variant {
        var kept = TurnSummary.Variant(response: response, attempts: response.attempts)
        var parts: [AnswerPart] = []
        do throws(StoreFailure) {
            for image in response.thoughtImages {
                kept.images.append(try await surroundings.assets.store(image, of: turn, variant: index))
            }
            for part in response.parts {
                switch part {
                case .text(let text, let signature):
                    parts.append(.text(text, signature: try await keep(signature)))
                case .image(let image, let signature):
                    var asset = try await surroundings.assets.store(image, of: turn, variant: index)
                    // The answer came to its end, the picture in it did not: it is kept, but it is no result.
                    if image.isWhole, asset.isCut == true, asset.role == .final {
                        asset.role = .draft
                        kept.failure = .cutPicture
                    }
                    kept.images.append(asset)
                    parts.append(.image(sha256: asset.sha256, mime: asset.mime, signature: try await keep(signature)))
                }
            }
        } catch {
            kept.failure = error.asTurnFailure
            // What fails here is the disk: the answer is paid for.
            kept.failure?.billed = isFree ? .no : .yes
        }
        await lock(&kept)
        kept.answer = Answer(parts: parts)
        return kept
    }

    /// The picture as it came becomes a draft of the one that keeps to the region. When that cannot be made, it stays.
    private func lock(_ kept: inout TurnSummary.Variant) async {
        guard let lockedBase, let region = turn.settings.region,
            let index = kept.images.lastIndex(where: { $0.role == .final })
        else { return }
        do throws(StoreFailure) {
            let locked = try await surroundings.assets.lock(
                kept.images[index], to: lockedBase, inside: region, of: turn)
            kept.images[index].role = .draft
            kept.images.append(locked)
        } catch {
            kept.response?.notes.append("\(error.message) \(error.advice)")
        }
    }

    private func keep(_ blob: BlobFile?) async throws(StoreFailure) -> String? {
        guard let blob else { return nil }
        try await surroundings.assets.keep(blob)
        return blob.sha256
    }
}

extension TurnFailure {
    /// The same where the catalogue knows more of the bill than the answer says: some gateways charge for every answer, a
    /// refusal as well.
    func billed(by price: Price?) -> TurnFailure {
        guard price?.billsRefusals == true, httpStatus == 200, kind.outcome == .rejected else { return self }
        var failure = self
        failure.billed = .yes
        return failure
    }

    static let cutPicture = TurnFailure(
        .malformedResponse, message: "The picture ends in its middle: what the provider sent of it was kept.",
        advice: "Retry when you like; the broken picture was probably billed.", billed: .yes)
}
