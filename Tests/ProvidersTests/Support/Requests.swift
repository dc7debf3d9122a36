import StudioCore

@testable import Providers

extension CatalogueModel {
    static let pro = CatalogueModel(
        id: "gemini-3-pro-image", provider: "google", name: "Nano Banana Pro", family: "gemini-3",
        sizes: [.oneK, .twoK, .fourK], ratios: [AspectRatio(16, 9)], takesSeed: true)
    static let flash = CatalogueModel(
        id: "gemini-2.5-flash-image", provider: "google", name: "Nano Banana", family: "gemini-2.5",
        ratios: [AspectRatio(16, 9)])
}

extension ImageRequest {
    static func make(
        _ messages: [Conversation.Message] = [.init(role: .user, parts: [.text("a fox", signature: nil)])],
        model: CatalogueModel = .pro, staging: String = "/nonexistent", variant: Int = 0,
        configure: (inout TurnSettings) -> Void = { _ in }
    ) -> ImageRequest {
        var settings = TurnSettings(model: model.reference)
        configure(&settings)
        return ImageRequest(
            turn: TurnID("t_1"), variant: variant, model: model, conversation: Conversation(messages: messages),
            settings: settings, staging: staging)
    }
}

/// What a provider reported, in order.
actor Reports {
    private(set) var events: [ProviderEvent] = []
    private let stream: AsyncStream<ProviderEvent>
    nonisolated let report: @Sendable (ProviderEvent) -> Void
    private let end: @Sendable () -> Void

    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: ProviderEvent.self)
        self.stream = stream
        report = { continuation.yield($0) }
        end = { continuation.finish() }
    }

    /// All of them; nothing is reported after this.
    func all() async -> [ProviderEvent] {
        end()
        for await event in stream { events.append(event) }
        return events
    }
}

/// One turn against one server.
struct Trial {
    var server: LoopbackServer
    var staging: Staging
    var reports = Reports()
    var provider: WireProvider
    var transport: HTTPTransport

    static let key = "AIzaCANARY0123456789abcdefghijklmnopqr"

    init(
        _ replies: [LoopbackServer.Reply], limits: TimeLimits = TimeLimits(), streams: Bool = true, random: Double = 0,
        now: Double = 0, links: LinkFetcher = LinkFetcher(), dialect: Dialect = .gemini, wire: WireProfile? = nil
    ) async throws {
        server = try await LoopbackServer(replies)
        staging = try Staging()
        transport = HTTPTransport(limits: limits)
        provider = WireProvider(
            endpoint: Endpoint(name: "google", baseURL: server.url, authentication: .googleKey, key: Self.key),
            transport: transport, dialect: dialect, wire: wire ?? WireProfile(streams: streams), links: links,
            surroundings: RepeatSurroundings(now: { now }, random: { random }, sleep: { _ in }))
    }

    func run(_ request: ImageRequest? = nil) async -> Result<ImageResponse, ProviderFailure> {
        var request = request ?? .make()
        request.staging = staging.path
        let result: Result<ImageResponse, ProviderFailure>
        do throws(ProviderFailure) {
            result = .success(try await provider.generate(request, report: reports.report))
        } catch {
            result = .failure(error)
        }
        await transport.shutdown()
        await server.stop()
        return result
    }

    func failure(_ request: ImageRequest? = nil) async throws -> ProviderFailure {
        switch await run(request) {
        case .success(let response): throw Unexpected(response: response)
        case .failure(let failure): return failure
        }
    }

    struct Unexpected: Error { var response: ImageResponse }
}

extension ImageResponse {
    var images: [ReceivedImage] { parts.compactMap { if case .image(let image, _) = $0 { image } else { nil } } }
}
