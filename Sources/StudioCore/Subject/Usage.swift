/// What the provider counted for a turn. Absent counts are 0.
package struct Usage: Hashable, Sendable, Codable {
    package var promptTokens: Int
    package var imageTokens: Int
    package var textTokens: Int
    package var thoughtTokens: Int
    package var totalTokens: Int
    /// Web searches that are billed one by one.
    package var searchQueries: Int
    /// Those of the prompt's tokens that are pictures: some providers charge more for them.
    package var inputImageTokens: Int
    /// What the provider itself says that it charged, in USD; nil: it says nothing.
    package var chargedUSD: Double?

    package init(
        promptTokens: Int = 0, imageTokens: Int = 0, textTokens: Int = 0, thoughtTokens: Int = 0,
        totalTokens: Int = 0, searchQueries: Int = 0, inputImageTokens: Int = 0, chargedUSD: Double? = nil
    ) {
        self.promptTokens = promptTokens
        self.imageTokens = imageTokens
        self.textTokens = textTokens
        self.thoughtTokens = thoughtTokens
        self.totalTokens = totalTokens
        self.searchQueries = searchQueries
        self.inputImageTokens = inputImageTokens
        self.chargedUSD = chargedUSD
    }

    enum CodingKeys: String, CodingKey {
        case promptTokens = "prompt_tokens"
        case imageTokens = "image_tokens"
        case textTokens = "text_tokens"
        case thoughtTokens = "thought_tokens"
        case totalTokens = "total_tokens"
        case searchQueries = "search_queries"
        case inputImageTokens = "input_image_tokens"
        case chargedUSD = "charged_usd"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        promptTokens = try container.decodeIfPresent(Int.self, forKey: .promptTokens) ?? 0
        imageTokens = try container.decodeIfPresent(Int.self, forKey: .imageTokens) ?? 0
        textTokens = try container.decodeIfPresent(Int.self, forKey: .textTokens) ?? 0
        thoughtTokens = try container.decodeIfPresent(Int.self, forKey: .thoughtTokens) ?? 0
        totalTokens = try container.decodeIfPresent(Int.self, forKey: .totalTokens) ?? 0
        searchQueries = try container.decodeIfPresent(Int.self, forKey: .searchQueries) ?? 0
        inputImageTokens = try container.decodeIfPresent(Int.self, forKey: .inputImageTokens) ?? 0
        chargedUSD = try container.decodeIfPresent(Double.self, forKey: .chargedUSD)
    }

    /// What is said by few providers is written only where it was said.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(promptTokens, forKey: .promptTokens)
        try container.encode(imageTokens, forKey: .imageTokens)
        try container.encode(textTokens, forKey: .textTokens)
        try container.encode(thoughtTokens, forKey: .thoughtTokens)
        try container.encode(totalTokens, forKey: .totalTokens)
        try container.encode(searchQueries, forKey: .searchQueries)
        if inputImageTokens > 0 { try container.encode(inputImageTokens, forKey: .inputImageTokens) }
        try container.encodeIfPresent(chargedUSD, forKey: .chargedUSD)
    }

    /// Counts from a damaged file may be anything: their sum is then the largest there is.
    package static func + (a: Usage, b: Usage) -> Usage {
        func sum(_ count: KeyPath<Usage, Int>) -> Int {
            let (sum, overflow) = a[keyPath: count].addingReportingOverflow(b[keyPath: count])
            return overflow ? .max : sum
        }
        return Usage(
            promptTokens: sum(\.promptTokens), imageTokens: sum(\.imageTokens), textTokens: sum(\.textTokens),
            thoughtTokens: sum(\.thoughtTokens), totalTokens: sum(\.totalTokens),
            searchQueries: sum(\.searchQueries), inputImageTokens: sum(\.inputImageTokens),
            chargedUSD: a.chargedUSD.map { $0 + (b.chargedUSD ?? 0) } ?? b.chargedUSD)
    }
}
