import Providers
import StudioCore

/// Which providers there are, and why one cannot be used. Nothing is built or run before the first request.
struct ProviderDirectory: Sendable {
    private let config: Config
    private let environment: Environment
    private let pool: ProviderPool

    init(config: Config, environment: Environment) {
        self.config = config
        self.environment = environment
        pool = ProviderPool(environment: environment)
    }

    /// The provider of that name, ready to be asked, or what is missing.
    func provider(_ name: String) -> Result<any ImageProvider, TurnFailure> {
        guard let provider = config[provider: name] else {
            let names = config.providers.map(\.name).joined(separator: ", ")
            return .failure(.usage("There is no provider “\(name)”.", advice: "Providers: \(names)."))
        }
        if provider.dialect == .sketch {
            return .success(SketchProvider(seconds: environment["EASEL_SKETCH_SECONDS"].flatMap(Double.init)))
        }
        guard provider.dialect.isSpoken else {
            return .failure(
                TurnFailure(
                    .invalidRequest,
                    message: "\(name) speaks \(provider.dialect.rawValue), which this version of Easel does not.",
                    advice: "Use a provider of dialect gemini, or sketch.", billed: .no))
        }
        guard let baseURL = provider.baseURL else {
            return .failure(.usage("\(name) has no base_url.", advice: "Set it in \(configFile)."))
        }
        guard provider.allowsHTTP || BaseURL.isProtected(baseURL) else {
            return .failure(
                .usage(
                    "The key for \(name) would travel to \(baseURL) unencrypted.",
                    advice: "Use https://, or allow_http = true under [providers.\(name)] in \(configFile)."))
        }
        guard provider.hasKey(in: environment) else { return .failure(missingKey(provider)) }
        return .success(ConfiguredProvider(config: provider, baseURL: baseURL, pool: pool))
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
