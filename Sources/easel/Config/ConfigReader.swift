import StudioCore
import Terminal

/// Lays a parsed `config.toml` over the shipped values: the pure half of `Config.load`.
struct ConfigReader {
    var file: ConfigFile
    var environment: Environment

    func config(_ top: TOML.Table) -> (config: Config, problems: [ConfigProblem]) {
        var config = Config(environment)
        var reader = TableReader(top, named: "", file: file.path)
        if let defaults = reader.table("defaults") {
            let problems = read(defaults, into: &config.defaults)
            reader.add(problems)
        }
        if let providers = reader.table("providers") {
            for (name, value) in providers.members.sorted(by: { $0.value.line < $1.value.line }) {
                let (provider, problems) = provider(name, value, shipped: config[provider: name])
                reader.add(problems)
                guard let provider else { continue }
                if let index = config.providers.firstIndex(where: { $0.name == name }) {
                    config.providers[index] = provider
                } else {
                    // Before sketch, which is the last resort.
                    config.providers.insert(provider, at: config.providers.count - 1)
                }
            }
        }
        return (config, reader.finish())
    }

    private func read(_ table: TOML.Table, into defaults: inout Config.Defaults) -> [ConfigProblem] {
        var reader = TableReader(table, named: "defaults", file: file.path)
        if let model = reader.string("model") {
            defaults.model = model
            defaults.modelPlace = table.members["model"].map { .init(file: file.path, line: $0.line) }
        }
        let sizes = ImageSize.allCases.map(\.rawValue)
        if let size = reader.choice("size", sizes, { ImageSize(typed: $0) }) { defaults.size = size }
        if let aspect = reader.choice("aspect", ["auto", "W:H"], { Self.aspect($0) }) {
            defaults.aspect = aspect.ratio
        }
        if let gallery = reader.string("gallery") {
            if gallery.isEmpty {
                reader.report("gallery", "defaults.gallery is empty", accepted: ["a folder"])
            } else {
                defaults.gallery = environment.absolute(gallery, in: environment.home)
            }
        }
        if let budget = reader.number("budget_per_day") {
            if budget >= 0 {
                defaults.budgetPerDay = budget
            } else {
                reader.report("budget_per_day", "\(budget) is no sum", accepted: ["0 (no cap) or more"])
            }
        }
        if let theme = reader.string("theme") { defaults.theme = theme }
        let graphics = GraphicsMode.allCases.map(\.rawValue)
        if let choice = reader.choice("graphics", graphics, { GraphicsMode(rawValue: $0) }) {
            defaults.graphics = choice
        }
        return reader.finish()
    }

    /// `auto` is a value of its own: it takes a ratio back.
    private static func aspect(_ text: String) -> (ratio: AspectRatio?, Void)? {
        if text == "auto" { return (nil, ()) }
        return AspectRatio(text).map { ($0, ()) }
    }

    private func provider(
        _ name: String, _ value: TOML, shipped: ProviderConfig?
    ) -> (ProviderConfig?, [ConfigProblem]) {
        let place = "providers.\(name)"
        func problem(_ message: String, accepted: [String] = []) -> ConfigProblem {
            ConfigProblem(file: file.path, line: value.line, message: message, accepted: accepted)
        }
        guard case .table(let table) = value.value else {
            return (nil, [problem("\(place) must be a table, not \(value.kind)")])
        }
        guard name != "sketch" else { return (nil, [problem("sketch has nothing to configure")]) }
        guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) })
        else {
            return (nil, [problem("“\(name)” is no name of a provider", accepted: ["letters, digits, “-”, “_”, “.”"])])
        }
        var reader = TableReader(table, named: place, file: file.path)
        let dialects = Dialect.inFiles
        let dialect = reader.choice("dialect", dialects.map(\.rawValue)) { text in
            dialects.first { $0.rawValue == text }
        }
        let url = reader.string("base_url")
        let auth = reader.choice("auth", ProviderConfig.Auth.allCases.map(\.rawValue)) {
            ProviderConfig.Auth(rawValue: $0)
        }
        let allowsHTTP = reader.boolean("insecure") ?? false
        let keys = keys(&reader)
        var provider =
            shipped
            ?? ProviderConfig(
                name: name, dialect: dialect ?? .gemini, baseURL: nil, auth: auth ?? .bearer,
                keys: [])
        if shipped == nil, table.members["dialect"] == nil {
            reader.add([problem("\(place).dialect is missing", accepted: dialects.map(\.rawValue))])
        }
        if shipped == nil, url == nil {
            reader.add([problem("\(place).base_url is missing", accepted: ["https://host"])])
        }
        if let dialect { provider.dialect = dialect }
        if let auth { provider.auth = auth }
        provider.allowsHTTP = allowsHTTP
        if let wire = reader.table("wire") {
            let (profile, problems) = WireReader(
                file: file.path, name: "\(place).wire",
                resolve: { environment.absolute($0, in: environment.configFolder) }
            ).profile(wire)
            reader.add(problems)
            provider.wire = profile.over(provider.wire)
        }
        provider.models = models(&reader, dialect: provider.dialect)
        if !keys.isEmpty { provider.keys = keys }
        if let url {
            if let normalised = BaseURL.normalised(url) {
                if allowsHTTP || BaseURL.isProtected(normalised) {
                    provider.baseURL = normalised
                } else {
                    reader.report(
                        "base_url", "the key would travel to \(normalised) unencrypted",
                        accepted: ["https://…", "http:// to this machine", "insecure = true beside it"])
                }
            } else {
                reader.report(
                    "base_url", "“\(url)” is no address", accepted: ["https://host", "http://127.0.0.1:8188"])
            }
        }
        return (provider, reader.finish())
    }

    /// The ids of models that stand in no catalogue.
    private func models(_ reader: inout TableReader, dialect: Dialect) -> [String] {
        var models: [String] = []
        for id in reader.strings("models") ?? [] {
            if ModelName.isUsable(id, in: dialect) {
                if !models.contains(id) { models.append(id) }
            } else {
                reader.report("models", "“\(id)” is no id of a model", accepted: ["letters, digits, “.”, “-”, “/” …"])
            }
        }
        return models
    }

    private func keys(_ reader: inout TableReader) -> [ProviderConfig.KeySource] {
        var keys: [ProviderConfig.KeySource] = []
        if let command = reader.strings("api_key_command") {
            if let program = command.first, !program.isEmpty {
                keys.append(.command(command))
            } else {
                reader.report("api_key_command", "the command is empty", accepted: [#"["pass", "show", "NAME"]"#])
            }
        }
        if let key = reader.string("api_key") {
            if let exposure = file.exposure {
                reader.report(
                    "api_key", exposure.message(file.path),
                    accepted: ["api_key_env", "api_key_command", "api_key in a file of mode 0600 that is yours"])
            } else {
                keys.append(.literal(key))
            }
        }
        if let path = reader.string("api_key_file") {
            let keyFile = KeyFile(path: environment.absolute(path, in: environment.configFolder))
            if path.isEmpty {
                reader.report("api_key_file", "the path is empty", accepted: ["a file whose first line is the key"])
            } else if let exposure = keyFile.exposure {
                reader.report("api_key_file", keyFile.message(.exposed(exposure)))
            } else {
                keys.append(.file(keyFile))
            }
        }
        if let variable = reader.string("api_key_env") {
            if variable.isEmpty || variable.contains("=") {
                reader.report("api_key_env", "“\(variable)” is no variable", accepted: ["NAME"])
            } else {
                keys.append(.environment([variable]))
            }
        }
        return keys
    }
}
