import FoundationEssentials
import Testing

@testable import StudioCore

@Suite struct SessionDiffTests {
    private func turn(
        _ id: String, _ prompt: String, under parent: String? = nil, settings: TurnSettings = .pro,
        result: TurnResult? = .pictures("x")
    ) -> Turn {
        var turn = Turn.make(id, under: parent, settings: settings, result: result)
        turn.prompt = prompt
        return turn
    }

    /// `-a`, `+a`, ` a`, `~a model,size`, indented by depth.
    private func drawn(_ first: [Turn], _ second: [Turn]) -> [String] {
        func tree(_ turns: [Turn]) -> SessionTree {
            var tree = SessionTree(name: "s", createdAt: Date(timeIntervalSince1970: 0))
            for turn in turns { tree.apply(.turn(turn)) }
            return tree
        }
        let diff = SessionDiff(tree(first), tree(second))
        #expect(diff.isEqual == diff.lines.allSatisfy(\.isSame))
        return diff.lines.map { line in
            let mark = line.isSame ? " " : line.second == nil ? "-" : line.first == nil ? "+" : "~"
            let what = line.differences.map(\.setting).joined(separator: ",")
            return String(repeating: ".", count: line.depth) + mark + line.prompt + (what.isEmpty ? "" : " \(what)")
        }
    }

    @Test func theSameTurnsUnderOtherNamesAreTheSame() {
        let first = [turn("a", "fox"), turn("b", "hat", under: "a"), turn("c", "night", under: "a")]
        let second = [turn("1", "fox"), turn("2", "night", under: "1"), turn("3", "hat", under: "1")]
        #expect(drawn(first, second) == [" fox", ". hat", ". night"])
    }

    @Test func whatIsOnlyInOneStandsWithAllThatGrewFromIt() {
        let first = [turn("a", "fox"), turn("b", "hat", under: "a"), turn("c", "red hat", under: "b")]
        let second = [turn("1", "fox"), turn("2", "boat", under: "1"), turn("3", "hat", under: "2")]
        #expect(drawn(first, second) == [" fox", ".-hat", "..-red hat", ".+boat", "..+hat"])
        #expect(drawn(first, []) == ["-fox", ".-hat", "..-red hat"])
        #expect(drawn([], second) == ["+fox", ".+boat", "..+hat"])
        #expect(drawn([], []) == [])
    }

    @Test func whatWasAskedOrCameDifferentlyIsNamed() {
        let first = [turn("a", "fox"), turn("b", "hat", under: "a")]
        let second = [
            turn("1", "fox", settings: .sketch),
            turn(
                "2", "hat", under: "1",
                result: TurnResult(outcome: .rejected, cost: Cost(amount: 0, basis: .free), elapsedSeconds: 1)),
        ]
        #expect(drawn(first, second) == ["~fox model,size,aspect", ".~hat outcome,pictures"])
    }

    @Test func theSamePromptTwiceIsTwoTurns() {
        let first = [turn("a", "fox"), turn("b", "fox"), turn("c", "hat", under: "b")]
        let second = [turn("1", "fox"), turn("2", "fox"), turn("3", "fox"), turn("4", "hat", under: "2")]
        #expect(drawn(first, second) == [" fox", " fox", ". hat", "+fox"])
    }

    @Test func aLongBranchIsNoTrouble() {
        let long = (0..<10_000).map { turn("\($0)", "step \($0)", under: $0 == 0 ? nil : "\($0 - 1)") }
        #expect(drawn(long, long).count == 10_000)
    }
}
