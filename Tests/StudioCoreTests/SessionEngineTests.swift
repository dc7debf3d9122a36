import Testing

@testable import StudioCore

@Suite(.timeLimit(.minutes(10))) struct SessionEngineTests {
    private func draft(
        _ prompt: String, under parent: String? = nil, count: Int = 1, settings: TurnSettings = .pro
    ) -> TurnDraft {
        var settings = settings
        settings.count = count
        return TurnDraft(prompt: prompt, settings: settings, parent: parent.map { TurnID($0) })
    }

    @Test func aTurnIsWrittenBeforeItIsSentAndKeptBeforeItEnds() async throws {
        var bench = Bench()
        let id = try await bench.engine.submit(draft("a fox"))
        let events = await bench.events(untilEnded: 1)
        #expect(
            events.map(\.line) == ["started t1", "sending t1/0", "saving t1/0", "variant ended t1/0", "completed t1"])
        #expect(
            await bench.disk.steps == [
                "log turn t1", "ledger sent t1", "stage t1/0", "store t1/0", "keep sig-t1", "sidecars t1",
                "log result t1", "ledger settled t1", "discard t1/0",
            ])
        let turn = try #require(await bench.engine.tree[id])
        #expect(turn.finals.map(\.path) == ["t1-0.png"])
        #expect(
            turn.result?.answers == [
                Answer(parts: [
                    .text("Here.", signature: nil), .image(sha256: "t1/0", mime: "image/png", signature: "sig-t1"),
                ])
            ])
        #expect(await bench.disk.sidecars[id] == turn)
        #expect(await bench.engine.isIdle)
    }

    @Test func theLedgerSaysWhatIsExpectedAndThenWhatCame() async throws {
        var bench = Bench()
        try await bench.engine.submit(draft("a fox"))
        _ = await bench.events(untilEnded: 1)
        let entries = await bench.disk.entries
        #expect(entries.map(\.cost.basis) == [.estimate, .table])
        #expect(entries.map(\.cost.amount) == [0.134, 0.134])
        #expect(entries.map(\.outcome) == [nil, .completed])
        #expect(entries.map(\.billed) == [.unknown, .yes])
        #expect(entries.map(\.session) == ["foxes", "foxes"])
    }

    @Test func severalTurnsRunAtOnce() async throws {
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        var bench = Bench(ScriptedProvider(script: ["slow": .waits(gate)]))
        try await bench.engine.submit(draft("slow"))
        try await bench.engine.submit(draft("quick"))
        let first = await bench.events(untilEnded: 1)
        #expect(first.last?.line == "completed t2")
        #expect(await !bench.engine.isIdle)
        open.finish()
        #expect(await bench.events(untilEnded: 1).last?.line == "completed t1")
        await bench.engine.waitUntilIdle()
        #expect(await bench.engine.tree.drawn == "├ t1\n╰ t2*")
    }

    @Test func aCancelledTurnEndsAndIsWrittenDown() async throws {
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        var bench = Bench(ScriptedProvider(script: ["slow": .waits(gate)]))
        let id = try await bench.engine.submit(draft("slow"))
        _ = await bench.events { $0.line == "sending t1/0" }
        await bench.engine.cancel(id)
        let events = await bench.events(untilEnded: 1)
        #expect(events.map(\.line) == ["variant ended t1/0", "cancelled t1"])
        #expect(
            await bench.disk.steps.suffix(4) == ["sidecars t1", "log result t1", "ledger settled t1", "discard t1/0"])
        #expect(await bench.disk.entries.last?.billed == .unknown, "the provider may bill what was on its way")
        open.finish()
    }

    @Test func aTurnUnderARunningOneWaitsForItsPicture() async throws {
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let (requests, seen) = AsyncStream.makeStream(of: ImageRequest.self)
        var bench = Bench(ScriptedProvider(script: ["slow": .waits(gate)], seen: seen))
        try await bench.engine.submit(draft("slow"))
        try await bench.engine.submit(draft("edit", under: "t1"))
        _ = await bench.events { $0.line == "sending t1/0" }
        open.finish()
        let events = await bench.events(untilEnded: 2).map(\.line)
        #expect(
            events == [
                "saving t1/0", "variant ended t1/0", "completed t1", "sending t2/0", "saving t2/0",
                "variant ended t2/0",
                "completed t2",
            ])
        seen.finish()
        var last: ImageRequest?
        for await request in requests { last = request }
        let picture = ImageFile(path: "/gallery/t1-0.png", mime: "image/png", bytes: 9, sha256: "t1/0")
        #expect(
            last?.conversation.messages == [
                .init(role: .user, parts: [.text("slow", signature: nil)]),
                .init(
                    role: .model,
                    parts: [
                        .text("Here.", signature: nil),
                        .image(picture, signature: BlobFile(path: "/signatures/sig-t1", bytes: 3, sha256: "sig-t1")),
                    ], origin: Models.pro.reference),
                .init(role: .user, parts: [.text("edit", signature: nil)]),
            ])
    }

    @Test func aTurnUnderOneThatFailsIsNotSent() async throws {
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        var bench = Bench(ScriptedProvider(script: ["slow": .waits(gate)]))
        let id = try await bench.engine.submit(draft("slow"))
        try await bench.engine.submit(draft("edit", under: "t1"))
        _ = await bench.events { $0.line == "sending t1/0" }
        await bench.engine.cancel(id)
        let events = await bench.events(untilEnded: 2).map(\.line)
        #expect(events == ["variant ended t1/0", "cancelled t1", "cancelled t2"])
        #expect(await bench.engine.tree[TurnID("t2")]?.result?.failure?.billed == .no)
        #expect(await !bench.disk.steps.contains("ledger sent t2"))
        open.finish()
    }

    @Test func aTurnCancelledWhileItWaitsIsNotSent() async throws {
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        var bench = Bench(ScriptedProvider(script: ["slow": .waits(gate)]))
        try await bench.engine.submit(draft("slow"))
        let edit = try await bench.engine.submit(draft("edit", under: "t1"))
        await bench.engine.cancel(edit)
        open.finish()
        #expect(await bench.events(untilEnded: 2).last?.line == "cancelled t2")
        #expect(await !bench.disk.steps.contains("ledger sent t2"))
        #expect(await bench.engine.tree[edit]?.result?.failure?.billed == .no)
    }

    @Test func oneOfFourFailingIsACompletedTurnWithANote() async throws {
        var bench = Bench(ScriptedProvider(script: ["foxes/2": .fails(.busy)]))
        let id = try await bench.engine.submit(draft("foxes", count: 4))
        let events = await bench.events(untilEnded: 1).map(\.line)
        #expect(events.count { $0.hasPrefix("variant ended") } == 4)
        #expect(events.last == "completed t1")
        let turn = try #require(await bench.engine.tree[id])
        #expect(turn.finals.map(\.variant) == [0, 1, 3])
        #expect(turn.result?.answers.map { $0 == nil } == [false, false, true, false])
        #expect(turn.result?.notes == ["1 of 4 variants failed: The model is overloaded."])
        #expect(turn.result?.attempts == 2)
        #expect(turn.result?.cost == Cost(amount: 0.134 * 3, basis: .table, pricedOn: "2026-11-23"))
    }

    @Test func aRejectionIsKeptWithItsWords() async throws {
        var bench = Bench(ScriptedProvider(script: ["no": .fails(.declined)]))
        let id = try await bench.engine.submit(draft("no"))
        #expect(await bench.events(untilEnded: 1).last?.line == "rejected t1")
        #expect(await bench.engine.tree[id]?.result?.failure == .declined)
        #expect(await bench.disk.entries.last?.billed == .no)
    }

    @Test func aPictureThatCameBeforeTheBreakIsKept() async throws {
        var bench = Bench(ScriptedProvider(script: ["breaks": .breaksAfterPicture(.busy)]))
        let id = try await bench.engine.submit(draft("breaks"))
        #expect(await bench.events(untilEnded: 1).last?.line == "completed t1")
        #expect(await bench.engine.tree[id]?.finals.count == 1)
    }

    @Test func badSettingsAreRefusedBeforeAnythingIsWritten() async throws {
        let bench = Bench()
        var wrong = draft("a fox")
        wrong.settings.size = .half
        let failure = await bench.refusal(of: wrong)
        #expect(failure?.kind == .unsupportedSetting)
        #expect(await bench.disk.steps == [])
        #expect(await bench.engine.tree.isEmpty)
    }

    @Test func aMissingProviderIsSaidBeforeAnythingIsWritten() async throws {
        let bench = Bench()
        let draft = draft("a fox", settings: TurnSettings(model: Models.resold.reference))
        let failure = await bench.refusal(of: draft)
        #expect(failure?.advice == "Set APIYI_API_KEY.")
        #expect(await bench.disk.steps == [])
    }

    @Test func whatCannotBeWrittenIsNotSent() async throws {
        var bench = Bench(trouble: .session)
        let failure = await bench.refusal(of: draft("a fox"))
        #expect(failure?.billed == .no)
        let events = await bench.events { if case .trouble = $0 { true } else { false } }
        #expect(
            events.map(\.line) == [
                "started t1", "failed t1",
                "trouble Cannot write foxes.jsonl: the disk is full. Free some space or fix its permissions; nothing was sent.",
            ])
        #expect(await bench.disk.steps == [])
        #expect(await bench.engine.isIdle)
    }

    @Test func withoutALedgerNothingIsSent() async throws {
        let (requests, seen) = AsyncStream.makeStream(of: ImageRequest.self)
        var bench = Bench(ScriptedProvider(seen: seen), trouble: .ledger)
        try await bench.engine.submit(draft("a fox"))
        #expect(await bench.events(untilEnded: 1).last?.line == "failed t1")
        seen.finish()
        var count = 0
        for await _ in requests { count += 1 }
        #expect(count == 0)
    }

    /// Another studio was quicker: the cap holds when the request leaves, and not only when it is written.
    @Test func whatTheLedgerHasNoRoomForIsNotSent() async throws {
        let (requests, seen) = AsyncStream.makeStream(of: ImageRequest.self)
        var bench = Bench(ScriptedProvider(seen: seen), trouble: .budget)
        let id = try await bench.engine.submit(draft("a fox"))
        #expect(await bench.events(untilEnded: 1).last?.line == "failed t1")
        #expect(await bench.engine.tree[id]?.result?.failure?.kind == .budget)
        seen.finish()
        var count = 0
        for await _ in requests { count += 1 }
        #expect(count == 0)
        let rows = await bench.disk.entries
        #expect(rows.allSatisfy { $0.state == .settled && $0.cost.amount == 0 && $0.billed == .no })
    }

    @Test func aPictureThatCannotBeStoredFailsTheTurnWithTheDisksWords() async throws {
        var bench = Bench(trouble: .picture)
        let id = try await bench.engine.submit(draft("a fox"))
        #expect(await bench.events(untilEnded: 1).last?.line == "failed t1")
        #expect(await bench.engine.tree[id]?.result?.failure?.message == "The disk is full.")
    }

    @Test(arguments: [MemoryDisk.Trouble.picture, .sidecars, .result])
    func whatIsNotOnDiskStaysInTheJournal(_ trouble: MemoryDisk.Trouble) async throws {
        var bench = Bench(trouble: trouble)
        try await bench.engine.submit(draft("a fox"))
        _ = await bench.events(untilEnded: 1)
        let steps = await bench.disk.steps
        #expect(steps.last == "leave t1/0")
        #expect(!steps.contains("discard t1/0"))
    }

    @Test func withoutAnIntentNothingIsSent() async throws {
        let (requests, seen) = AsyncStream.makeStream(of: ImageRequest.self)
        var bench = Bench(ScriptedProvider(seen: seen), trouble: .staging)
        let id = try await bench.engine.submit(draft("a fox"))
        _ = await bench.events(untilEnded: 1)
        #expect(await bench.engine.tree[id]?.result?.failure?.billed == .no)
        seen.finish()
        var count = 0
        for await _ in requests { count += 1 }
        #expect(count == 0)
    }

    @Test func theIntentSaysAllThatIsAsked() async throws {
        var bench = Bench()
        try await bench.engine.submit(draft("a fox", count: 2))
        try await bench.engine.submit(draft("edit", under: "t1"))
        _ = await bench.events(untilEnded: 2)
        let intents = await bench.disk.intents
        #expect(intents.map { "\($0.turn.id)/\($0.variant)" }.sorted() == ["t1/0", "t1/1", "t2/0"])
        let edit = try #require(intents.last)
        var turn = try #require(await bench.engine.tree[TurnID("t2")])
        turn.result = nil
        #expect(
            edit
                == RequestIntent(
                    session: "foxes", turn: turn, variant: 0, branch: [TurnID("t1")],
                    estimate: Cost(amount: 0.134, basis: .estimate, pricedOn: "2026-11-23"), at: turn.startedAt))
    }

    @Test func aResultThatCannotBeWrittenIsSaidAndStillShown() async throws {
        var bench = Bench(trouble: .result)
        let id = try await bench.engine.submit(draft("a fox"))
        let events = await bench.events(untilEnded: 1).map(\.line)
        #expect(events.contains { $0.hasPrefix("trouble Cannot write") })
        #expect(await bench.engine.tree[id]?.finals.count == 1)
    }

    @Test func goingToATurnIsWrittenOnce() async throws {
        var tree = SessionTree(.make("a", result: .pictures("fox")), .make("b", under: "a", result: .pictures("owl")))
        tree.apply(.selected(TurnID("a")))
        var bench = Bench(tree: tree)
        await bench.engine.select(TurnID("b"))
        await bench.engine.select(TurnID("b"))
        await bench.engine.select(nil)
        #expect(await bench.events { $0.line == "selected nothing" }.map(\.line) == ["selected b", "selected nothing"])
        #expect(await bench.disk.steps == ["log selected b", "log selected nothing"])
    }

    @Test func aTurnUnderARejectionHangsUnderTheLastPicture() async throws {
        let tree = SessionTree(
            .make("a", result: .pictures("fox")), .make("no", under: "a", result: .failed(.declined)))
        var bench = Bench(tree: tree)
        let id = try await bench.engine.submit(draft("again", under: "no"))
        _ = await bench.events(untilEnded: 1)
        #expect(await bench.engine.tree[id]?.parent == TurnID("a"))
    }
}
