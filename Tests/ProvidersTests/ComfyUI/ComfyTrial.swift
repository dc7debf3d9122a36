import StudioCore
import Testing

@testable import Providers

/// One turn against one scripted ComfyUI.
struct ComfyTrial {
    var server: ComfyServer
    var staging: Staging
    var reports = Reports()
    var provider: ComfyProvider
    var transport: HTTPTransport

    static let key = "comfy-CANARY-0123456789"

    init(
        _ script: ComfyServer.Script = ComfyWire.script(), limits: ComfyLimits = ComfyLimits(tick: 60),
        authentication: Endpoint.Authentication = .none
    ) async throws {
        server = try await ComfyServer(script)
        staging = try Staging()
        transport = HTTPTransport()
        provider = ComfyProvider(
            endpoint: Endpoint(
                name: "comfyui", baseURL: server.url, authentication: authentication, key: Self.key),
            transport: transport, spareFolder: nil, limits: limits, makeID: { ComfyWire.id },
            surroundings: RepeatSurroundings(
                now: { 0 }, random: { 0.5 },
                sleep: { _ in
                    try Task.checkCancellation()
                    await Task.yield()
                }))
    }

    /// The file of a workflow, and a model that is drawn with it.
    func model(_ workflow: String?, name: String = "mine.json") -> CatalogueModel {
        CatalogueModel(
            id: "local", provider: "comfyui", name: "Local", takesSeed: true, takesMask: true,
            wire: WireProfile(workflow: workflow.map { staging.write(name, Array($0.utf8)) }))
    }

    func request(
        _ messages: [Conversation.Message] = [.init(role: .user, parts: [.text("a fox", signature: nil)])],
        workflow: String? = nil, variant: Int = 0, configure: (inout TurnSettings) -> Void = { _ in }
    ) throws -> ImageRequest {
        let folder = staging.path + "/request"
        try staging.makeFolders([folder])
        return .make(messages, model: model(workflow), staging: folder, variant: variant, configure: configure)
    }

    func run(_ request: ImageRequest? = nil) async throws -> Result<ImageResponse, ProviderFailure> {
        let request = try request ?? self.request()
        let result: Result<ImageResponse, ProviderFailure>
        do throws(ProviderFailure) {
            result = .success(try await provider.generate(request, report: reports.report))
        } catch {
            result = .failure(error)
        }
        return result
    }

    func stop() async {
        await transport.shutdown()
        await server.stop()
    }

    /// What a turn that works comes to.
    func response(_ request: ImageRequest? = nil) async throws -> ImageResponse {
        let result = try await run(request)
        await stop()
        return try result.get()
    }

    func failure(_ request: ImageRequest? = nil) async throws -> TurnFailure {
        let result = try await run(request)
        await stop()
        switch result {
        case .success(let response): throw Trial.Unexpected(response: response)
        case .failure(let failure): return failure.failure
        }
    }
}

extension ImageFile {
    static func make(_ staging: Staging, _ name: String, _ bytes: [UInt8]) -> ImageFile {
        ImageFile(
            path: staging.write(name, bytes), mime: "image/png", bytes: bytes.count,
            sha256: String(repeating: "0", count: 60) + name.prefix(4))
    }
}
