package import StudioCore

/// Google's native format, at Google or at any gateway that speaks it.
package struct GeminiProvider: ImageProvider {
    private let endpoint: Endpoint
    private let transport: HTTPTransport
    private let mostAttempts: Int
    /// 0…1, for the jitter of a repeat.
    private let random: @Sendable () -> Double
    private let sleep: @Sendable (Double) async throws -> Void

    package init(
        endpoint: Endpoint, transport: HTTPTransport, mostAttempts: Int = 3,
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        sleep: @escaping @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }
    ) {
        self.endpoint = endpoint
        self.transport = transport
        self.mostAttempts = mostAttempts
        self.random = random
        self.sleep = sleep
    }

    @concurrent
    package func generate(_ request: ImageRequest, report: @escaping @Sendable (ProviderEvent) -> Void)
        async throws(ProviderFailure) -> ImageResponse
    {
        let segments = GeminiRequest.body(request)
        let path = GeminiRequest.path(model: request.model.id, streams: true)
        var attempt = 1
        while true {
            report(.phase(.sending))
            let consumer = GeminiConsumer(folder: request.staging, report: report)
            let end = await transport.send(segments, to: path, at: endpoint, consumer: consumer)
            let outcome = GeminiOutcome(end, endpoint: endpoint, attempt: attempt)
            switch outcome {
            case .response(let response): return response
            case .failure(let failure):
                guard let wait = RepeatRule.seconds(before: attempt + 1, of: mostAttempts, after: failure.failure, partial: failure.partial, random: random)
                else { throw failure }
                attempt += 1
                report(.waiting(attempt: attempt, seconds: wait, reason: failure.failure.kind == .overloaded ? "the model is busy" : "too many requests"))
                do {
                    try await sleep(wait)
                } catch {
                    throw ProviderFailure(
                        TurnFailure(.cancelled, message: "Cancelled while waiting to try again.", advice: "Submit again when you like.", billed: .no),
                        attempts: attempt - 1)
                }
            }
        }
    }
}

/// When the same request may be sent again by itself: only when nothing was generated, which is only sure where the
/// server said so before the model ran.
enum RepeatRule {
    static let longestWait = 90.0

    /// Seconds to wait before attempt number `next`, or nil when it must not be.
    static func seconds(
        before next: Int, of most: Int, after failure: TurnFailure, partial: ImageResponse?, random: () -> Double
    ) -> Double? {
        guard next <= most, partial == nil, failure.kind == .rateLimited || failure.kind == .overloaded,
            failure.httpStatus == 429 || failure.httpStatus == 503
        else { return nil }
        let asked = failure.retryAfterSeconds ?? Double(1 << next)
        guard asked <= longestWait else { return nil }
        return max(0.2, asked) + random() * min(2, max(0.2, asked) * 0.25)
    }
}
