import StudioCore
import Testing

@testable import StudioUI

/// Esc, cancelling and leaving.
@Suite struct ReduceLeaveTests {
    private let paid = Turn.make("run", "an owl", under: "a", result: nil)
    private let free = Turn.make("run", "an owl", under: "a", settings: .sketch, result: nil)

    @Test func escLeavesThePopupThenTheTextThenTheTurn() {
        var person = Person(.make([.make("a"), free]))
        person.press("ctrl-p escape")
        #expect(person.state.popups.isEmpty)
        #expect(person.state.focus == .prompt)
        person.press("escape")
        #expect(person.state.focus == .history)
        #expect(person.asked == [])
        #expect(person.effects(of: "escape") == [.cancel(TurnID("run"))])
    }

    @Test func cancellingWhatStillCostsIsAsked() {
        var person = Person(.make([.make("a"), paid]))
        #expect(person.effects(of: "escape escape") == [])
        #expect(person.state.popups.count == 1)
        #expect(person.effects(of: "n") == [])
        #expect(person.state.popups.isEmpty)
        #expect(person.effects(of: "x y") == [.cancel(TurnID("run"))])
        #expect(person.state.popups.isEmpty)
    }

    @Test func escWithNothingToLeaveGoesToThePrompt() {
        var person = Person(.make([.make("a")]))
        person.press("escape escape")
        #expect(person.state.focus == .prompt)
    }

    @Test func quittingAtRestIsQuitting() {
        var person = Person(.make([.make("a")]))
        #expect(person.effects(of: "ctrl-q") == [.quit])
    }

    @Test func quittingWaitsForARunningTurn() {
        var person = Person(.make([.make("a"), paid]))
        #expect(person.effects(of: "ctrl-q") == [])
        #expect(person.state.isQuitting)
        #expect(person.notice == "finishing and saving 1 running turn, then leaving · Ctrl-Q again to cancel and leave")
        person.tell(.session(.ended(TurnID("run"), .pictures(1))))
        #expect(person.asked == [.quit])
    }

    @Test(arguments: ["ctrl-q", "escape escape"]) func whatIsAskedSaysThatItMayBeBilled(_ keys: String) throws {
        var person = Person(.make([.make("a"), paid]))
        person.press(keys)
        guard case .confirm(let question)? = person.state.popups.last else {
            Issue.record("nothing is asked")
            return
        }
        #expect(question.text.contains("bill"))
    }

    @Test func theSecondCtrlQMeansIt() {
        var person = Person(.make([.make("a"), paid, .make("two", under: "a", result: nil)]))
        #expect(person.effects(of: "ctrl-q ctrl-q") == [.cancel(TurnID("run")), .cancel(TurnID("two")), .quit])
    }

    @Test func quittingCanBeTakenBack() {
        var person = Person(.make([.make("a"), paid]))
        person.press("ctrl-q escape")
        #expect(!person.state.isQuitting)
        #expect(person.notice == nil)
        person.tell(.session(.ended(TurnID("run"), .pictures(1))))
        #expect(person.asked == [])
    }

    @Test(arguments: ["ctrl-p", "f1", "ctrl-s", "alt-m", "alt-i"]) func ctrlQLeavesFromAnyPopup(_ key: String) {
        var person = Person(.make([.make("a")]))
        person.press(key)
        #expect(person.state.popups.count == 1)
        #expect(person.effects(of: "ctrl-q") == [.quit])
    }

    @Test func theSessionIsNotChangedUnderARunningTurn() {
        var person = Person(.make([.make("a"), paid]))
        #expect(person.effects(of: "ctrl-n") == [])
        #expect(person.notice == "wait until the running turns are saved, or cancel them, then change the session")
    }

    @Test func anotherSessionIsFoundByTyping() {
        var person = Person(.make([.make("a")]))
        #expect(person.effects(of: "ctrl-s") == [.listSessions])
        person.tell(
            .sessionsListed([
                SessionSummary(name: "owls", turns: 3, changed: "just now", firstPrompt: "an owl"),
                SessionSummary(name: "boats", turns: 1, changed: "2 h ago", firstPrompt: "a red boat"),
            ]))
        person.type("red")
        #expect(person.effects(of: "enter") == [.openSession("boats")])
    }

    @Test func aTurnThatEndsElsewhereIsSaid() {
        var person = Person(.make([.make("a"), paid]))
        person.press("escape k")
        person.tell(.session(.ended(TurnID("run"), .pictures(1))))
        #expect(person.notice == "“an owl” is ready")
        #expect(person.state.spend.session == 0.134)
    }
}
