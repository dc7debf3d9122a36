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
}
