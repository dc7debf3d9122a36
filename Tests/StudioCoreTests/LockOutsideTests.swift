import Testing

@testable import StudioCore

@Suite(.timeLimit(.minutes(10))) struct LockOutsideTests {
    private func draft(_ prompt: String, under parent: String? = nil) -> TurnDraft {
        var settings = TurnSettings.pro
        if parent != nil {
            settings.region = Region(x: 1, y: 2, width: 3, height: 4)
            settings.lockOutside = true
        }
        return TurnDraft(prompt: prompt, settings: settings, parent: parent.map { TurnID($0) })
    }

    @Test func bothPicturesAreKeptAndTheLockedOneIsTheResult() async throws {
        var bench = Bench()
        try await bench.engine.submit(draft("a fox"))
        try await bench.engine.submit(draft("edit", under: "t1"))
        _ = await bench.events(untilEnded: 2)
        #expect(await bench.disk.steps.contains("lock t2-0.png to /gallery/t1-0.png"))
        let turn = try #require(await bench.engine.tree[TurnID("t2")])
        #expect(turn.result?.images.map(\.path) == ["t2-0.png", "locked-t2-0.png"])
        #expect(turn.result?.images.map(\.role) == [.draft, .final])
        #expect(turn.finals.map(\.path) == ["locked-t2-0.png"])
        #expect(turn.result?.notes == [])
    }

    @Test func whenItCannotBeMadeThePictureStaysAsItCame() async throws {
        var bench = Bench(trouble: .lock)
        try await bench.engine.submit(draft("a fox"))
        try await bench.engine.submit(draft("edit", under: "t1"))
        _ = await bench.events(untilEnded: 2)
        let turn = try #require(await bench.engine.tree[TurnID("t2")])
        #expect(turn.finals.map(\.path) == ["t2-0.png"])
        #expect(turn.result?.notes == ["The disk is full. Free some space."])
    }

    @Test func aRecoveredEditIsLockedAsItWouldHaveBeen() async throws {
        let base = Turn.make("a", result: .pictures("fox"))
        var edit = Turn.make("b", under: "a")
        edit.settings = draft("edit", under: "a").settings
        let bench = Bench(tree: SessionTree(base, edit))
        let recovered = await bench.engine.recover([.make(edit)], spent: [edit.id: [.sent]]) { _ in
            ScriptedProvider(left: ["b/0": .draws])
        }
        #expect(await bench.disk.steps.contains("lock b-0.png to /gallery/fox.png"))
        #expect(await bench.engine.tree[edit.id]?.finals.map(\.path) == ["locked-b-0.png"])
        #expect(recovered.first?.pictures.map(\.role) == [.draft, .final])
    }

    @Test func needsARegionOfAPicture() async {
        var settings = TurnSettings.pro
        settings.lockOutside = true
        #expect(Models.catalogue.problem(with: settings, prompt: "x", references: 1)?.kind == .unsupportedSetting)
        settings.region = Region(x: 0, y: 0, width: 9, height: 9)
        #expect(Models.catalogue.problem(with: settings, prompt: "x", references: 0)?.kind == .unsupportedSetting)
        #expect(Models.catalogue.problem(with: settings, prompt: "x", references: 1) == nil)
    }
}
