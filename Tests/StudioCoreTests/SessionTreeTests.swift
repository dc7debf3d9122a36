import FoundationEssentials
import Testing

@testable import StudioCore

@Suite struct SessionTreeTests {
    private let forked = SessionTree(
        .make("a"), .make("b", under: "a"), .make("c", under: "b"), .make("d", under: "b"), .make("e", under: "d"),
        .make("f", under: "a"))

    @Test func aChainStaysFlatAndForksIndent() {
        #expect(
            forked.drawn == """
                a
                ├ b
                │ ├ c
                │ ╰ d
                │   e
                ╰ f*
                """)
        #expect(SessionTree(.make("a"), .make("b", under: "a"), .make("c", under: "b")).drawn == "a\nb\nc*")
    }

    @Test func severalFirstTurnsAreForksOfTheEmptyPage() {
        #expect(
            SessionTree(.make("a"), .make("b"), .make("c", under: "a")).drawn == """
                ├ a
                │ c*
                ╰ b
                """)
    }

    @Test func rowsSayWhereEachTurnStands() {
        #expect(
            forked.rows[4]
                == HistoryRow(id: TurnID("e"), depth: 2, startsBranch: false, isLastFork: true, rails: [true, false]))
    }

    @Test func aLongChainIsDrawnToo() {
        var tree = SessionTree(.make("0"))
        for number in 1..<10_000 { tree.apply(.turn(.make("\(number)", under: "\(number - 1)"))) }
        #expect(tree.rows.count == 10_000)
        #expect(tree.rows.allSatisfy { $0.depth == 0 })
        #expect(tree.branch(to: TurnID("9999")).count == 10_000)
    }

    @Test func theNewestTurnIsSelectedUntilAnotherIs() {
        var tree = forked
        tree.apply(.selected(TurnID("c")))
        #expect(tree.selected == TurnID("c"))
        tree.apply(.selected(TurnID("nobody")))
        #expect(tree.selected == TurnID("c"))
        tree.apply(.selected(nil))
        #expect(tree.selected == nil)
        tree.apply(.turn(.make("g")))
        #expect(tree.selected == TurnID("g"))
    }

    @Test func aBranchIsThePathFromTheRoot() {
        #expect(forked.branch(to: TurnID("e")).map(\.id.rawValue) == ["a", "b", "d", "e"])
        #expect(forked.branch(to: nil) == [])
        #expect(forked.branch(to: TurnID("nobody")) == [])
    }

    @Test func aResultIsFoldedIntoItsTurnAndAStrangersIsIgnored() {
        var tree = forked
        tree.apply(.result(TurnID("c"), .pictures("fox")))
        #expect(tree[TurnID("c")]?.finals == [.make("fox")])
        let before = tree
        tree.apply(.result(TurnID("nobody"), .pictures("owl")))
        tree.apply(.turn(.make("c", under: "f")))
        #expect(tree == before)
    }

    @Test func theNextTurnHangsUnderTheNearestPicture() {
        var tree = SessionTree(.make("a"), .make("b", under: "a"), .make("c", under: "b"))
        #expect(tree.base(for: TurnID("c")) == TurnID("c"), "a running turn will have a picture")
        tree.apply(.result(TurnID("a"), .pictures("fox")))
        tree.apply(.result(TurnID("b"), .failed(.declined)))
        tree.apply(.result(TurnID("c"), .failed(.busy)))
        #expect(tree.base(for: TurnID("c")) == TurnID("a"))
        tree.apply(.result(TurnID("a"), .failed(.busy)))
        #expect(tree.base(for: TurnID("c")) == nil)
        #expect(tree.base(for: nil) == nil)
    }

    /// A damaged file may lack the line of a parent; what hung under it was paid for and must be seen.
    @Test func aTurnWhoseParentIsMissingIsAFirstTurn() {
        #expect(SessionTree(.make("a"), .make("b", under: "lost"), .make("c", under: "c")).drawn == "├ a\n├ b\n╰ c*")
    }
}
