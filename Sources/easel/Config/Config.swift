import Gallery
import StudioCore
import Terminal

/// Everything a person can set in `config.toml`, with the shipped values where they set nothing.
struct Config: Hashable, Sendable {
    struct Defaults: Hashable, Sendable {
        /// As written: an id, an alias or `provider/model`. nil: the first provider with a key, else sketch.
        var model: String?
        var modelPlace: ConfigProblem.Place?
        var size: ImageSize?
        /// nil: auto.
        var aspect: AspectRatio?
        /// Absolute.
        var gallery: String
        /// USD; 0: no cap.
        var budgetPerDay: Double
        var theme: String
        var graphics: GraphicsMode
    }

    var defaults: Defaults
    /// In the order in which a default model is looked for.
    var providers: [ProviderConfig]

    init(defaults: Defaults, providers: [ProviderConfig]) {
        self.defaults = defaults
        self.providers = providers
    }

    /// Without any file.
    init(_ environment: Environment) {
        self.init(
            defaults: Defaults(
                model: nil, size: .oneK, aspect: nil, gallery: environment.folders.gallery, budgetPerDay: 0,
                theme: "dusk",
                graphics: .auto),
            providers: ProviderConfig.shipped(environment))
    }

    subscript(provider name: String) -> ProviderConfig? { providers.first { $0.name == name } }

    /// The providers whose traffic can be read on the way, because the person allowed it.
    func unencrypted(_ environment: Environment) -> [ProviderConfig] {
        providers.filter { $0.isUnprotected && $0.hasKey(in: environment) }
    }

    /// Reads `config.toml`. Never fails: what cannot be used keeps its default and is a problem.
    /// - Parameter path: the person's `--config FILE`; nil: `$XDG_CONFIG_HOME/easel/config.toml`, which need not exist.
    static func load(_ environment: Environment, path: String? = nil) -> (config: Config, problems: [ConfigProblem]) {
        let file = path ?? environment.configFolder + "/config.toml"
        do {
            guard let read = try ConfigFile.read(file) else {
                let missing = ConfigProblem(file: file, line: nil, message: "there is no such file")
                return (Config(environment), path == nil ? [] : [missing])
            }
            return ConfigReader(file: read, environment: environment).config(try read.parsed())
        } catch {
            return (Config(environment), [error])
        }
    }
}
