/// All models this machine knows of: the shipped file with the person's own laid over it.
package struct Catalogue: Hashable, Sendable, Codable {
    package static let currentVersion = 1

    package var version: Int
    package var models: [CatalogueModel]
    /// Table name → ratio `W:H` → size → `[width, height]` in pixels.
    package var outputPixels: [String: [String: [String: [Int]]]]

    package init(
        version: Int = Catalogue.currentVersion, models: [CatalogueModel],
        outputPixels: [String: [String: [String: [Int]]]] = [:]
    ) {
        self.version = version
        self.models = models
        self.outputPixels = outputPixels
    }

    enum CodingKeys: String, CodingKey {
        case version
        case models = "model"
        case outputPixels = "output_pixels"
    }

    package init(from decoder: any Decoder) throws {
        let c = try decoder.container(keyedBy: CodingKeys.self)
        version = try c.decode(Int.self, forKey: .version)
        models = try c.decodeIfPresent([CatalogueModel].self, forKey: .models) ?? []
        outputPixels =
            try c.decodeIfPresent([String: [String: [String: [Int]]]].self, forKey: .outputPixels) ?? [:]
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
        return result
    }

    package subscript(reference: ModelReference) -> CatalogueModel? {
        models.first { $0.reference == reference }
    }

    /// Finds a model by `provider/id`, id, alias or `provider/alias`. An alias means the first provider in `preferred`
    /// that offers it, else the first in the file.
    package func find(_ text: String, preferring preferred: [String] = []) -> CatalogueModel? {
        if let reference = ModelReference(text) {
            if let model = self[reference] { return model }
            return models.first { $0.provider == reference.provider && $0.aliases.contains(reference.model) }
        }
        let candidates = models.filter { $0.id == text || $0.aliases.contains(text) }
        for provider in preferred {
            if let model = candidates.first(where: { $0.provider == provider }) { return model }
        }
        return candidates.first
    }

    /// What the model is known to deliver for a size and ratio; nil when the table does not say.
    package func pixels(of model: CatalogueModel, size: ImageSize?, aspect: AspectRatio?) -> (width: Int, height: Int)?
    {
        guard let table = model.outputTable, let aspect,
            let sides = outputPixels[table]?[aspect.description]?[(size ?? .oneK).rawValue], sides.count == 2
        else { return nil }
        return (sides[0], sides[1])
    }
}
