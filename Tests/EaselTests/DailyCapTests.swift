import StudioCore
import Testing

@testable import easel

/// What may be sent under a day's cap, and what is said when it may not.
@Suite struct DailyCapTests {
    private let cap = DailyCap(amount: 1, configFile: "/c/config.toml", catalogueFile: "/c/catalogue.toml")

    private func estimate(_ amount: Double) -> Cost { Cost(amount: amount, basis: .estimate) }

    @Test func upToTheCapIsAllowed() {
        #expect(cap.refusal(estimate(0.25), spent: 0.75) == nil)
        #expect(cap.refusal(estimate(0.25), spent: 0.76)?.kind == .budget)
        #expect(cap.refusal(estimate(1.5), spent: 0)?.billed == .no)
    }

    @Test func theWordsSayWhatIsSpentAndWhatItWouldCost() {
        let failure = cap.refusal(estimate(0.24), spent: 0.9)
        #expect(failure?.message == "Today's cap is $1.00: $0.90 are or may be spent, and this would cost about $0.24.")
        #expect(failure?.advice == "Raise budget_per_day in /c/config.toml, or go on tomorrow.")
    }

    /// A cap that cannot be kept is none: nothing is sent at a price nobody knows.
    @Test func withoutAPriceNothingIsSent() {
        let failure = cap.refusal(Cost(amount: 0, basis: .unknown), spent: 0)
        #expect(failure?.kind == .budget)
        #expect(failure?.advice.contains("/c/catalogue.toml") == true)
    }

    @Test func whatIsFreeAlwaysMayGo() {
        #expect(cap.refusal(Cost(amount: 0, basis: .free), spent: 5) == nil)
    }

    @Test func zeroIsNoCap() {
        let none = DailyCap(amount: 0, configFile: "", catalogueFile: "")
        #expect(none.rule == nil)
        #expect(none.refusal(Cost(amount: 0, basis: .unknown), spent: 1000) == nil)
    }
}
