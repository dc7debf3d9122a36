/// What the provider counted for a turn. Absent counts are 0.
package struct Usage: Hashable, Sendable, Codable {
    package var promptTokens: Int
    package var imageTokens: Int
    package var textTokens: Int
    package var thoughtTokens: Int
    package var totalTokens: Int
    /// Web searches that are billed one by one.
    package var searchQueries: Int

    package init(
        promptTokens: Int = 0, imageTokens: Int = 0, textTokens: Int = 0, thoughtTokens: Int = 0,
        totalTokens: Int = 0, searchQueries: Int = 0
    ) {
        self.promptTokens = promptTokens
        self.imageTokens = imageTokens
        self.textTokens = textTokens
        self.thoughtTokens = thoughtTokens
        self.totalTokens = totalTokens
        self.searchQueries = searchQueries
    }

    enum CodingKeys: String, CodingKey {
        case promptTokens = "prompt_tokens"
        case imageTokens = "image_tokens"
        case textTokens = "text_tokens"
        case thoughtTokens = "thought_tokens"
        case totalTokens = "total_tokens"
        case searchQueries = "search_queries"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        promptTokens = try container.decodeIfPresent(Int.self, forKey: .promptTokens) ?? 0
        imageTokens = try container.decodeIfPresent(Int.self, forKey: .imageTokens) ?? 0
        textTokens = try container.decodeIfPresent(Int.self, forKey: .textTokens) ?? 0
        thoughtTokens = try container.decodeIfPresent(Int.self, forKey: .thoughtTokens) ?? 0
        totalTokens = try container.decodeIfPresent(Int.self, forKey: .totalTokens) ?? 0
        searchQueries = try container.decodeIfPresent(Int.self, forKey: .searchQueries) ?? 0
    }

    package static func + (a: Usage, b: Usage) -> Usage {
        Usage(
            promptTokens: a.promptTokens + b.promptTokens, imageTokens: a.imageTokens + b.imageTokens,
            textTokens: a.textTokens + b.textTokens, thoughtTokens: a.thoughtTokens + b.thoughtTokens,
            totalTokens: a.totalTokens + b.totalTokens, searchQueries: a.searchQueries + b.searchQueries)
    }
}
