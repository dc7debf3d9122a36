/// What a model charges, in USD.
package struct Price: Hashable, Sendable, Codable {
    /// The day this was true, `2026-11-01`.
    package var date: String
    /// For a million tokens.
    package var input: Double
    package var textOutput: Double
    package var imageOutput: Double
    /// For one picture, by size; the key `any` where size does not matter.
    package var perImage: [String: Double]
    package var searchQuery: Double

    package init(
        date: String, input: Double = 0, textOutput: Double = 0, imageOutput: Double = 0,
        perImage: [String: Double] = [:], searchQuery: Double = 0
    ) {
        self.date = date
        self.input = input
        self.textOutput = textOutput
        self.imageOutput = imageOutput
        self.perImage = perImage
        self.searchQuery = searchQuery
    }

    enum CodingKeys: String, CodingKey {
        case date, input
        case textOutput = "text_output"
        case imageOutput = "image_output"
        case perImage = "per_image"
        case searchQuery = "search_query"
    }

    package init(from decoder: any Decoder) throws {
        let c = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            date: try c.decode(String.self, forKey: .date),
            input: try c.decodeIfPresent(Double.self, forKey: .input) ?? 0,
            textOutput: try c.decodeIfPresent(Double.self, forKey: .textOutput) ?? 0,
            imageOutput: try c.decodeIfPresent(Double.self, forKey: .imageOutput) ?? 0,
            perImage: try c.decodeIfPresent([String: Double].self, forKey: .perImage) ?? [:],
            searchQuery: try c.decodeIfPresent(Double.self, forKey: .searchQuery) ?? 0)
    }

    /// From the usage the provider returned.
    package func cost(of usage: Usage) -> Cost {
        let tokens =
            Double(usage.promptTokens) * input + Double(usage.imageTokens) * imageOutput
            + Double(usage.textTokens + usage.thoughtTokens) * textOutput
        let amount = tokens / 1_000_000 + Double(usage.searchQueries) * searchQuery
        return Cost(amount: amount, basis: .tokens, pricedOn: date)
    }

    /// From the list, for so many pictures.
    package func cost(images: Int, size: ImageSize?, basis: Cost.Basis) -> Cost {
        let each = size.flatMap { perImage[$0.rawValue] } ?? perImage["any"] ?? perImage["1K"]
        guard let each else { return Cost(amount: 0, basis: .unknown, pricedOn: date) }
        return Cost(amount: each * Double(images), basis: basis, pricedOn: date)
    }
}
