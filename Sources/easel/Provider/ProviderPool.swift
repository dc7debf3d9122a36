import Providers
import StudioCore

/// The endpoints that have been used: one connection pool for each, made with its key when it is first asked.
actor ProviderPool {
    private let environment: Environment
    private var ready: [String: GeminiProvider] = [:]
    private var transports: [HTTPTransport] = []

    init(environment: Environment) { self.environment = environment }

    func provider(_ config: ProviderConfig, baseURL: String) async throws(TurnFailure) -> GeminiProvider {
        if let provider = ready[config.name] { return provider }
        let key = try await key(config)
        // Another request may have been quicker while the key was looked for.
        if let provider = ready[config.name] { return provider }
        let endpoint = Endpoint(
            name: config.name, baseURL: baseURL, authentication: config.auth.forEndpoint, key: key,
            isInsecure: config.allowsHTTP)
        let transport = HTTPTransport(
            proxy: try ProxyChoice.proxy(for: baseURL, environment), certificateFile: environment["SSL_CERT_FILE"])
        let provider = GeminiProvider(endpoint: endpoint, transport: transport)
        ready[config.name] = provider
        transports.append(transport)
        return provider
    }

    /// Closes all connections. Nothing may run any more.
    func close() async {
        for transport in transports { await transport.shutdown() }
        transports = []
        ready = [:]
    }

    private func key(_ config: ProviderConfig) async throws(TurnFailure) -> String {
        for source in config.keys {
            switch source {
            case .literal(let key): return key
            case .environment(let names):
                if let found = environment.first(of: names) { return found.value }
            case .command(let arguments):
                do {
                    return try await KeyCommand(arguments: arguments, environment: environment).key()
                } catch {
                    throw TurnFailure(
                        .authentication,
                        message:
                            "The command for \(config.name)'s key (\(arguments.first ?? "")) failed: \(error.message).",
                        advice: "Run it by hand; its first line must be the key.", billed: .no)
                }
            }
        }
        return ""
    }
}

/// A provider as it is configured; becomes a real one with the first request.
struct ConfiguredProvider: ImageProvider {
    var config: ProviderConfig
    var baseURL: String
    var pool: ProviderPool

    @concurrent
    func generate(
        _ request: ImageRequest, report: @escaping @Sendable (ProviderEvent) -> Void
    ) async throws(ProviderFailure) -> ImageResponse {
        let provider: GeminiProvider
        do {
            provider = try await pool.provider(config, baseURL: baseURL)
        } catch {
            throw ProviderFailure(error, attempts: 0)
        }
        return try await provider.generate(request, report: report)
    }
}

extension ProviderConfig.Auth {
    fileprivate var forEndpoint: Endpoint.Authentication {
        switch self {
        case .bearer: .bearer
        case .googleKey: .googleKey
        case .xKey: .key
        case .none: .none
        }
    }
}
