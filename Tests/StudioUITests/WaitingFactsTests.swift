import FoundationEssentials
import StudioCore
import Testing

@testable import StudioUI

/// What waits for the screen's next frame.
@Suite struct WaitingFactsTests {
    private static let a = TurnID("a")

    private func words(_ actions: [Action]) -> [String] {
        actions.map {
            switch $0 {
            case .tick: "tick"
            case .session(.progress(_, _, let event)): "\(event)"
            case .session(.ended): "ended"
            case .spentToday(let amount): "spent \(amount)"
            default: "other"
            }
        }
    }

    @Test func allWaitInOrderAndAreTakenOnce() {
        var facts = WaitingFacts()
        facts.add(.session(.progress(Self.a, variant: 0, .step(1, of: 2))))
        facts.add(.tick(Time.start))
        facts.add(.session(.ended(Self.a, .pictures(1))))
        facts.add(.spentToday(0.5))
        #expect(words(facts.take()) == ["step(1, of: 2)", "tick", "ended", "spent 0.5"])
        #expect(facts.take().isEmpty)
    }

    @Test func anotherSessionHearsNothingOfTheLastOne() {
        var facts = WaitingFacts()
        facts.add(.session(.ended(Self.a, .pictures(1))))
        facts.add(.spentToday(0.5))
        facts.dropSession()
        #expect(words(facts.take()) == ["spent 0.5"])
    }

    @Test func onlyTheCountOfBytesAsksForNoFrame() {
        #expect(!Action.session(.progress(Self.a, variant: 0, .received(bytes: 1, of: nil))).asksForFrame)
        #expect(Action.session(.progress(Self.a, variant: 0, .thought("hm"))).asksForFrame)
        #expect(Action.tick(Time.start).asksForFrame)
        #expect(Action.session(.ended(Self.a, .pictures(1))).asksForFrame)
    }
}
