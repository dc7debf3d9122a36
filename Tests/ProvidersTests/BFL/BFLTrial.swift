import StudioCore

@testable import Providers

extension CatalogueModel {
    static let kontext = CatalogueModel(
        id: "flux-kontext-pro", provider: "bfl", name: "FLUX.1 Kontext pro",
        ratios: [AspectRatio(16, 9), AspectRatio(1, 1)], maxReferences: 1, takesSeed: true)
    static let flux2 = CatalogueModel(
        id: "flux-2-pro", provider: "bfl", name: "FLUX.2 pro", sizes: [.oneK, .twoK],
        ratios: [AspectRatio(16, 9)], maxReferences: 8, takesSeed: true, wire: WireProfile(sizeStyle: .sides))
}

extension LoopbackServer.Reply {
    static func json(_ text: String, status: Int = 200, headers: [String] = [], ending: Ending = .close) -> Self {
        .sized(status: "\(status) X", headers: headers, Array(text.utf8), ending: ending)
    }

    /// Addresses without a host are the server's own.
    static let taken = json(#"{"id":"t1","polling_url":"/v1/get_result?id=t1"}"#)
    static let pending = json(#"{"id":"t1","status":"Pending","progress":null,"result":null}"#)
    static let missing = json(#"{"id":"t1","status":"Task not found"}"#, status: 404)
    static let ready = ready("/sample.png")
    static let sample = sized(type: "image/png", BFLTrial.shot)
    static let silence = Self(pieces: [], ending: .open)

    static func ready(_ link: String) -> Self {
        json(#"{"id":"t1","status":"Ready","progress":1.0,"details":null,"result":{"sample":"\#(link)","seed":42}}"#)
    }
}

/// One turn against one server that takes tasks on.
struct BFLTrial {
    static let shot = Picture.png(700)
    static let now = 1_764_000_000.0

    var server: LoopbackServer
    var staging: Staging
    var reports = Reports()
    var provider: BFLProvider
    var transport: HTTPTransport

    /// - Parameters:
    ///   - sleep: nothing, so that hours pass in no time.
    ///   - staging: of an earlier run.
    init(
        _ replies: [LoopbackServer.Reply], wire: WireProfile = WireProfile(),
        limits: TimeLimits = TimeLimits(), links: LinkFetcher = LinkFetcher(sleep: { _ in }),
        authentication: Endpoint.Authentication = .key, key: String = Trial.key, now: Double = Self.now,
        staging: Staging? = nil, sleep: @escaping @Sendable (Double) async throws -> Void = { _ in }
    ) async throws {
        server = try await LoopbackServer(replies)
        self.staging = try staging ?? Staging()
        transport = HTTPTransport(limits: limits)
        provider = BFLProvider(
            endpoint: Endpoint(name: "bfl", baseURL: server.url, authentication: authentication, key: key),
            transport: transport, wire: wire, spareFolder: nil, links: links,
            surroundings: RepeatSurroundings(now: { now }, random: { 0 }, sleep: sleep))
    }

    func run(_ request: ImageRequest = .make(model: .kontext)) async -> Result<ImageResponse, ProviderFailure> {
        await end { () async throws(ProviderFailure) in
            try await provider.generate(staged(request), report: reports.report)
        }
    }

    func recover() async -> Result<ImageResponse?, ProviderFailure> {
        await end { () async throws(ProviderFailure) in try await provider.recover(staged(.make(model: .kontext))) }
    }

    func failure(_ request: ImageRequest = .make(model: .kontext)) async throws -> ProviderFailure {
        switch await run(request) {
        case .success(let response): throw Trial.Unexpected(response: response)
        case .failure(let failure): return failure
        }
    }

    private func staged(_ request: ImageRequest) -> ImageRequest {
        var request = request
        request.staging = staging.path
        return request
    }

    private func end<Value>(
        _ work: () async throws(ProviderFailure) -> Value
    ) async -> Result<Value, ProviderFailure> {
        let result: Result<Value, ProviderFailure>
        do throws(ProviderFailure) { result = .success(try await work()) } catch { result = .failure(error) }
        await transport.shutdown()
        await server.stop()
        return result
    }

    /// First lines of all requests so far.
    func lines() async throws -> [String] {
        try await server.requests().map { String($0.prefix { $0 != "\r\n" }) }
    }

    func pictures(_ response: ImageResponse?) -> [[UInt8]] {
        response?.images.map { staging.bytes($0.file.path) } ?? []
    }
}
