/// All models this machine knows of: the shipped file with the person's own laid over it.
package struct Catalogue: Hashable, Sendable {
    package static let currentVersion = 1

    package var version: Int
    package var models: [CatalogueModel]
    /// Table name → ratio `W:H` → size → `[width, height]` in pixels.
    package var outputPixels: [String: [String: [String: [Int]]]]
    /// Table name → where it comes from, with the day.
    package var outputSources: [String: String]
    /// What can be asked of a model of which nothing is known, by the dialect it is asked in.
    package var unknown: [Dialect: CatalogueModel]

    package init(
        version: Int = Catalogue.currentVersion, models: [CatalogueModel],
        outputPixels: [String: [String: [String: [Int]]]] = [:], outputSources: [String: String] = [:],
        unknown: [Dialect: CatalogueModel] = [:]
    ) {
        self.version = version
        self.models = models
        self.outputPixels = outputPixels
        self.outputSources = outputSources
        self.unknown = unknown
    }

    /// The other file's models replace ours of the same provider and id, and follow them otherwise.
    package func overlaid(by other: Catalogue) -> Catalogue {
        var result = self
        for model in other.models {
            if let index = result.models.firstIndex(where: { $0.reference == model.reference }) {
                result.models[index] = model
            } else {
                result.models.append(model)
            }
        }
        result.outputPixels.merge(other.outputPixels) { _, theirs in theirs }
        result.outputSources.merge(other.outputSources) { _, theirs in theirs }
        result.unknown.merge(other.unknown) { _, theirs in theirs }
        return result
    }

    package subscript(reference: ModelReference) -> CatalogueModel? {
        models.first { $0.reference == reference }
    }

    /// Finds a model by `provider/id`, id, alias or `provider/alias`. An id or alias alone means the first provider in
    /// `preferred` that has it and has not shut it down, else the first in the file.
    package func find(_ text: String, preferring preferred: [String] = []) -> CatalogueModel? {
        if let reference = ModelReference(text) {
            if let model = self[reference] { return model }
            let isAlias = { (model: CatalogueModel) in
                model.provider == reference.provider && model.aliases.contains(reference.model)
            }
            if let model = models.first(where: isAlias) { return model }
        }
        // An id may have slashes of its own.
        let candidates = models.filter { $0.id == text || $0.aliases.contains(text) }
        for provider in preferred {
            if let model = candidates.first(where: { $0.provider == provider && $0.status != .shutdown }) {
                return model
            }
        }
        return candidates.first { preferred.contains($0.provider) } ?? candidates.first
    }

    /// What the model delivers at one size, by ratio.
    package func pixels(of model: CatalogueModel, size: ImageSize?) -> [AspectRatio: OutputPixels] {
        var result: [AspectRatio: OutputPixels] = [:]
        for (text, sizes) in model.outputTable.flatMap({ outputPixels[$0] }) ?? [:] {
            guard let ratio = AspectRatio(text), let sides = sizes[(size ?? .oneK).rawValue], sides.count == 2 else {
                continue
            }
            result[ratio] = OutputPixels(width: sides[0], height: sides[1])
        }
        return result
    }

    /// What the model is known to deliver for a size and ratio; nil when the table does not say.
    package func pixels(of model: CatalogueModel, size: ImageSize?, aspect: AspectRatio?) -> (width: Int, height: Int)?
    {
        guard let table = model.outputTable, let aspect,
            let sides = outputPixels[table]?[aspect.description]?[(size ?? .oneK).rawValue], sides.count == 2
        else { return nil }
        return (sides[0], sides[1])
    }

    /// Least and most pixels the model is known to deliver for a size, whatever the ratio; nil when the table does not say.
    package func area(of model: CatalogueModel, size: ImageSize) -> ClosedRange<Int>? {
        guard let table = model.outputTable, let rows = outputPixels[table] else { return nil }
        let areas = rows.values.compactMap { sizes -> Int? in
            guard let sides = sizes[size.rawValue], sides.count == 2 else { return nil }
            let (area, overflow) = sides[0].multipliedReportingOverflow(by: sides[1])
            return overflow ? nil : area
        }
        guard let least = areas.min(), let most = areas.max() else { return nil }
        return least...most
    }
}
