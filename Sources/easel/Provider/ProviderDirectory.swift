import Pixels
import Providers
import StudioCore

/// Which providers there are, and why one cannot be used. Nothing is built or run before the first request.
struct ProviderDirectory: Sendable {
    private let config: Config
    private let environment: Environment
    private let pool: ProviderPool
    private let decoder: any PictureDecoder

    init(config: Config, environment: Environment, decoder: any PictureDecoder) {
        self.config = config
        self.environment = environment
        self.decoder = decoder
        pool = ProviderPool(config, environment: environment)
    }

    /// The provider of that name, ready to be asked, or what is missing.
    func provider(_ name: String) -> Result<any ImageProvider, TurnFailure> {
        guard let provider = config[provider: name] else {
            let names = config.providers.map(\.name).joined(separator: ", ")
            return .failure(.usage("There is no provider “\(name)”.", advice: "Providers: \(names)."))
        }
        if provider.dialect == .sketch {
            return .success(
                SketchProvider(
                    seconds: environment["EASEL_SKETCH_SECONDS"].flatMap(Double.init), decoder: decoder))
        }
        switch address(of: provider) {
        case .success(let baseURL):
            return .success(ConfiguredProvider(config: provider, baseURL: baseURL, pool: pool))
        case .failure(let failure): return .failure(failure)
        }
    }

    /// Where a provider is, once nothing stands in the way of sending its key there.
    private func address(of provider: ProviderConfig) -> Result<String, TurnFailure> {
        let name = provider.name
        guard let baseURL = provider.baseURL else {
            return .failure(.usage("\(name) has no base_url.", advice: "Set it in \(configFile)."))
        }
        guard provider.allowsHTTP || BaseURL.isProtected(baseURL) else {
            return .failure(
                .usage(
                    "The key for \(name) would travel to \(baseURL) unencrypted.",
                    advice: "Use https://, or insecure = true under [providers.\(name)] in \(configFile)."))
        }
        guard provider.hasKey(in: environment) else { return .failure(missingKey(provider)) }
        return .success(baseURL)
    }

    /// The provider of that name for reading what it had sent: that needs neither key nor address. nil when there is none.
    func reader(_ name: String) -> (any ImageProvider)? {
        if case .success(let provider) = provider(name) { return provider }
        guard let provider = config[provider: name] else { return nil }
        return ConfiguredProvider(config: provider, baseURL: provider.baseURL ?? "", pool: pool)
    }

    /// The provider's own list of models.
    /// - Parameter known: ids that make pictures, whatever they are called.
    /// - Throws: why there is none: no such list, no key, no network.
    func list(_ provider: ProviderConfig, known: Set<String>) async throws(TurnFailure) -> ModelListing {
        guard ModelLister.hasList(provider.dialect) else {
            throw .usage(
                "\(provider.name) has no list of its models.",
                advice: "Name further ones in \(configFile), under [providers.\(provider.name)]: models = [\"…\"].")
        }
        let (endpoint, transport) = try await connection(to: provider, limits: ModelLister.limits)
        let lister = ModelLister(
            endpoint: endpoint, transport: transport, dialect: provider.dialect, path: provider.wire.listPath)
        do throws(TurnFailure) {
            let listing = try await lister.list(known: known)
            await transport.shutdown()
            return listing
        } catch {
            await transport.shutdown()
            throw error
        }
    }

    /// What the provider's addresses say for nothing: `EndpointProbe.look`.
    /// - Throws: what is missing, or that it cannot be reached.
    func look(
        at provider: ProviderConfig, known: Set<String>, model: @Sendable ([ListedModel]) -> String?
    ) async throws(TurnFailure) -> EndpointLook {
        let (endpoint, transport) = try await connection(to: provider, limits: EndpointProbe.limits)
        let probe = EndpointProbe(
            endpoint: endpoint, transport: transport, dialect: provider.wire.dialect ?? provider.dialect,
            wire: provider.wire)
        do throws(TurnFailure) {
            let look = try await probe.look(known: known, model: model)
            await transport.shutdown()
            return look
        } catch {
            await transport.shutdown()
            throw error
        }
    }

    /// The key, once nothing stands in the way of sending it.
    func key(of provider: ProviderConfig) async throws(TurnFailure) -> String {
        _ = try address(of: provider).get()
        return try await pool.key(provider)
    }

    /// For short requests that draw nothing. Whoever has it closes it.
    private func connection(
        to provider: ProviderConfig, limits: TimeLimits
    ) async throws(TurnFailure) -> (Endpoint, HTTPTransport) {
        let baseURL = try address(of: provider).get()
        let endpoint = pool.endpoint(provider, baseURL: baseURL, key: try await pool.key(provider))
        let transport = HTTPTransport(
            limits: limits, proxy: try ProxyChoice.proxy(for: baseURL, environment),
            certificateFile: environment["SSL_CERT_FILE"])
        return (endpoint, transport)
    }

    /// Closes all connections once no turn runs any more.
    func close() async { await pool.close() }

    private var configFile: String { environment.configFolder + "/config.toml" }

    private func missingKey(_ provider: ProviderConfig) -> TurnFailure {
        var variables = provider.variables.first.map { "Set \($0)" } ?? ""
        let others = provider.variables.dropFirst()
        if !others.isEmpty { variables += " (or \(others.joined(separator: ", ")))" }
        let file =
            "put api_key_command = [\"pass\", \"show\", \"\(provider.name)\"] under [providers.\(provider.name)] in \(configFile)"
        return TurnFailure(
            .authentication, message: "No key for \(provider.name).",
            advice: variables.isEmpty ? "In short: \(file)." : "\(variables), or \(file).", billed: .no)
    }
}
