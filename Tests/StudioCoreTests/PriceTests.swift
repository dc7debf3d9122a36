import Testing

@testable import StudioCore

@Suite struct PriceTests {
    private let price = Price(
        date: "2026-11-23", input: 2, textOutput: 12, imageOutput: 120, perImage: ["1K": 0.134, "4K": 0.24],
        searchQuery: 0.014)

    /// A recorded answer of the pro model: 1189 candidate tokens, 1120 of them the image, and 115 thoughts.
    @Test func theTokensOfARecordedAnswerCostWhatTheProviderSays() {
        let usage = Usage(promptTokens: 10, imageTokens: 1120, textTokens: 69, thoughtTokens: 115, totalTokens: 1314)
        let cost = price.cost(of: usage)
        #expect(abs(cost.amount - 0.136628) < 1e-12)
        #expect(cost.basis == .tokens)
        #expect(cost.pricedOn == "2026-11-23")
    }

    @Test func searchesAreBilledOneByOne() {
        #expect(abs(price.cost(of: Usage(searchQueries: 3)).amount - 0.042) < 1e-12)
    }

    @Test func theListPriceGoesBySizeAndCount() {
        #expect(
            price.cost(images: 2, size: .fourK, basis: .estimate)
                == Cost(amount: 0.48, basis: .estimate, pricedOn: "2026-11-23"))
        #expect(
            price.cost(images: 1, size: .twoK, basis: .table).amount == 0.134, "the 1K price where the list is silent")
        #expect(price.cost(images: 1, size: nil, basis: .table).amount == 0.134)
        let any = Price(date: "2026-11-23", perImage: ["any": 0.04])
        #expect(any.cost(images: 3, size: .fourK, basis: .table).amount == 0.12)
        #expect(Price(date: "2026-11-23").cost(images: 1, size: nil, basis: .table).basis == .unknown)
    }

    /// The example of OpenAI's own page, 1536×864 at high: 12 tokens of text, one picture of 4160. And the same as an edit.
    @Test func everyModalityHasItsPrice() {
        let price = Price(
            date: "2026-11-23", input: 5, imageInput: 8, textOutput: 10, imageOutput: 30, perImage: ["1K": 0.21])
        let drawn = Usage(promptTokens: 12, imageTokens: 4160, totalTokens: 4172)
        #expect(abs(price.cost(of: drawn).amount - 0.12486) < 1e-12)
        let edited = Usage(
            promptTokens: 1012, imageTokens: 4160, textTokens: 20, totalTokens: 5192, inputImageTokens: 1000)
        #expect(abs(price.cost(of: edited).amount - (12 * 5 + 1000 * 8 + 20 * 10 + 4160 * 30.0) / 1e6) < 1e-12)
        let wrong = Usage(promptTokens: 10, inputImageTokens: 500)
        #expect(abs(price.cost(of: wrong).amount - 10 * 8 / 1e6) < 1e-12, "no more pictures than there are tokens")
    }

    @Test func theProvidersOwnSumCountsBeforeAnyPrice() {
        let usage = Usage(promptTokens: 275, imageTokens: 1290, totalTokens: 1565, chargedUSD: 0.0391)
        #expect(price.cost(of: usage) == Cost(amount: 0.0391, basis: .tokens, pricedOn: "2026-11-23"))
    }

    @Test func referencesAreInTheEstimateOfEveryPicture() {
        let flux = Price(date: "2026-11-23", perImage: ["1K": 0.03], perReference: 0.015)
        #expect(!flux.isByToken)
        let cost = flux.cost(images: 2, size: .oneK, references: 3, basis: .estimate)
        #expect(abs(cost.amount - 2 * (0.03 + 0.045)) < 1e-12)
    }

    @Test func aModelSaysWhatItWillCost() {
        #expect(
            Models.pro.estimate(images: 2, size: .fourK)
                == Cost(amount: 0.48, basis: .estimate, pricedOn: "2026-11-23"))
        #expect(Models.sketch.estimate(images: 8, size: nil) == Cost(amount: 0, basis: .free))
        #expect(Models.resold.estimate(images: 1, size: .oneK) == Cost(amount: 0, basis: .unknown))
    }
}

@Suite struct CostTotalTests {
    private func cost(_ amount: Double, _ basis: Cost.Basis, _ day: String? = nil) -> Cost {
        Cost(amount: amount, basis: basis, pricedOn: day)
    }

    @Test func isKnownNoBetterThanTheWorst() {
        #expect(Cost.total([]) == cost(0, .free))
        #expect(Cost.total([cost(0, .free), cost(0, .free)]) == cost(0, .free))
        #expect(
            Cost.total([cost(0.25, .tokens, "2026-11-02"), cost(0, .free), cost(0.5, .table, "2026-11-01")])
                == cost(0.75, .table, "2026-11-01"))
        #expect(Cost.total([cost(0.25, .estimate), cost(0, .unknown), cost(0.5, .tokens)]).basis == .unknown)
    }
}
