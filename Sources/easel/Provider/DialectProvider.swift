import Providers
import StudioCore

/// An endpoint with its key and its connections, asked in the dialect of each model.
struct DialectProvider: ImageProvider {
    var endpoint: Endpoint
    var transport: HTTPTransport
    var links: LinkFetcher
    /// Where a model has none of its own.
    var dialect: Dialect
    var wire: WireProfile

    @concurrent
    func generate(
        _ request: ImageRequest, report: @escaping @Sendable (ProviderEvent) -> Void
    ) async throws(ProviderFailure) -> ImageResponse {
        try await provider(for: request).generate(request, report: report)
    }

    @concurrent
    func recover(_ request: ImageRequest) async throws(ProviderFailure) -> ImageResponse? {
        try await provider(for: request).recover(request)
    }

    private func provider(for request: ImageRequest) -> any ImageProvider {
        switch request.model.wire.dialect ?? wire.dialect ?? dialect {
        case .bfl: BFLProvider(endpoint: endpoint, transport: transport, wire: wire, links: links)
        case .comfyui: ComfyProvider(endpoint: endpoint, transport: transport)
        case let spoken:
            WireProvider(endpoint: endpoint, transport: transport, dialect: spoken, wire: wire, links: links)
        }
    }
}
