import Gallery
import StudioCore

/// The catalogue as this machine sees it: the shipped file, the person's own over it, the models of endpoints that resell
/// what another provider makes, and what the providers' own lists said when they were last asked.
enum CatalogueLoader {
    /// Never fails: a broken file of the person's is left out and is a problem.
    static func load(_ environment: Environment, config: Config) -> (catalogue: Catalogue, problems: [ConfigProblem]) {
        var (catalogue, problems) = shipped()
        let path = environment.configFolder + "/catalogue.toml"
        do {
            if let file = try ConfigFile.read(path) {
                let reader = CatalogueReader(
                    file: path, resolve: { environment.absolute($0, in: environment.configFolder) }, base: catalogue)
                let (overlay, wrong) = reader.catalogue(try file.parsed())
                problems += wrong
                if wrong.isEmpty { catalogue = catalogue.overlaid(by: overlay) }
            }
        } catch {
            problems.append(error)
        }
        let folders = environment.folders
        let lists = config.providers.compactMap { ProviderList.read(of: $0, in: folders) }
        return (catalogue.extended(to: config.providers, lists: lists), problems)
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
    /// With the models of providers that no file speaks of: those the person names, those of the provider's own list, and
    /// where there is neither, those of the one whose dialect is spoken.
    func extended(to providers: [ProviderConfig], lists: [ProviderList] = []) -> Catalogue {
        var result = self
        let dialects = Dictionary(providers.map { ($0.name, $0.dialect) }) { first, _ in first }
        for provider in providers where provider.dialect != .sketch {
            let list = lists.first { $0.provider == provider.name }
            result.add(provider, list, dialects: dialects)
            if let list { result.mark(provider, list) }
        }
        return result
    }

    private mutating func add(_ provider: ProviderConfig, _ list: ProviderList?, dialects: [String: Dialect]) {
        let adopter = Adopter(name: provider.name, dialect: provider.dialect, isFree: provider.isOwnMachine)
        let rows = models.filter { $0.provider == provider.name }
        let own = Set(rows.flatMap { [$0.id] + $0.aliases })
        var ids = provider.models
        ids += (list?.models.map(\.id) ?? []).filter { !ids.contains($0) }
        if own.isEmpty, ids.isEmpty, let maker = Self.makers[provider.dialect] {
            ids = models.filter { $0.provider == maker && $0.status != .shutdown }.map(\.id)
        }
        var added: [CatalogueModel] = []
        for id in ids where !own.contains(id) {
            var model = adopted(id, by: adopter, dialects: dialects)
            if let said = list?.models.first(where: { $0.id == id }) { model.take(said) }
            model.aliases.removeAll { alias in added.contains { $0.aliases.contains(alias) } }
            added.append(model)
        }
        models += added
    }

    /// Says of each model whether it stood in its provider's list.
    private mutating func mark(_ provider: ProviderConfig, _ list: ProviderList) {
        let ids = Set(list.models.map(\.id))
        for index in models.indices where models[index].provider == provider.name {
            if ids.contains(models[index].id) {
                models[index].listing = .listed(on: list.date)
            } else if list.isWhole, models[index].status != .shutdown {
                models[index].listing = .missing(on: list.date)
            }
        }
    }

    /// Whose models a provider has that speaks so and names none.
    private static let makers: [Dialect: String] = [.gemini: "google", .bfl: "bfl", .comfyui: "comfyui"]
}

extension CatalogueModel {
    /// What the provider's list says of a model that nothing else is known of.
    fileprivate mutating func take(_ said: ProviderList.Model) {
        guard isUnknown else { return }
        if let name = said.name { self.name = name }
        if let sizes = said.sizes?.compactMap({ ImageSize(typed: $0) }), !sizes.isEmpty { self.sizes = sizes }
        if let ratios = said.ratios?.compactMap({ AspectRatio($0) }), !ratios.isEmpty { self.ratios = ratios }
    }
}

extension ProviderConfig {
    /// What it makes costs nothing: it runs on a machine of the person's. One that takes a key may pass requests on to
    /// somebody who charges.
    fileprivate var isOwnMachine: Bool {
        dialect == .comfyui
            || (auth == .none && baseURL.map { $0.hasPrefix("http://") && BaseURL.isProtected($0) } == true)
    }
}
