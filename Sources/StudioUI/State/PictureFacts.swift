package import StudioCore

/// What only the files beside a picture tell, and the picture itself: read when somebody looks closer.
package struct PictureFacts: Hashable, Sendable {
    /// As the gallery lists it.
    package var path: String
    /// How it was asked for; nil where nobody wrote it down.
    package var request: SettingsDiff.Request?
    /// Names of the pictures that were sent along.
    package var references: [String]
    /// Prompts of the turns it came from, the nearest first, as far as they are in the gallery.
    package var lineage: [String]
    package var tags: [String]
    /// What its turn took; nil where nobody measured it.
    package var seconds: Double?
    /// What the turn had to say, such as another size than was asked for.
    package var notes: [String]
    /// The program that made it, where that was not Easel.
    package var madeWith: String
    /// Whether there is a C2PA mark; nil where that cannot be read.
    package var hasCredentials: Bool?

    package init(
        path: String, request: SettingsDiff.Request? = nil, references: [String] = [], lineage: [String] = [],
        tags: [String] = [], seconds: Double? = nil, notes: [String] = [], madeWith: String = "",
        hasCredentials: Bool? = nil
    ) {
        self.path = path
        self.request = request
        self.references = references
        self.lineage = lineage
        self.tags = tags
        self.seconds = seconds
        self.notes = notes
        self.madeWith = madeWith
        self.hasCredentials = hasCredentials
    }

    /// What was asked for, in one line.
    var asked: String {
        guard let settings = request?.settings else { return "" }
        return settings.askedWords
    }
}

extension TurnSettings {
    /// `2K  16:9  ×2  thinking high  seed 7`
    var askedWords: String {
        let words = [
            size?.rawValue, aspect?.description ?? "auto", "×\(count)", thinking.map { "thinking \($0.rawValue)" },
            seed.map { "seed \($0)" },
        ]
        return words.compactMap(\.self).joined(separator: "  ")
    }
}
