/// Reading again what an earlier run had received.
extension TurnRun {
    enum Reading {
        case variant(TurnSummary.Variant)
        /// Why it can only be read another time.
        case waits(String)
    }

    /// Set right by a person or by time: a provider that is spoken to in another dialect by now, and one that drew in the
    /// background and cannot be asked for the picture just now.
    private static let waitingCodes: Set = ["other_dialect", "unfetched", "still_running"]

    /// What there is of one variant, its pictures in the gallery.
    func read(_ leftover: Leftover) async -> Reading {
        let index = leftover.intent.variant
        let request = ImageRequest(
            turn: turn.id, variant: index, model: model, conversation: Conversation(messages: []),
            settings: turn.settings, staging: leftover.folder)
        var kept: TurnSummary.Variant
        do throws(ProviderFailure) {
            if let response = try await provider.recover(request) {
                kept = await keep(response, index)
            } else {
                kept = TurnSummary.Variant(failure: .closed(billed: isFree ? .no : .unknown, isFree: isFree))
            }
        } catch {
            if let code = error.failure.providerCode, Self.waitingCodes.contains(code) {
                return .waits("\(error.failure.message) \(error.failure.advice)")
            }
            var error = error
            if let partial = error.partial { error.partial = await mended(partial, in: leftover.folder) }
            kept = await keep(error, index)
            // Money was probably spent where an answer had begun, unless the provider takes none.
            if kept.failure?.kind == .interrupted, kept.failure?.billed != .no {
                kept.failure?.billed = isFree ? .no : .yes
            }
        }
        if kept.images.isEmpty, kept.failure?.kind == .interrupted { await keepLoose(of: leftover, in: &kept) }
        kept.staging = leftover.folder
        return .variant(kept)
    }

    /// The same with as much of every picture as is there; one that is whole by that is the result.
    private func mended(_ response: ImageResponse, in folder: String) async -> ImageResponse {
        var response = response
        for (index, part) in response.parts.enumerated() {
            guard case .image(let image, let signature) = part, !image.isWhole,
                var longer = await surroundings.assets.continuation(of: image, in: folder)
            else { continue }
            if longer.isWhole { longer.role = .final }
            response.parts[index] = .image(longer, signature: signature)
        }
        return response
    }

    /// Pictures without the answer they belong to: nobody knows which was meant as the result.
    private func keepLoose(of leftover: Leftover, in kept: inout TurnSummary.Variant) async {
        let index = leftover.intent.variant
        do throws(StoreFailure) {
            for image in try await surroundings.assets.loosePictures(in: leftover.folder) {
                kept.images.append(try await surroundings.assets.store(image, of: turn, variant: index))
                if kept.failure?.billed != .no { kept.failure?.billed = isFree ? .no : .yes }
            }
        } catch {
            kept.failure = error.asTurnFailure
        }
    }
}
