import Providers
import StudioCore

/// The model that an endpoint is tried with: the one the person named, else the cheapest.
struct ProbeModel {
    var provider: ProviderConfig
    /// All of the configuration's.
    var providers: [ProviderConfig]
    var catalogue: Catalogue
    /// As the person wrote it; nil: the cheapest.
    var name: String?

    /// The catalogue with what the endpoint's own lists have, and the named model be it in them or not.
    /// - Throws: what was named can be no model.
    func catalogue(with listed: [ListedModel]) throws(TurnFailure) -> Catalogue {
        var provider = provider
        if let id, found(in: catalogue) == nil {
            guard ModelName.isUsable(id, in: provider.dialect) else {
                throw .usage(
                    "“\(id)” is no id of a model.", advice: "Letters, digits, “.”, “-”, “_”, “/”, “:”, “@”, “+”.")
            }
            provider.models.append(id)
        }
        let list = ProviderList(
            provider: provider.name, baseURL: provider.baseURL ?? "", date: "", isWhole: false,
            models: listed.map {
                ProviderList.Model(id: $0.id, name: $0.name, sizes: $0.sizes, ratios: $0.ratios)
            })
        let all = providers.map { $0.name == provider.name ? provider : $0 }
        return catalogue.extended(to: all, lists: listed.isEmpty ? [] : [list])
    }

    /// nil when there is none.
    func model(in catalogue: Catalogue, listed: [ListedModel]) -> CatalogueModel? {
        if name != nil { return found(in: catalogue) }
        let all = catalogue.models.filter { $0.provider == provider.name && $0.status != .shutdown }
        let ids = Set(listed.map(\.id))
        let there = all.filter { ids.contains($0.id) || !ids.isDisjoint(with: $0.aliases) }
        let models = there.isEmpty ? all : there
        // The first of the cheapest: `min` keeps to the order of the file.
        return models.min { Self.price($0) < Self.price($1) }
    }

    /// Without the provider before it.
    private var id: String? {
        name.map { $0.hasPrefix("\(provider.name)/") ? String($0.dropFirst(provider.name.utf8.count + 1)) : $0 }
    }

    private func found(in catalogue: Catalogue) -> CatalogueModel? {
        guard let name, let id else { return nil }
        return catalogue.models.first { model in
            model.provider == provider.name && (model.id == name || model.id == id || model.aliases.contains(id))
        }
    }

    /// Of its smallest picture.
    private static func price(_ model: CatalogueModel) -> Double {
        let cost = model.estimate(images: 1, size: model.sizes.min())
        return cost.basis == .unknown ? .infinity : cost.amount
    }
}
