import Logging
import Testing

@testable import StudioCore

@Suite struct SessionEventLogTests {
    @Test func aTurnIsNotedWithoutItsWords() throws {
        var turn = Turn.make("a")
        turn.prompt = "a secret surprise"
        let line = try #require(SessionEvent.started(turn).logLine)
        #expect(line.level == .info)
        #expect(line.metadata["turn"] == "a")
        #expect(line.metadata["model"] == "\(turn.settings.model)")
        #expect(!"\(line)".contains("surprise"))
    }

    @Test func aFailureIsNotedWithAllThatSupportAsksFor() throws {
        let failure = TurnFailure(
            .overloaded, message: "The model is busy. (HTTP 503, api.example.com, request 8c)", advice: "Retry.",
            providerCode: "UNAVAILABLE", httpStatus: 503, billed: .no)
        let result = TurnResult(
            outcome: .failed, cost: Cost(amount: 0, basis: .free), elapsedSeconds: 2.5, attempts: 3, failure: failure)
        let line = try #require(SessionEvent.ended(TurnID("a"), result).logLine)
        #expect(line.level == .warning)
        #expect(
            line.metadata == [
                "turn": "a", "outcome": "failed", "pictures": "0", "seconds": "2.5", "attempts": "3", "cost": "0.0",
                "kind": "overloaded", "billed": "no", "code": "UNAVAILABLE", "status": "503",
                "reason": "The model is busy. (HTTP 503, api.example.com, request 8c)",
            ])
    }

    @Test func waitingIsNotedAndWhatOnlyAScreenNeedsIsNot() {
        let id = TurnID("a")
        let waiting = SessionEvent.progress(
            id, variant: 1, .waiting(attempt: 2, seconds: 5, reason: "the model is busy"))
        #expect(waiting.logLine?.metadata["seconds"] == "5.0")
        #expect(SessionEvent.progress(id, variant: 0, .thought("hm")).logLine == nil)
        #expect(SessionEvent.progress(id, variant: 0, .text("a secret")).logLine == nil)
        #expect(SessionEvent.selected(id).logLine == nil)
    }
}
