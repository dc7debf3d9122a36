/// An endpoint that makes pictures. Progress is reported, the outcome is returned or thrown: a turn cannot end twice, or
/// not at all.
package protocol ImageProvider: Sendable {
    /// Asks for one variant. Honours task cancellation by throwing `.cancelled`.
    /// - Parameter report: called as things happen, from any thread, cheap to call.
    @concurrent
    func generate(_ request: ImageRequest, report: @escaping @Sendable (ProviderEvent) -> Void)
        async throws(ProviderFailure) -> ImageResponse
}

/// What a person can watch while a turn runs.
package enum ProviderEvent: Hashable, Sendable {
    case phase(TurnPhase)
    /// The next piece of the thought summary.
    case thought(String)
    /// The next piece of the answer's text.
    case text(String)
    /// Bytes of the answer so far, and of how many when the server said.
    case received(bytes: Int, of: Int?)
    /// A picture is whole in the staging folder: interim, or final before the answer has ended.
    case image(ReceivedImage)
    /// The provider asked to wait; attempt number `attempt` follows after so many seconds.
    case waiting(attempt: Int, seconds: Double, reason: String)
}

/// Where a turn stands.
package enum TurnPhase: String, Sendable, Codable, CaseIterable {
    case queued, sending, thinking, drawing, receiving, saving
}

/// A failure with whatever had already arrived: pictures that are whole are kept though the answer broke.
package struct ProviderFailure: Error, Hashable, Sendable {
    package var failure: TurnFailure
    /// Parts, usage and thoughts that arrived before the end; nil when nothing did.
    package var partial: ImageResponse?
    package var attempts: Int

    package init(_ failure: TurnFailure, partial: ImageResponse? = nil, attempts: Int = 1) {
        self.failure = failure
        self.partial = partial
        self.attempts = attempts
    }
}
