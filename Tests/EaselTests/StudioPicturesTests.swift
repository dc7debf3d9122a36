import FoundationEssentials
import Screen
import StudioCore
import StudioUI
import Terminal
import Testing

@testable import easel

/// Which pictures are made ready before anybody asks for them.
@Suite struct StudioPicturesTests {
    /// Turns by name, each `name<parent*pictures`: `b<a*2` goes on from a and has two variants; no number means one.
    private func state(_ turns: String, at selected: String) -> StudioState {
        var tree = SessionTree(name: "fox", createdAt: Date(timeIntervalSince1970: 0))
        for word in turns.split(separator: " ") {
            let parts = word.split(separator: "*")
            let names = parts[0].split(separator: "<").map(String.init)
            let count = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
            let settings = TurnSettings(model: ModelReference(provider: "sketch", model: "sketch"))
            tree.apply(
                .turn(
                    Turn(
                        id: TurnID(names[0]), parent: names.count > 1 ? TurnID(names[1]) : nil, prompt: "a fox",
                        settings: settings, startedAt: Date(timeIntervalSince1970: 0),
                        result: TurnResult(
                            outcome: count > 0 ? .completed : .rejected,
                            images: (0..<count).map {
                                ImageAsset(
                                    path: "\(names[0])\($0)", mime: "image/png", width: 64, height: 64, bytes: 1,
                                    sha256: "", role: .final, variant: $0)
                            }, cost: Cost(amount: 0, basis: .free), elapsedSeconds: 1))))
        }
        tree.apply(.selected(TurnID(selected)))
        let catalogue = Catalogue(models: [])
        return StudioState(
            size: Size(width: 80, height: 24), tree: tree, isNamed: true,
            settings: SettingsState(
                catalogue: catalogue, choices: [],
                current: TurnSettings(model: ModelReference(provider: "sketch", model: "sketch"))),
            keymap: Keymap(), themes: [], themeName: "dusk", now: Date(timeIntervalSince1970: 0))
    }

    private func ahead(_ state: StudioState) -> String {
        StudioPictures(state: state, gallery: "/g").ahead.map { String($0.path.dropFirst(3)) }.joined(separator: " ")
    }

    @Test func downAndUpTheHistory() {
        #expect(ahead(state("a b<a c<b d<c e<d", at: "c")) == "d0 b0 e0 a0")
        #expect(ahead(state("a b<a c<b", at: "a")) == "b0 c0")
        #expect(ahead(state("a b<a c<b", at: "c")) == "b0 a0")
        #expect(ahead(state("a", at: "a")) == "")
    }

    @Test func theOtherVariantsComeFirst() {
        #expect(ahead(state("a b<a*3 c<b", at: "b")) == "b1 b2 c0 a0")
        var second = state("a*2", at: "a")
        second.preview.variants[TurnID("a")] = 1
        #expect(ahead(second) == "a0")
    }

    @Test func forksBothWays() {
        // a ┬ b ─ c
        //   ╰ d ─ e
        let turns = "a b<a c<b d<a e<d"
        #expect(ahead(state(turns, at: "a")) == "b0 d0 c0")
        #expect(ahead(state(turns, at: "d")) == "e0 c0 a0 b0")
        #expect(ahead(state(turns, at: "c")) == "d0 b0 e0 a0")
    }

    @Test func aTurnWithoutAPictureShowsTheOneAboveIt() {
        #expect(ahead(state("a b<a*0 c<b", at: "c")) == "a0")
        #expect(ahead(state("a b<a*0 c<b", at: "a")) == "c0")
    }

    @Test func nothingWhileTheTurnRuns() {
        var running = state("a b<a", at: "b")
        running.running[TurnID("b")] = TurnProgress(count: 1)
        #expect(ahead(running) == "")
        running.running = [TurnID("a"): TurnProgress(count: 1)]
        #expect(ahead(running) == "a0")
    }

    @Test func theHistoryIsWalkedAsItIsDrawn() {
        let tree = state("a b<a c<b d<a e<d f g<f h<a", at: "a").tree
        let rows = tree.rows.map(\.id)
        for (above, below) in zip(rows, rows.dropFirst()) {
            #expect(tree.turn(below: above) == below)
            #expect(tree.turn(above: below) == above)
        }
        #expect(tree.turn(above: rows[0]) == nil)
        #expect(rows.last.flatMap { tree.turn(below: $0) } == nil)
    }
}
