import Screen
import StudioCore
import Testing

@testable import StudioUI

/// Scripts of keys, and what came of them.
@Suite struct ReduceTests {
    /// fox ─ snow ─┬─ moon
    ///             └─ owl        all of them with pictures
    private let session = [
        Turn.make("a", "a fox"), .make("b", "add snow", under: "a"), .make("c", "make it night, a moon", under: "b"),
        .make("d", "replace the fox by an owl", under: "b"),
    ]

    @Test func whatIsTypedIsSubmitted() {
        var person = Person(.make())
        person.type("a fox? Yes: 灯台 ☃")
        #expect(person.effects(of: "enter") == [.submit(TurnDraft(prompt: "a fox? Yes: 灯台 ☃", settings: .pro))])
        #expect(person.state.prompt.text == "")
        #expect(person.effects(of: "enter") == [])
        #expect(person.notice == "Submit: write a prompt first")
    }

    @Test func lettersThatAreCommandsElsewhereAreTextInThePrompt() {
        var person = Person(.make(session))
        person.type("hjkl?/gG[]xre")
        #expect(person.state.prompt.text == "hjkl?/gG[]xre")
        #expect(person.asked == [])
        #expect(person.state.popups.isEmpty)
    }

    @Test func aPasteWithNewlinesIsTextAndSendsNothing() {
        var person = Person(.make())
        person.type("draw: ")
        person.tell(.input(.paste("a fox\nan owl\n")))
        #expect(person.asked == [])
        #expect(person.state.prompt.text == "draw: a fox\nan owl\n")
        #expect(person.effects(of: "enter") == [.submit(TurnDraft(prompt: "draw: a fox\nan owl\n", settings: .pro))])
    }

    @Test func aPasteIntoAnotherPaneGoesToThePrompt() {
        var person = Person(.make(session))
        person.press("tab")
        person.tell(.input(.paste("q")))
        #expect(person.state.focus == .prompt)
        #expect(person.state.prompt.text == "q")
    }

    @Test func newLinesAreTypedWithAltEnter() {
        var person = Person(.make())
        person.type("one")
        person.press("alt-enter")
        person.type("two")
        person.press("ctrl-j")
        #expect(person.state.prompt.text == "one\ntwo\n")
        #expect(person.asked == [])
    }

    @Test func anEditHangsUnderTheSelectedTurn() {
        var person = Person(.make(session))
        person.type("more stars")
        person.press("enter")
        #expect(person.drafts.map(\.parent) == [TurnID("d")])
    }

    @Test func aBranchGrowsFromAnEarlierTurn() {
        var person = Person(.make(session))
        #expect(person.effects(of: "escape k k") == [.select(TurnID("c")), .select(TurnID("b"))])
        person.press("tab tab tab")
        #expect(person.state.focus == .prompt)
        person.type("make it rain")
        person.press("enter")
        #expect(person.drafts.map(\.parent) == [TurnID("b")])
        person.tell(.session(.started(.make("e", "make it rain", under: "b", result: nil))))
        #expect(person.selected == "e")
        #expect(person.state.tree.children(of: TurnID("b")).map(\.rawValue) == ["c", "d", "e"])
    }

    @Test func hAndLGoUpAndDownTheBranch() {
        var person = Person(.make(session))
        person.press("escape h")
        #expect(person.selected == "b")
        person.press("h h")
        #expect(person.selected == "a")
        person.press("l l")
        #expect(person.selected == "d", "the newest of a fork")
        person.press("g g")
        #expect(person.selected == "a")
        person.press("G")
        #expect(person.selected == "d")
    }

    @Test func underARejectionTheNextTryHangsBesideIt() {
        var person = Person(.make([.make("a"), .make("no", "something bad", under: "a", result: .declined)]))
        person.type("something good")
        person.press("enter")
        #expect(person.drafts.map(\.parent) == [TurnID("a")])
    }

