import StudioCore

extension Redaction {
    /// The one place where what a provider brought loses the key, on its way to everybody else.
    func callAsFunction(_ failure: ProviderFailure) -> ProviderFailure {
        var clean = failure
        clean.failure.message = self(clean.failure.message)
        clean.failure.advice = self(clean.failure.advice)
        clean.failure.providerCode = clean.failure.providerCode.map { Shown.word(self($0)) }
        clean.partial = clean.partial.map { self($0) }
        return clean
    }

    /// Words of the model stay as they are otherwise: they go back to it.
    func callAsFunction(_ response: ImageResponse) -> ImageResponse {
        var clean = response
        clean.parts = response.parts.map { part in
            if case .text(let text, let signature) = part {
                .text(withoutKey(text), signature: signature)
            } else {
                part
            }
        }
        clean.thought = withoutKey(response.thought)
        clean.finishReason = response.finishReason.map { self($0) }
        clean.modelVersion = response.modelVersion.map { self($0) }
        clean.notes = response.notes.map { Shown.visible(self($0)) }
        return clean
    }

    func callAsFunction(_ event: ProviderEvent) -> ProviderEvent {
        switch event {
        case .thought(let text): .thought(withoutKey(text))
        case .text(let text): .text(withoutKey(text))
        default: event
        }
    }
}
