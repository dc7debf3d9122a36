import FoundationEssentials
import Testing

@testable import StudioCore

@Suite(.timeLimit(.minutes(10))) struct EngineRecoveryTests {
    private let turn = Turn.make("a")
    private let sent: [TurnID: Set<LedgerEntry.State>] = [TurnID("a"): [.sent]]

    private func recover(
        _ bench: borrowing Bench, _ leftovers: [Leftover], left: [String: Act] = [:],
        spent: [TurnID: Set<LedgerEntry.State>]? = nil
    ) async -> [RecoveredTurn] {
        await bench.engine.recover(leftovers, spent: spent ?? sent) { name in
            name == "google" ? ScriptedProvider(left: left) : nil
        }
    }

    @Test func aWholeAnswerCompletesItsTurnAsIfNothingHadHappened() async throws {
        var bench = Bench(tree: SessionTree(turn))
        let recovered = await recover(bench, [.make(turn)], left: ["a/0": .draws])
        #expect(recovered.map(\.outcome) == [.completed])
        #expect(recovered.first?.pictures.map(\.path) == ["a-0.png"])
        #expect(recovered.first?.billed == .yes)
        #expect(
            await bench.disk.steps == [
                "claim a/0", "store a/0", "keep sig-a", "sidecars a", "log result a", "ledger settled a",
                "discard a/0",
            ])
        let result = try #require(await bench.engine.tree[turn.id]?.result)
        #expect(result.elapsedSeconds == 10)
        #expect(result.notes == ["recovered: Easel had been closed while this turn ran"])
        #expect(await bench.events(untilEnded: 1).map(\.line) == ["completed a"])
        #expect(await bench.engine.isIdle)
    }

    /// Somebody leaves while it recovers, which is less urgent: the wait must not hold the engine that it waits for.
    @Test func leavingWhileItRecoversComesToAnEnd() async throws {
        for _ in 0..<8 {
            let engine = Bench(tree: SessionTree(turn)).engine
            let (gate, opener) = AsyncStream.makeStream(of: Void.self)
            let (begun, provider) = AsyncStream.makeStream(of: ImageRequest.self)
            let recovery = Task(priority: .background) { [turn, sent] in
                await engine.recover([.make(turn)], spent: sent) { _ in
                    ScriptedProvider(left: ["a/0": .waits(gate)], seen: provider)
                }
            }
            for await _ in begun { break }
            let leaving = Task(priority: .high) { await engine.waitUntilIdle() }
            opener.yield()
            await leaving.value
            #expect(await recovery.value.map(\.outcome) == [.completed])
        }
    }

    @Test func halfAnAnswerLeavesAnInterruptedTurnWithWhatCanBeOpened() async throws {
        let bench = Bench(tree: SessionTree(turn))
        let recovered = await recover(bench, [.make(turn)], left: ["a/0": .breaksAfterPicture(.interrupted)])
        #expect(recovered.map(\.outcome) == [.interrupted])
        #expect(recovered.map(\.billed) == [.yes])
        let result = try #require(await bench.engine.tree[turn.id]?.result)
        #expect(result.images.map(\.isCut) == [true])
        #expect(result.images.map(\.role) == [.draft])
        #expect(result.cost == Cost(amount: 0.134, basis: .estimate, pricedOn: "2026-11-23"))
        #expect(result.notes.last == "a picture broke off: what is kept is its beginning")
        #expect(await bench.disk.entries.map(\.billed) == [.yes])
    }

    @Test func aPictureThatIsWholeBehindTheAnswerIsTheResult() async throws {
        let whole = ReceivedImage(
            file: ImageFile(path: "/staging/a/0/1.png", mime: "image/png", bytes: 99, sha256: "whole"), role: .draft)
        let bench = Bench(tree: SessionTree(turn), loose: [whole])
        let recovered = await recover(bench, [.make(turn)], left: ["a/0": .breaksAfterPicture(.interrupted)])
        #expect(recovered.map(\.outcome) == [.completed])
        #expect(await bench.engine.tree[turn.id]?.finals.map(\.sha256) == ["whole"])
    }

    @Test func withoutAnAnswerTheRequestMayHaveBeenSent() async throws {
        let bench = Bench(tree: SessionTree(turn))
        let recovered = await recover(bench, [.make(turn)])
        #expect(recovered.map(\.outcome) == [.interrupted])
        #expect(recovered.map(\.billed) == [.unknown])
        #expect(recovered.first?.failure?.message.contains("may have been sent") == true)
        #expect(await bench.disk.steps.suffix(2) == ["ledger settled a", "discard a/0"])
    }

    @Test func aTurnThatWasNeverSentCostsNothingAndIsInNoLedger() async throws {
        let bench = Bench(tree: SessionTree(turn))
        let recovered = await recover(bench, [], spent: [:])
        #expect(recovered.map(\.outcome) == [.interrupted])
        #expect(recovered.map(\.billed) == [.no])
        #expect(await bench.disk.steps == ["sidecars a", "log result a"])
    }

    @Test func picturesWithoutTheirAnswerAreKeptAsDrafts() async throws {
        let loose = ReceivedImage(
            file: ImageFile(path: "/dev/shm/x", mime: "image/png", bytes: 9, sha256: "x"), role: .draft)
        let bench = Bench(tree: SessionTree(turn), loose: [loose])
        let recovered = await recover(bench, [.make(turn)])
        #expect(recovered.map(\.outcome) == [.interrupted])
        #expect(recovered.map(\.billed) == [.yes])
        #expect(recovered.first?.pictures.map(\.role) == [.draft])
    }

    @Test func oneOfTwoVariantsIsEnough() async throws {
        var settings = TurnSettings.pro
        settings.count = 2
        let turn = Turn.make("a", settings: settings)
        let bench = Bench(tree: SessionTree(turn))
        let left = [Leftover.make(turn), .make(turn, variant: 1)]
        let recovered = await recover(bench, left, left: ["a/1": .draws])
        #expect(recovered.map(\.outcome) == [.completed])
        let result = try #require(await bench.engine.tree[turn.id]?.result)
        #expect(result.images.map(\.variant) == [1])
        #expect(result.answers.map { $0 != nil } == [false, true])
    }

    @Test func whatTheProviderHadRefusedIsSaidAsIfItWereHeardToday() async {
        let bench = Bench(tree: SessionTree(turn))
        let recovered = await recover(bench, [.make(turn)], left: ["a/0": .fails(.declined)])
        #expect(recovered.map(\.outcome) == [.rejected])
        #expect(recovered.map(\.billed) == [.no])
    }

    @Test func aTurnThatTheSessionHasLostIsPutBack() async {
        var bench = Bench()
        _ = await recover(bench, [.make(turn)], left: ["a/0": .draws])
        #expect(await bench.disk.steps.contains("log turn a"))
        #expect(await bench.engine.tree.order == [turn.id])
        #expect(await bench.events(untilEnded: 1).map(\.line) == ["started a", "completed a"])
    }

    @Test func aPictureTheDiskHadRefusedComesIntoTheTurnThatEndedWithoutIt() async throws {
        let full = TurnFailure(.invalidRequest, message: "full", advice: "", providerCode: "local_diskFull")
        let turn = Turn.make("a", result: .failed(full))
        let bench = Bench(tree: SessionTree(turn))
        let settled: [TurnID: Set<LedgerEntry.State>] = [turn.id: [.sent, .settled]]
        let recovered = await recover(bench, [.make(turn)], left: ["a/0": .draws], spent: settled)
        #expect(recovered.map(\.outcome) == [.completed])
        let result = try #require(await bench.engine.tree[turn.id]?.result)
        #expect(result.failure == nil)
        #expect(result.images.map(\.path) == ["a-0.png"])
        #expect(result.answers.count == 1)
        #expect(await bench.disk.steps.suffix(2) == ["ledger settled a", "discard a/0"])
    }

    @Test(arguments: [
        (MemoryDisk.Trouble.secondPicture, ["t1-0.png"]), (.signature, ["t1-0.png"]),
        (.result, ["t1-0.png", "t1-0-2.png"]),
    ])
    func whatIsLeftOfAnAnswerComesWhenThereIsRoom(_ trouble: MemoryDisk.Trouble, _ kept: [String]) async throws {
        var full = Bench(ScriptedProvider(script: ["prompt": .drawsTwo]), trouble: trouble)
        let id = try await full.engine.submit(TurnDraft(prompt: "prompt", settings: .pro))
        _ = await full.events(untilEnded: 1)
        var turn = try #require(await full.engine.tree[id])
        #expect(turn.finals.count == kept.count)
        #expect(await full.disk.steps.last == "leave t1/0")
        if trouble == .result {
            turn.result = nil
        } else {
            #expect(turn.result?.unkept == [0])
            #expect(turn.result?.notes == ["not all of the answer could be kept: The disk is full. Free some space."])
        }

        let bench = Bench(tree: SessionTree(turn))
        let settled: [TurnID: Set<LedgerEntry.State>] = [turn.id: [.sent, .settled]]
        let left = turn
        let recovered = await recover(bench, [.make(left)], left: ["t1/0": .drawsTwo], spent: settled)
        #expect(recovered.map(\.outcome) == [.completed])
        let result = try #require(await bench.engine.tree[turn.id]?.result)
        #expect(result.images.map(\.path).sorted().suffix(2) == ["t1-0-2.png", "t1-0.png"])
        #expect(result.answers.map { $0?.parts.count } == [3])
        #expect(result.unkept == nil)
        #expect(await bench.disk.steps.contains("keep sig-t1"))
        #expect(await bench.disk.steps.last == "discard t1/0")
    }

    @Test func anEndThatCouldNotBeWrittenDownIsWrittenBeforeItsFolderGoes() async throws {
        let bench = Bench(trouble: .firstResult)
        let id = try await bench.engine.submit(TurnDraft(prompt: "prompt", settings: .pro))
        await bench.engine.waitUntilIdle()
        let turn = try #require(await bench.engine.tree[id])
        #expect(await bench.disk.steps.last == "leave t1/0")
        _ = await recover(bench, [.make(turn)], spent: [id: [.sent, .settled]])
        #expect(await bench.disk.steps.suffix(2) == ["log result t1", "discard t1/0"])
    }

    @Test func aSketchThatWasInterruptedIsNotSaidToHaveBeenAlmostSent() async {
        let turn = Turn.make("a", settings: .sketch)
        for leftovers in [[], [Leftover.make(turn)]] {
            let bench = Bench(tree: SessionTree(turn))
            let recovered = await bench.engine.recover(leftovers, spent: sent) { _ in ScriptedProvider() }
            #expect(recovered.first?.failure?.message.contains("sent") == false)
            #expect(recovered.map(\.billed) == [.no])
        }
    }

    @Test func anEndedTurnOnlyLosesItsFolder() async {
        let turn = Turn.make("a", result: .pictures("fox"))
        let bench = Bench(tree: SessionTree(turn))
        let settled: [TurnID: Set<LedgerEntry.State>] = [turn.id: [.sent, .settled]]
        let recovered = await recover(bench, [.make(turn)], spent: settled)
        #expect(recovered.map(\.outcome) == [.completed])
        #expect(recovered.first?.pictures == [])
        #expect(await bench.disk.steps == ["claim a/0", "sidecars a", "discard a/0"])
    }

    @Test func aDiskThatIsStillFullKeepsTheFolder() async {
        let bench = Bench(trouble: .picture, tree: SessionTree(turn))
        let recovered = await recover(bench, [.make(turn)], left: ["a/0": .draws])
        #expect(recovered.first?.trouble == "The disk is full.")
        #expect(await bench.disk.steps.last == "leave a/0")
    }

    @Test func aFolderThatAnotherProcessHasIsLeftAlone() async {
        var settings = TurnSettings.pro
        settings.count = 2
        let turn = Turn.make("a", settings: settings)
        let bench = Bench(tree: SessionTree(turn), taken: ["a/1"])
        let recovered = await recover(bench, [.make(turn), .make(turn, variant: 1)], left: ["a/0": .draws])
        #expect(recovered == [])
        #expect(await bench.disk.steps == ["claim a/0", "claim a/1", "leave a/0"])
        #expect(await bench.engine.tree[turn.id]?.result == nil)
    }

    @Test func whatCannotBeReadYetWaits() async {
        let other = TurnFailure(
            .interrupted, message: "It is in the format “x”.", advice: "", providerCode: "other_dialect")
        let drawn = TurnFailure(.interrupted, message: "It has no key.", advice: "", providerCode: "unfetched")
        for left in [["a/0": Act.fails(other)], ["a/0": .fails(drawn)], [:]] {
            let turn = left.isEmpty ? Turn.make("a", settings: TurnSettings(model: Models.resold.reference)) : turn
            let bench = Bench(tree: SessionTree(turn))
            let recovered = await recover(bench, [.make(turn)], left: left)
            #expect(recovered.map(\.outcome) == [nil])
            #expect(recovered.first?.trouble?.isEmpty == false)
            #expect(await bench.disk.steps == ["claim a/0", "leave a/0"])
        }
    }
}