    @Test func startingOverIsAnEmptyPage() {
        var person = Person(.make(session))
        #expect(person.effects(of: "escape o") == [.select(nil)])
        #expect(person.state.focus == .prompt)
        #expect(person.selected == nil)
        person.type("a boat")
        person.press("enter")
        #expect(person.drafts.map(\.parent) == [nil])
    }

    @Test func retryAsksTheSameAgainBeside() {
        var turn = Turn.make("c", "a moon", under: "a", result: .declined)
        turn.parentVariant = 1
        var person = Person(.make([.make("a", result: .pictures(2)), turn]))
        person.press("escape r")
        #expect(
            person.drafts == [
                TurnDraft(prompt: "a moon", settings: .pro, parent: TurnID("a"), parentVariant: 1)
            ])
    }

    @Test func editingAPromptBringsItBackWithItsSettings() {
        let mine = TurnSettings(model: Models.sketch.reference, size: .twoK, aspect: AspectRatio(3, 2), count: 2)
        var person = Person(.make([.make("a", "a fox\nin snow", settings: mine)]))
        person.press("escape e")
        #expect(person.state.focus == .prompt)
        #expect(person.state.prompt.text == "a fox\nin snow")
        #expect(person.state.settings.current == mine)
    }

    @Test func theVariantThatIsSeenGoesOn() {
        var person = Person(.make([.make("a", result: .pictures(3))]))
        person.press("escape ] ] ]")
        #expect(person.state.preview.variants[TurnID("a")] == 0, "round and round")
        person.press("[ tab tab tab")
        person.type("x")
        person.press("enter")
        #expect(person.drafts.map(\.parentVariant) == [2])
    }

    @Test func sentPromptsComeBack() {
        var person = Person(.make())
        for text in ["one", "two"] {
            person.type(text)
            person.press("enter")
        }
        person.type("thr")
        person.press("alt-p alt-p alt-p")
        #expect(person.state.prompt.text == "one")
        person.press("alt-n alt-n")
        #expect(person.state.prompt.text == "thr")
    }

    @Test func aRefusedTurnGivesItsPromptBack() {
        var person = Person(.make())
        person.type("a fox")
        person.press("enter")
        person.tell(
            .refused(TurnFailure(.budget, message: "The day's budget is spent.", advice: "Raise it."), person.drafts[0])
        )
        #expect(person.state.prompt.text == "a fox")
        #expect(person.notice == "The day's budget is spent. Raise it.")
    }

    @Test func searchGoesToTheNextTurnThatHasIt() {
        var person = Person(.make(session))
        person.press("escape /")
        person.type("FOX")
        person.press("enter")
        #expect(person.selected == "a", "after the last comes the first")
        person.press("n")
        #expect(person.selected == "d")
        person.press("N")
        #expect(person.selected == "a")
        person.press("/")
        person.type("zebra")
        person.press("enter")
        #expect(person.notice == "no turn has “zebra”")
    }

    @Test func anUnfinishedSequenceIsForgottenByAnotherKey() {
        var person = Person(.make(session))
        person.press("escape g k")
        #expect(person.selected == "c")
        #expect(person.state.pendingKeys == [])
    }

    @Test func aStrayLetterSaysWhereTyPingGoes() {
        var person = Person(.make(session))
        person.press("escape")
        person.type("w")
        #expect(person.notice == "“w” does nothing here · Tab goes to the prompt · ? shows the keys")
    }

    @Test func aClickSelectsWhatItHits() {
        var person = Person(.make(session))
        let history = StudioLayout(size: person.state.size).history
        person.tell(.input(.mouse(MouseEvent(.press, x: 3, y: history.y + 1))))
        #expect(person.state.focus == .history)
        #expect(person.selected == "a")
        #expect(person.asked == [.select(TurnID("a"))])
        person.tell(.input(.mouse(MouseEvent(.scrollDown, x: 3, y: history.y + 1))))
        #expect(person.selected == "b")
    }
}
