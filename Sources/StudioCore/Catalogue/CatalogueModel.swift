/// What is known of one model: read from the catalogue file, never written in code.
package struct CatalogueModel: Hashable, Sendable, Codable {
    package enum Status: String, Sendable, Codable { case stable, preview, deprecated, shutdown }

    package var id: String
    package var provider: String
    /// What people call it: “Nano Banana Pro”.
    package var name: String
    package var aliases: [String]
    package var status: Status
    /// The id that took its place.
    package var replacedBy: String?
    /// The generation of the wire's rules it follows (`gemini-2.5`, `gemini-3`): signatures are only good within one.
    package var family: String
    /// Empty: the model takes no size.
    package var sizes: [ImageSize]
    package var ratios: [AspectRatio]
    /// Levels that can be picked; empty when there is nothing to pick.
    package var thinking: [ThinkingLevel]
    /// Why there is nothing to pick (“always on”, “does not think”).
    package var thinkingNote: String?
    package var maxReferences: Int
    package var takesSeed: Bool
    /// Names a table of `Catalogue.outputPixels`.
    package var outputTable: String?
    package var price: Price?
    /// Usual seconds by size.
    package var latencySeconds: [String: Double]
    package var note: String?
    /// Where the facts come from, and when they were true.
    package var source: String?

    package var reference: ModelReference { ModelReference(provider: provider, model: id) }

    package init(
        id: String, provider: String, name: String, aliases: [String] = [], status: Status = .stable,
        replacedBy: String? = nil, family: String = "", sizes: [ImageSize] = [], ratios: [AspectRatio] = [],
        thinking: [ThinkingLevel] = [], thinkingNote: String? = nil, maxReferences: Int = 0, takesSeed: Bool = false,
        outputTable: String? = nil, price: Price? = nil, latencySeconds: [String: Double] = [:], note: String? = nil,
        source: String? = nil
    ) {
        self.id = id
        self.provider = provider
        self.name = name
        self.aliases = aliases
        self.status = status
        self.replacedBy = replacedBy
        self.family = family
        self.sizes = sizes
        self.ratios = ratios
        self.thinking = thinking
        self.thinkingNote = thinkingNote
        self.maxReferences = maxReferences
        self.takesSeed = takesSeed
        self.outputTable = outputTable
        self.price = price
        self.latencySeconds = latencySeconds
        self.note = note
        self.source = source
    }

    enum CodingKeys: String, CodingKey {
        case id, provider, name, aliases, status, family, sizes, ratios, thinking, price, note, source
        case replacedBy = "replaced_by"
        case thinkingNote = "thinking_note"
        case maxReferences = "max_references"
        case takesSeed = "takes_seed"
        case outputTable = "output_table"
        case latencySeconds = "latency_seconds"
    }

    package init(from decoder: any Decoder) throws {
        let c = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try c.decode(String.self, forKey: .id),
            provider: try c.decode(String.self, forKey: .provider),
            name: try c.decode(String.self, forKey: .name),
            aliases: try c.decodeIfPresent([String].self, forKey: .aliases) ?? [],
            status: try c.decodeIfPresent(Status.self, forKey: .status) ?? .stable,
            replacedBy: try c.decodeIfPresent(String.self, forKey: .replacedBy),
            family: try c.decodeIfPresent(String.self, forKey: .family) ?? "",
            sizes: try c.decodeIfPresent([ImageSize].self, forKey: .sizes) ?? [],
            ratios: try c.decodeIfPresent([AspectRatio].self, forKey: .ratios) ?? [],
            thinking: try c.decodeIfPresent([ThinkingLevel].self, forKey: .thinking) ?? [],
            thinkingNote: try c.decodeIfPresent(String.self, forKey: .thinkingNote),
            maxReferences: try c.decodeIfPresent(Int.self, forKey: .maxReferences) ?? 0,
            takesSeed: try c.decodeIfPresent(Bool.self, forKey: .takesSeed) ?? false,
            outputTable: try c.decodeIfPresent(String.self, forKey: .outputTable),
            price: try c.decodeIfPresent(Price.self, forKey: .price),
            latencySeconds: try c.decodeIfPresent([String: Double].self, forKey: .latencySeconds) ?? [:],
            note: try c.decodeIfPresent(String.self, forKey: .note),
            source: try c.decodeIfPresent(String.self, forKey: .source))
    }
}
