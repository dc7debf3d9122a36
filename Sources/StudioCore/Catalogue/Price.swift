/// What a model charges, in USD.
package struct Price: Hashable, Sendable {
    /// The day this was true, `2026-11-01`.
    package var date: String
    /// Where the numbers come from.
    package var source: String?
    /// For a million tokens.
    package var input: Double
    /// For a million of the prompt's tokens that are pictures; nil: as all others.
    package var imageInput: Double?
    package var textOutput: Double
    package var imageOutput: Double
    /// For one picture, by size; the key `any` where size does not matter. Of a model that charges by the token it is what
    /// a picture usually comes to.
    package var perImage: [String: Double]
    /// For one picture that is sent along, for estimates.
    package var perReference: Double
    package var searchQuery: Double
    /// An answer without a picture costs what one with a picture does.
    package var billsRefusals: Bool

    package init(
        date: String, source: String? = nil, input: Double = 0, imageInput: Double? = nil, textOutput: Double = 0,
        imageOutput: Double = 0, perImage: [String: Double] = [:], perReference: Double = 0, searchQuery: Double = 0,
        billsRefusals: Bool = false
    ) {
        self.date = date
        self.source = source
        self.input = input
        self.imageInput = imageInput
        self.textOutput = textOutput
        self.imageOutput = imageOutput
        self.perImage = perImage
        self.perReference = perReference
        self.searchQuery = searchQuery
        self.billsRefusals = billsRefusals
    }

    /// Tokens are charged; otherwise pictures are, whatever is counted.
    package var isByToken: Bool { input > 0 || textOutput > 0 || imageOutput > 0 }

    /// From the usage the provider returned.
    package func cost(of usage: Usage) -> Cost {
        if let charged = usage.chargedUSD { return Cost(amount: charged, basis: .tokens, pricedOn: date) }
        let pictures = Double(min(usage.inputImageTokens, usage.promptTokens))
        let tokens =
            (Double(usage.promptTokens) - pictures) * input + pictures * (imageInput ?? input)
            + Double(usage.imageTokens) * imageOutput
            + (Double(usage.textTokens) + Double(usage.thoughtTokens)) * textOutput
        let amount = tokens / 1_000_000 + Double(usage.searchQueries) * searchQuery
        return Cost(amount: amount, basis: .tokens, pricedOn: date)
    }

    /// From the list, for so many pictures, each made with so many references.
    package func cost(images: Int, size: ImageSize?, references: Int = 0, basis: Cost.Basis) -> Cost {
        let each = size.flatMap { perImage[$0.rawValue] } ?? perImage["any"] ?? perImage["1K"]
        guard let each else { return Cost(amount: 0, basis: .unknown, pricedOn: date) }
        let amount = (each + perReference * Double(references)) * Double(images)
        return Cost(amount: amount, basis: basis, pricedOn: date)
    }
}
