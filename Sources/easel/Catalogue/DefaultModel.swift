import StudioCore

extension Catalogue {
    /// The model of a turn for which nobody named one: the configured one, else the first of the first provider with a key,
    /// else sketch.
    /// - Throws: the configured name is in no catalogue.
    func defaultModel(_ config: Config, _ environment: Environment) throws(TurnFailure) -> CatalogueModel {
        if let name = config.defaults.model { return try model(named: name, config, environment) }
        let ready = config.readyProviders(environment)
        for provider in ready {
            if let model = models.first(where: { $0.provider == provider && $0.status == .stable }) { return model }
        }
        throw unknownModel("sketch")
    }

    /// The model a person named. An alias means the first provider with a key that has it.
    func model(named name: String, _ config: Config, _ environment: Environment) throws(TurnFailure) -> CatalogueModel {
        guard let model = find(name, preferring: config.readyProviders(environment)) else { throw unknownModel(name) }
        return model
    }
}

extension Config {
    /// The providers that could be used right now, in order of preference; sketch is always among them, last.
    func readyProviders(_ environment: Environment) -> [String] {
        providers.filter { $0.dialect.isSpoken && $0.hasKey(in: environment) }.map(\.name)
    }
}
