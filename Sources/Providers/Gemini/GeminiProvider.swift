import Glibc
package import StudioCore

/// Google's native format, at Google or at any gateway that speaks it.
package struct GeminiProvider: ImageProvider {
    private let endpoint: Endpoint
    private let transport: HTTPTransport
    private let streams: Bool
    private let spareFolder: String?
    private let surroundings: RepeatSurroundings

    /// - Parameters:
    ///   - streams: asks for server-sent events, which bring thoughts and interim pictures early. Without, the answer is
    ///     one document, and nothing is seen before it.
    ///   - spareFolder: where a picture goes on when the staging folder's disk is full or fails; absolute, existing.
    package init(
        endpoint: Endpoint, transport: HTTPTransport, streams: Bool = true, spareFolder: String? = "/dev/shm",
        surroundings: RepeatSurroundings = .system
    ) {
        self.endpoint = endpoint
        self.transport = transport
        self.streams = streams
        self.spareFolder = spareFolder
        self.surroundings = surroundings
    }

    @concurrent
    package func generate(_ request: ImageRequest, report: @escaping @Sendable (ProviderEvent) -> Void)
        async throws(ProviderFailure) -> ImageResponse
    {
        if let problem = GeminiRequest.problem(with: request) { throw ProviderFailure(problem, attempts: 0) }
        let segments = GeminiRequest.body(request)
        let path = GeminiRequest.path(model: request.model.id, streams: streams)
        let thinks = GeminiRequest.thinks(request.model)
        var attempts = 0
        while true {
            attempts += 1
            report(.phase(.sending))
            let files = AnswerFiles(folder: request.staging, spare: spareFolder, prefix: "\(attempts)-")
            let consumer = GeminiConsumer(files: files, thinks: thinks, report: report)
            let end = await transport.send(segments, to: path, at: endpoint, consumer: consumer)
            let outcome = GeminiOutcome(
                end, endpoint: endpoint, model: request.model.id, attempts: attempts, now: surroundings.now())
            switch outcome {
            case .response(let response): return response
            case .failure(let failure):
                guard let wait = RepeatRule.wait(after: failure, attempts: attempts, random: surroundings.random())
                else { throw failure }
                let reason = failure.failure.kind == .overloaded ? "the model is busy" : "too many requests"
                report(.waiting(attempt: attempts + 1, seconds: wait, reason: reason))
                do {
                    try await surroundings.sleep(wait)
                } catch {
                    let cancelled = TurnFailure(
                        .cancelled, message: "Cancelled while waiting to try again.",
                        advice: "Submit again when you like.", billed: .no)
                    throw ProviderFailure(cancelled, attempts: attempts)
                }
            }
        }
    }
}

/// Clock and chance, as far as a repeat needs them: parameters, so that tests never wait.
package struct RepeatSurroundings: Sendable {
    /// Seconds since 1970.
    package var now: @Sendable () -> Double
    /// In 0..<1.
    package var random: @Sendable () -> Double
    /// Throws when the task is cancelled.
    package var sleep: @Sendable (Double) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Double, random: @escaping @Sendable () -> Double,
        sleep: @escaping @Sendable (Double) async throws -> Void
    ) {
        self.now = now
        self.random = random
        self.sleep = sleep
    }

    package static let system = RepeatSurroundings(
        now: { Double(time(nil)) }, random: { Double.random(in: 0..<1) },
        sleep: { try await Task.sleep(for: .seconds($0)) })
}
