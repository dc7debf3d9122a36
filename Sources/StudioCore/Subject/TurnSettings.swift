/// How hard a model thinks before it draws, in the words of the wire (lower case here).
package enum ThinkingLevel: String, Sendable, Codable, CaseIterable {
    case minimal, low, medium, high
}

/// A rectangle of a picture in its own pixels, origin top left.
package struct Region: Hashable, Sendable, Codable {
    package var x: Int
    package var y: Int
    package var width: Int
    package var height: Int

    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// Reads `X,Y,W,H`.
    package init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 4, let x = parts[0], let y = parts[1], let width = parts[2], let height = parts[3],
            x >= 0, y >= 0, width > 0, height > 0
        else { return nil }
        self.init(x: x, y: y, width: width, height: height)
    }
}

/// What a person chose for a turn, beside the prompt and the references.
package struct TurnSettings: Hashable, Sendable, Codable {
    package var model: ModelReference
    /// nil: the model's default, or a model that takes no size.
    package var size: ImageSize?
    /// nil: “auto”.
    package var aspect: AspectRatio?
    /// How many variants, 1…8.
    package var count: Int
    /// nil: the model's default.
    package var thinking: ThinkingLevel?
    package var seed: Int?
    /// Where the edit is meant, in pixels of the parent's picture.
    package var region: Region?
    /// Whether everything outside the region is taken from the parent's picture; nil is no.
    package var lockOutside: Bool?

    package init(
        model: ModelReference, size: ImageSize? = nil, aspect: AspectRatio? = nil, count: Int = 1,
        thinking: ThinkingLevel? = nil, seed: Int? = nil, region: Region? = nil, lockOutside: Bool? = nil
    ) {
        self.model = model
        self.size = size
        self.aspect = aspect
        self.count = count
        self.thinking = thinking
        self.seed = seed
        self.region = region
        self.lockOutside = lockOutside
    }
}
