import FoundationEssentials
import Glibc
import StudioCore
import Testing

@testable import easel

/// The decisions of a batch, without anything that runs.
@Suite struct BatchValueTests {
    private func entry(_ index: Int, count: Int = 1, estimate: Double = 0.1) -> BatchQueue.Entry {
        BatchQueue.Entry(index: index, count: count, estimate: estimate)
    }

    @Test func asManyAsFitAtOnce() {
        var queue = BatchQueue([entry(0), entry(1, count: 2), entry(2)], concurrency: 2)
        #expect(queue.next() == .send(entry(0)))
        #expect(queue.next() == .wait, "the next needs two places")
        queue.end(0, charge: 0, failure: nil)
        #expect(queue.next() == .send(entry(1, count: 2)))
        #expect(queue.next() == .wait)
        queue.end(1, charge: 0, failure: nil)
        #expect(queue.next() == .send(entry(2)))
        queue.end(2, charge: 0, failure: nil)
        #expect(queue.next() == .end)
        #expect(queue.stop == nil)
    }

    @Test func aBudgetCountsWhatRuns() {
        var queue = BatchQueue((0..<4).map { entry($0) }, concurrency: 4, budget: 0.3, spent: 0)
        for index in 0..<3 { #expect(queue.next() == .send(entry(index)), "three of ten make thirty") }
        #expect(queue.next() == .wait, "what runs may turn out cheaper")
        queue.end(0, charge: 0, failure: nil)
        #expect(queue.next() == .send(entry(3)))
        for index in 1..<4 { queue.end(index, charge: 0.1, failure: nil) }
        #expect(queue.next() == .end)
    }

    @Test func anExhaustedBudgetIsTheReason() {
        var queue = BatchQueue([entry(0), entry(1)], concurrency: 1, budget: 0.3, spent: 0.15)
        #expect(queue.next() == .send(entry(0)))
        queue.end(0, charge: 0.12, failure: nil)
        #expect(queue.next() == .end)
        guard case .failure(let failure)? = queue.stop else { return #expect(Bool(false), "no reason") }
        #expect(failure.kind == .budget && failure.billed == .no)
        #expect(failure.message.contains("$0.27 are or may be spent"))
        #expect(queue.waiting == [entry(1)])
    }

    @Test(arguments: FailureKind.allCases) func someFailuresEndIt(_ kind: FailureKind) {
        var queue = BatchQueue([entry(0), entry(1), entry(2)], concurrency: 2)
        _ = queue.next()
        _ = queue.next()
        queue.end(0, charge: 0, failure: TurnFailure(kind, message: "", advice: ""))
        let ends: Set<FailureKind> = [.authentication, .permission, .quota, .budget]
        #expect(queue.next() == (ends.contains(kind) ? .wait : .send(entry(2))), "what runs is waited for")
    }

    @Test func whatIsHeldWaitsForAnEnd() {
        var queue = BatchQueue([entry(0), entry(1)], concurrency: 2)
        #expect(queue.next() == .send(entry(0)))
        #expect(queue.next() == .send(entry(1)))
        queue.hold(1)
        #expect(queue.next() == .wait)
        queue.end(0, charge: 0, failure: nil)
        #expect(queue.next() == .send(entry(1)))
    }

    @Test func whatWasGivenBackIsLeft() {
        var queue = BatchQueue([entry(0), entry(1)], concurrency: 2)
        _ = queue.next()
        queue.giveBack(0, for: TurnFailure(.budget, message: "", advice: "", billed: .no))
        #expect(queue.next() == .end)
        #expect(queue.waiting.count == 2)
    }

    // MARK: What became of a line

    private func turn(_ id: String, _ kind: FailureKind?, billed: Billed = .unknown) -> Turn {
        var turn = Turn(
            id: TurnID(id), parent: nil, prompt: "a fox",
            settings: TurnSettings(model: ModelReference(provider: "a", model: "b")),
            startedAt: .init(timeIntervalSince1970: 0))
        let failure = kind.map { TurnFailure($0, message: "", advice: "", billed: billed) }
        turn.result = TurnResult(
            outcome: failure?.kind.outcome ?? .completed, cost: Cost(amount: 0, basis: .free), elapsedSeconds: 0,
            failure: failure)
        return turn
    }

    private func tree(_ turns: Turn...) -> SessionTree {
        var tree = SessionTree(name: "s", createdAt: .init(timeIntervalSince1970: 0))
        for turn in turns {
            tree.apply(.turn(turn))
            if let result = turn.result { tree.apply(.result(turn.id, result)) }
        }
        return tree
    }

    @Test(
        arguments: [
            (nil, .unknown, false), (.contentRejected, .no, false), (.server, .unknown, false), (.network, .no, true),
            (.network, .unknown, false), (.rateLimited, .no, true), (.invalidRequest, .no, false),
            (.authentication, .no, true), (.budget, .no, true), (.quota, .no, true), (.quota, .yes, false),
            (.interrupted, .no, true), (.interrupted, .unknown, false), (.cancelled, .no, true),
            (.cancelled, .unknown, false),
        ] as [(FailureKind?, Billed, Bool)])
    func whatMayHaveBeenBilledIsNotSentAgain(_ kind: FailureKind?, _ billed: Billed, _ isSent: Bool) {
        let standing = BatchStanding([TurnID("t1")], in: tree(turn("t1", kind, billed: billed))) { _ in true }
        #expect(standing.isToSend() == isSent)
        let outcome = kind?.outcome ?? .completed
        #expect(standing.isToSend(retrying: [outcome]) == (kind != nil))
    }

    @Test func whatNeverReachedTheSessionWasNotSent() {
        let lost = [TurnID("t1")]
        #expect(BatchStanding(lost, in: tree()) { _ in false } == .open)
        #expect(BatchStanding(lost, in: tree()) { _ in true } == .unfinished(TurnID("t1"), nil))
        #expect(BatchStanding(lost, in: tree()) { _ in true }.isToSend() == false)
    }

    @Test func aPictureThatIsThereCounts() {
        let tree = tree(turn("t1", .server), turn("t2", nil), turn("t3", .server))
        let standing = BatchStanding(["t1", "t2", "t3"].map { TurnID($0) }, in: tree) { _ in true }
        #expect(standing.outcome == .completed)
    }

    // MARK: All together

    private func report(_ standings: [BatchStanding], stop: BatchQueue.Stop? = nil) -> BatchReport {
        let model = CatalogueModel(id: "b", provider: "a", name: "B")
        let orders = standings.indices.map { index in
            BatchOrder(
                line: BatchLine(number: index + 1), key: "\(index)",
                plan: DryRun(
                    session: "s", parent: nil, prompt: "a fox", settings: TurnSettings(model: model.reference),
                    references: [], model: model, pixels: nil), references: [], output: nil)
        }
        return BatchReport(
            session: "s", gallery: "/g", orders: orders, standings: standings, stop: stop,
            cost: Cost(amount: 0, basis: .free), elapsedSeconds: 0)
    }

    private func ended(_ kind: FailureKind?) -> BatchStanding { .ended(turn("t", kind)) }

    @Test func theWorstDecidesTheCode() {
        let done = ended(nil)
        #expect(report([done, done]).exitCode == 0 && report([done]).outcome == .completed)
        #expect(report([done, ended(.contentRejected)]).exitCode == 3)
        #expect(report([ended(.contentRejected), ended(.server), ended(.network)]).exitCode == 7)
        #expect(report([.unfinished(TurnID("t"), nil), ended(.server)]).exitCode == 6)
        let budget = BatchQueue.Stop.failure(TurnFailure(.budget, message: "", advice: ""))
        #expect(report([ended(.server), .open], stop: budget).exitCode == 5)
        #expect(report([done, .open], stop: .person).exitCode == 130)
        #expect(report([done, ended(.server), .open], stop: .person).outcome == .cancelled)
        #expect(report([done, done], stop: .person).exitCode == 0, "it came to its end all the same")
    }

    @Test func thePartsMakeTheWhole() {
        let all = [ended(nil), ended(.server), ended(.noImage), ended(.cancelled), ended(.interrupted), .open]
        guard case .object(let members) = report(all).json else { return #expect(Bool(false), "no object") }
        func number(_ key: String) -> Int {
            if case .int(let number)? = members.first(where: { $0.key == key })?.value { number } else { -1 }
        }
        let parts = ["completed", "rejected", "failed", "interrupted", "cancelled", "left"].map(number)
        #expect(parts == [1, 1, 1, 1, 1, 1])
        #expect(number("total") == 6)
    }

    // MARK: Signals

    @Test func wishesGrowStepByStep() {
        let start = ContinuousClock.now
        var wishes = Wishes()
        #expect(wishes.take(SIGINT, at: start) == .stopSending)
        #expect(wishes.take(SIGINT, at: start + .milliseconds(100)) == .nothing, "one wish in two signals")
        #expect(wishes.take(SIGINT, at: start + .seconds(1)) == .cancel)
        #expect(wishes.take(SIGINT, at: start + .seconds(2)) == .leave)
        var terminated = Wishes()
        #expect(terminated.take(SIGTERM, at: start) == .stopSending)
        #expect(terminated.take(SIGTERM, at: start + .seconds(1)) == .leave)
        var closed = Wishes()
        #expect(closed.take(SIGHUP, at: start) == .stopSending)
        var detached = Wishes(hangUpIsIgnored: true)
        #expect(detached.take(SIGHUP, at: start) == .nothing)
    }

    // MARK: Lines

    @Test func membersAreReadStrictly() {
        func mistakes(_ line: String) -> [String] { BatchText(Array(line.utf8)).mistakes.map(\.words) }
        #expect(mistakes(#"{"prompt":"a","count":2,"seed":7,"references":["a.png"],"size":null}"#) == [])
        #expect(mistakes(#"{"prompt":7}"#) == ["prompt must be a text."])
        #expect(mistakes(#"{"prompt":"a","count":1.5}"#) == ["count must be a whole number."])
        #expect(mistakes(#"{"prompt":"a","count":true}"#) == ["count must be a whole number."])
        #expect(mistakes(#"{"prompt":"a","references":"a.png"}"#).count == 1)
        #expect(mistakes(#"{"prompt":"a"} {"prompt":"b"}"#).count == 1)
        #expect(mistakes(#"{"prompt":"a","Size":"1K","x":1}"#).count == 2)
        #expect(mistakes("").first?.contains("no request") == true)
        #expect(BatchText([0x7B, 0xFF, 0x7D]).mistakes.map(\.words) == ["is not UTF-8 text."])
        #expect(mistakes(#"{"id":null}"#) == ["has no prompt."])
    }

    @Test func progressFitsItsLine() {
        let progress = BatchProgress(
            total: 20, done: 5, running: 4, waiting: 11, spent: 0.67, ended: 5, elapsed: 35, usual: 18, concurrency: 4)
        #expect(progress.words == "5 of 20, 4 running, $0.67 spent, about 65 s left")
        for columns in [1, 10, 40, 80, 200] { #expect(progress.bar(columns: columns).count < max(2, columns)) }
        #expect(BatchProgress.time(5400) == "1 h 30 min")
    }
}
