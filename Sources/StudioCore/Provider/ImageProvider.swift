/// An endpoint that makes pictures. Progress is reported, the outcome is returned or thrown: a turn cannot end twice, or
/// not at all.
package protocol ImageProvider: Sendable {
    /// Asks for one variant. Honours task cancellation by throwing `.cancelled`.
    /// - Parameter report: called as things happen, from any thread, cheap to call.
    @concurrent
    func generate(_ request: ImageRequest, report: @escaping @Sendable (ProviderEvent) -> Void)
        async throws(ProviderFailure) -> ImageResponse

    /// Reads again what had arrived of an answer before the studio was killed. Nothing is bought, nothing is asked for twice;
    /// only a provider that draws in the background is asked for the picture of a task it took on.
    /// - Parameter request: as `generate` had it, with the same staging folder and whatever that left there. Files of the
    ///   first reading stay or are replaced; those that the response names are whole on disk, though not yet fsynced.
    /// - Returns: the whole answer; nil when none had begun to arrive.
    /// - Throws: `.interrupted` for half an answer, with what can be opened of it as `partial`: pictures that were cut short
    ///   say so with `ReceivedImage.isWhole`. With the code `unfetched` or `still_running` the folder stays for another start. What the provider
    ///   itself had refused is thrown as `generate` would have.
    @concurrent
    func recover(_ request: ImageRequest) async throws(ProviderFailure) -> ImageResponse?
}

extension ImageProvider {
    /// A provider that keeps nothing of its answers has nothing to read again.
    @concurrent
    package func recover(_ request: ImageRequest) async throws(ProviderFailure) -> ImageResponse? { nil }
}

/// What a person can watch while a turn runs.
package enum ProviderEvent: Hashable, Sendable {
    case phase(TurnPhase)
    /// The next piece of the thought summary.
    case thought(String)
    /// The next piece of the answer's text.
    case text(String)
    /// n of m parts of the work, as the provider counts them.
    case step(Int, of: Int)
    /// Bytes of the answer so far, and of how many when the server said.
    case received(bytes: Int, of: Int?)
    /// A picture is whole in the staging folder: interim, or final before the answer has ended.
    case image(ReceivedImage)
    /// The provider asked to wait; attempt number `attempt` follows after so many seconds.
    case waiting(attempt: Int, seconds: Double, reason: String)
    /// So many others come first, on a machine that does one thing after the other.
    case queued(ahead: Int)
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
