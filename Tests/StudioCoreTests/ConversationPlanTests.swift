import FoundationEssentials
import Testing

@testable import StudioCore

@Suite struct ConversationPlanTests {
    /// What a new turn under `parent` is sent with: `turn/variant`.
    private func steps(_ tree: SessionTree, under parent: String, variant: Int = 0) -> [String] {
        ConversationPlan.steps(for: .make("new", under: parent, variant: variant), in: tree)
            .map { "\($0.turn.id)/\($0.variant)" }
    }

    @Test func theBranchIsReplayedAndNoOther() {
        let tree = SessionTree(
            .make("a", result: .pictures("1")), .make("b", under: "a", result: .pictures("2")),
            .make("other", under: "a", result: .pictures("3")))
        #expect(steps(tree, under: "b") == ["a/0", "b/0"])
        #expect(ConversationPlan.steps(for: .make("new"), in: tree) == [])
    }

    @Test func aTurnWithoutAPictureIsLeftOutWithItsPrompt() {
        let tree = SessionTree(
            .make("a", result: .pictures("1")), .make("no", under: "a", result: .failed(.declined)),
            .make("b", under: "no", result: .pictures("2")), .make("runs", under: "b"))
        #expect(steps(tree, under: "runs") == ["a/0", "b/0"])
    }

    @Test func theChosenVariantGoesOn() {
        let tree = SessionTree(
            .make("a", result: .pictures("1", "2", "3")),
            .make("b", under: "a", variant: 2, result: .pictures("4", "5")))
        #expect(steps(tree, under: "b", variant: 1) == ["a/2", "b/1"])
    }

    @Test func aVariantThatFailedOrNeverWasGivesWayToTheFirstThatIsThere() {
        let tree = SessionTree(.make("a", result: .pictures(nil, "2")))
        #expect(steps(tree, under: "a", variant: 0) == ["a/1"])
        #expect(steps(tree, under: "a", variant: 9) == ["a/1"])
    }

    @Test func aRegionIsSaidInWords() {
        var turn = Turn.make("a")
        #expect(ConversationPlan.prompt(of: turn, picture: .make("fox")) == "prompt a")
        turn.settings.region = Region(x: 256, y: 0, width: 512, height: 100)
        #expect(
            ConversationPlan.prompt(of: turn, picture: .make("fox", width: 1024, height: 1000)) == """
                prompt a

                Change only the rectangle from (256, 0) to (768, 100) of the 1024×1000 picture (25–75% from the left, \
                0–10% from the top), in pixels from the top left. Leave everything else exactly as it is.
                """)
    }
}
