import StudioCore

/// The catalogue as this machine sees it: the shipped file, the person's own over it, and the models of endpoints that
/// resell what another provider makes.
enum CatalogueLoader {
    /// Never fails: a broken file of the person's is left out and is a problem.
    static func load(_ environment: Environment, config: Config) -> (catalogue: Catalogue, problems: [ConfigProblem]) {
        var (catalogue, problems) = shipped()
        let path = environment.configFolder + "/catalogue.toml"
        do {
            if let file = try ConfigFile.read(path) {
                let (overlay, wrong) = CatalogueReader(file: path).catalogue(try file.parsed())
                problems += wrong
                if wrong.isEmpty { catalogue = catalogue.overlaid(by: overlay) }
            }
        } catch {
            problems.append(error)
        }
        return (catalogue.extended(to: config.providers), problems)
    }

    /// What Easel came with. Its problems are a mistake of ours; a test holds them at none.
    static func shipped() -> (catalogue: Catalogue, problems: [ConfigProblem]) {
        let name = "the shipped catalogue.toml"
        do {
            let text = String(decoding: PackageResources.catalogue_toml, as: UTF8.self)
            return CatalogueReader(file: name).catalogue(try TOML.parse(text))
        } catch {
            return (Catalogue(models: []), [ConfigProblem(file: name, line: error.line, message: error.message)])
        }
    }
}

extension Catalogue {
    /// A provider that speaks Gemini and has no models of its own here offers Google's, at a price nobody told us.
    func extended(to providers: [ProviderConfig]) -> Catalogue {
        var result = self
        let google = models.filter { $0.provider == "google" && $0.status != .shutdown }
        for provider in providers where provider.dialect == .gemini {
            guard !models.contains(where: { $0.provider == provider.name }) else { continue }
            result.models += google.map { model in
                var model = model
                model.provider = provider.name
                model.price = nil
                model.latencySeconds = [:]
                model.note = "as at Google; ask \(provider.name) for its price"
                return model
            }
        }
        return result
    }
}
