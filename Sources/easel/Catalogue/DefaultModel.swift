import StudioCore

extension Catalogue {
    /// The model of a turn for which nobody named one: the configured one, else the first of the first provider with a key,
    /// else sketch.
    /// - Throws: the configured name is in no catalogue.
    func defaultModel(_ config: Config, _ environment: Environment) throws(TurnFailure) -> CatalogueModel {
        if let name = config.defaults.model {
            do throws(TurnFailure) {
                return try model(named: name, config, environment)
            } catch {
                guard let problem = Self.problem(error, with: config.defaults) else { throw error }
                throw .usage(problem.description, advice: error.advice)
            }
        }
        for provider in config.keyedProviders(environment) {
            let stable = models.filter { $0.provider == provider && $0.status == .stable }
            if let model = stable.first(where: { $0.listing?.isMissing != true }) ?? stable.first { return model }
        }
        throw unknownModel("sketch")
    }

    /// What is wrong with the configured name; nil when nothing is.
    func defaultModelProblem(_ config: Config, _ environment: Environment) -> ConfigProblem? {
        guard let name = config.defaults.model else { return nil }
        do throws(TurnFailure) {
            _ = try model(named: name, config, environment)
            return nil
        } catch {
            return Self.problem(error, with: config.defaults)
        }
    }

    private static func problem(_ failure: TurnFailure, with defaults: Config.Defaults) -> ConfigProblem? {
        defaults.modelPlace.map {
            ConfigProblem(
                file: $0.file, line: $0.line, message: "defaults.model: \(failure.message)",
                accepted: ["a name from “easel models”", "an alias"])
        }
    }

    /// The model a person named. An alias means the first provider with a key that has it.
    func model(named name: String, _ config: Config, _ environment: Environment) throws(TurnFailure) -> CatalogueModel {
        guard let model = find(name, preferring: config.readyProviders(environment)) else { throw unknownModel(name) }
        return model
    }
}

extension Config {
    /// The providers whose key is at hand, in order of preference, and sketch: a server that wants none is not asked
    /// because nobody said otherwise.
    func keyedProviders(_ environment: Environment) -> [String] {
        providers.filter { provider in
            guard provider.dialect != .sketch else { return true }
            return provider.auth != .none && provider.hasKey(in: environment)
        }.map(\.name)
    }

    /// The providers that could be used right now, in order of preference; sketch is always among them, last.
    func readyProviders(_ environment: Environment) -> [String] {
        providers.filter { $0.hasKey(in: environment) }.map(\.name)
    }
}
