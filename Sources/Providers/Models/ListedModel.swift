/// One entry of a provider's list of models, as far as any of them tell.
package struct ListedModel: Hashable, Sendable {
    package var id: String
    /// As the provider shows it; nil when it says no more than the id.
    package var name: String?
    /// `generateContent` and its like; nil where the list does not say.
    var methods: [String]?
    /// `text`, `image`; nil where the list does not say.
    var outputs: [String]?
    /// In the provider's words: `1K`, `2K`.
    package var sizes: [String]?
    package var ratios: [String]?

    init(
        id: String, name: String? = nil, methods: [String]? = nil, outputs: [String]? = nil, sizes: [String]? = nil,
        ratios: [String]? = nil
    ) {
        self.id = id
        self.name = name
        self.methods = methods
        self.outputs = outputs
        self.sizes = sizes
        self.ratios = ratios
    }

    /// Whether it makes pictures, as far as can be told: from what the list says, else from its name. What the catalogue
    /// knows by that id does.
    func makesPictures(known: Set<String>) -> Bool {
        if known.contains(id) { return true }
        if let outputs { return outputs.contains("image") }
        if let methods, !methods.contains("generateContent") { return false }
        let name = id.lowercased()
        // Imagen and its like are asked another way; what looks at pictures makes none.
        guard !Self.others.contains(where: { name.contains($0) }) else { return false }
        return Self.words.contains { name.contains($0) }
    }

    private static let words = [
        "image", "banana", "flux", "dall-e", "kontext", "seedream", "sdxl", "stable-diffusion", "sd3", "recraft",
        "ideogram", "riverflow", "midjourney", "kolors", "hidream", "photon", "imagine",
    ]
    private static let others = [
        "embedding", "imagen-", "vision", "caption", "moderation", "image-to-text", "video", "i2v",
    ]
}

/// What a provider's list came to.
package struct ModelListing: Hashable, Sendable {
    /// Those that make pictures, in the provider's order, each once.
    package var models: [ListedModel]
    /// All of the list was read, and it is the list of everything the provider has.
    package var isWhole: Bool
    /// Entries that make something else.
    package var others: Int
}
