import Providers
import StudioCore

/// The endpoints that have been used: one connection pool for each, made with its key when it is first asked.
actor ProviderPool {
    private let environment: Environment
    private var ready: [String: DialectProvider] = [:]
    private var transports: [HTTPTransport] = []

    /// What a key command gets.
    private let commandEnvironment: Environment

    init(_ config: Config, environment: Environment) {
        self.environment = environment
        commandEnvironment = environment.withoutKeys(of: config.providers)
    }

    func provider(_ config: ProviderConfig, baseURL: String) async throws(TurnFailure) -> DialectProvider {
        if let provider = ready[config.name] { return provider }
        let key = try await key(config)
        // Another request may have been quicker while the key was looked for.
        if let provider = ready[config.name] { return provider }
        let endpoint = endpoint(config, baseURL: baseURL, key: key)
        let transport = HTTPTransport(
            proxy: try ProxyChoice.proxy(for: baseURL, environment), certificateFile: environment["SSL_CERT_FILE"])
        let provider = DialectProvider(
            endpoint: endpoint, transport: transport, links: links(), dialect: config.dialect, wire: config.wire)
        ready[config.name] = provider
        transports.append(transport)
        return provider
    }

    /// Downloads what an answer only names.
    nonisolated func links() -> LinkFetcher {
        LinkFetcher(
            proxy: { [environment] url in try? ProxyChoice.proxy(for: url, environment) },
            certificateFile: environment["SSL_CERT_FILE"])
    }

    /// For what sends nothing: no command is run for a key that is only to be kept out of messages.
    func silentEndpoint(_ config: ProviderConfig, baseURL: String) -> Endpoint {
        for source in config.keys {
            switch source {
            case .literal(let key): return endpoint(config, baseURL: baseURL, key: key)
            case .environment(let names):
                if let found = environment.first(of: names) {
                    return endpoint(config, baseURL: baseURL, key: found.value)
                }
            case .file(let file): if let key = try? file.key() { return endpoint(config, baseURL: baseURL, key: key) }
            case .command: break
            }
        }
        return endpoint(config, baseURL: baseURL, key: "")
    }

    /// Without its key, for what asks nobody.
    func silentProvider(_ config: ProviderConfig, baseURL: String) -> DialectProvider {
        let transport = HTTPTransport()
        transports.append(transport)
        return DialectProvider(
            endpoint: silentEndpoint(config, baseURL: baseURL), transport: transport, links: LinkFetcher(),
            dialect: config.dialect, wire: config.wire)
    }

    nonisolated func endpoint(_ config: ProviderConfig, baseURL: String, key: String) -> Endpoint {
        Endpoint(
            name: config.name, baseURL: baseURL, authentication: config.auth.forEndpoint, key: key,
            isInsecure: config.allowsHTTP)
    }

    /// Closes all connections. Nothing may run any more.
    func close() async {
        for transport in transports { await transport.shutdown() }
        transports = []
        ready = [:]
    }

    func key(_ config: ProviderConfig) async throws(TurnFailure) -> String {
        for source in config.keys {
            switch source {
            case .literal(let key): return key
            case .environment(let names):
                if let found = environment.first(of: names) { return found.value }
            case .file(let file):
                do throws(KeyFile.Failure) {
                    return try file.key()
                } catch .unreadable where !file.isThere && source != config.keys.last {
                    continue
                } catch {
                    throw TurnFailure(
                        .authentication, message: "The file for \(config.name)'s key: \(file.message(error)).",
                        advice: "Nothing was sent.", billed: .no)
                }
            case .command(let arguments):
                do {
                    return try await KeyCommand(arguments: arguments, environment: commandEnvironment).key()
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
        let provider: DialectProvider
        do {
            provider = try await pool.provider(config, baseURL: baseURL)
        } catch {
            throw ProviderFailure(error, attempts: 0)
        }
        return try await provider.generate(request, report: report)
    }

    /// What had arrived is read without the endpoint, and pictures that it only names are downloaded. A service that draws
    /// in the background is asked for the picture of a task it took on, which needs the key and buys nothing.
    @concurrent
    func recover(_ request: ImageRequest) async throws(ProviderFailure) -> ImageResponse? {
        let dialect = request.model.wire.dialect ?? config.wire.dialect ?? config.dialect
        if dialect == .bfl, !BFLProvider.asks(toRecover: request.staging) {
            return try await pool.silentProvider(config, baseURL: baseURL).recover(request)
        }
        guard dialect == .comfyui || dialect == .bfl else {
            let endpoint = await pool.silentEndpoint(config, baseURL: baseURL)
            return try await WireProvider.recover(request, at: endpoint, links: pool.links())
        }
        let provider: DialectProvider
        do {
            provider = try await pool.provider(config, baseURL: baseURL)
        } catch {
            var failure = error
            failure.kind = .interrupted
            failure.providerCode = "unfetched"
            failure.billed = .unknown
            throw ProviderFailure(failure, attempts: 1)
        }
        return try await provider.recover(request)
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
