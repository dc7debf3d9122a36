/// What a person says of a picture: kept in its sidecar, so that it goes wherever the picture goes.
package struct Marks: Hashable, Sendable, Codable {
    /// 0 (none) to 5.
    package var rating: Int
    package var isStarred: Bool
    /// Sorted, each once.
    package private(set) var tags: [String]
    package var note: String

    package init(rating: Int = 0, isStarred: Bool = false, tags: [String] = [], note: String = "") {
        self.rating = min(5, max(0, rating))
        self.isStarred = isStarred
        self.tags = Self.sorted(tags)
        self.note = note
    }

    package static let none = Marks()

    enum CodingKeys: String, CodingKey, CaseIterable {
        case rating, tags, note
        case isStarred = "starred"
    }

    /// Whatever is missing or of another kind is as if it had never been said: a slip in here costs no picture its prompt.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func value<Value: Decodable>(_ key: CodingKeys, _ fallback: Value) -> Value {
            (try? container.decodeIfPresent(Value.self, forKey: key)) ?? fallback
        }
        self.init(
            rating: value(.rating, 0), isStarred: value(.isStarred, false), tags: value(.tags, []),
            note: value(.note, ""))
    }

    /// Only what was said is written.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if rating > 0 { try container.encode(rating, forKey: .rating) }
        if isStarred { try container.encode(isStarred, forKey: .isStarred) }
        if !tags.isEmpty { try container.encode(tags, forKey: .tags) }
        if !note.isEmpty { try container.encode(note, forKey: .note) }
    }

    /// A tag as it is kept: on one line, without space around it; nil when nothing is left.
    package static func tag(_ text: String) -> String? {
        let words = text.split { $0.isWhitespace || $0.isNewline || $0.unicodeScalars.allSatisfy { $0.value < 0x20 } }
        let tag = words.joined(separator: " ")
        return tag.isEmpty ? nil : String(tag.prefix(100))
    }

    private static func sorted(_ tags: [String]) -> [String] { Set(tags.compactMap(tag)).sorted() }

    fileprivate mutating func set(tags: [String]) { self.tags = Self.sorted(tags) }
}

/// One change to the marks of any number of pictures.
package struct MarkChange: Hashable, Sendable {
    package var add: [String]
    package var remove: [String]
    package var rating: Int?
    package var isStarred: Bool?
    /// Empty takes the note away.
    package var note: String?

    package init(
        add: [String] = [], remove: [String] = [], rating: Int? = nil, isStarred: Bool? = nil, note: String? = nil
    ) {
        self.add = add
        self.remove = remove
        self.rating = rating
        self.isStarred = isStarred
        self.note = note
    }

    package var isNothing: Bool { self == MarkChange() }

    package func applied(to marks: Marks) -> Marks {
        var marks = marks
        let removed = Set(remove.compactMap(Marks.tag))
        marks.set(tags: marks.tags.filter { !removed.contains($0) } + add)
        if let rating { marks.rating = min(5, max(0, rating)) }
        if let isStarred { marks.isStarred = isStarred }
        if let note { marks.note = note }
        return marks
    }
}
