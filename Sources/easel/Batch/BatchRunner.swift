import FoundationEssentials
import Gallery
import Glibc
import StudioCore

/// Sends what the queue says, as many at once as it lets, and writes down what became of each. Ctrl-C ends the sending
/// first, then what runs, then the program.
struct BatchRunner {
    var engine: SessionEngine
    var file: BatchFile
    var workspace: Workspace
    var orders: [BatchOrder]
    var copies: BatchCopies
    /// What became of each order.
    var standings: [BatchStanding]
    var queue: BatchQueue
    var console: Console

    /// Copies that could not be made, by order.
    private(set) var troubles: [Int: String] = [:]
    private var printer: BatchPrinter
    private var places: [TurnID: Int] = [:]
    private var ended = 0

    /// Those of this run.
    var turns: Set<TurnID> { Set(places.keys) }
    private let start = ContinuousClock.now
    private let usual: Double?

    /// All that can happen, in one queue with one reader.
    private enum Input: Sendable {
        case session(SessionEvent)
        case signal(Int32)
        case beat
    }

    init(
        engine: SessionEngine, file: BatchFile, workspace: Workspace, orders: [BatchOrder], copies: BatchCopies,
        standings: [BatchStanding], queue: BatchQueue, console: Console
    ) {
        self.engine = engine
        self.file = file
        self.workspace = workspace
        self.orders = orders
        self.copies = copies
        self.standings = standings
        self.queue = queue
        self.console = console
        printer = BatchPrinter(console: console)
        usual = queue.waiting.compactMap { orders[$0.index].usualSeconds }.max()
    }

    /// Returns once nothing runs any more.
    mutating func run() async {
        let hangUpIsIgnored = Hangup.isIgnored
        let interruption = Interruption()
        defer { interruption.stop() }
        let (inbox, continuation) = AsyncStream.makeStream(of: Input.self)
        let (engine, console, signals) = (engine, console, interruption.signals)
        var wishes = Wishes(hangUpIsIgnored: hangUpIsIgnored)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await event in engine.events { continuation.yield(.session(event)) } }
            group.addTask { for await number in signals { continuation.yield(.signal(number)) } }
            if console.errorIsTerminal {
                group.addTask {
                    while (try? await Task.sleep(for: .milliseconds(100))) != nil { continuation.yield(.beat) }
                }
            }
            if await isOver() { return group.cancelAll() }
            for await input in inbox {
                switch input {
                // Bytes come by the thousand, and change nothing here.
                case .session(.progress(_, _, let event)) where !event.isWaiting: continue
                case .session(let event): await take(event)
                case .signal(let number): await take(number, &wishes)
                case .beat: break
                }
                if await isOver() { return group.cancelAll() }
            }
        }
        printer.clear()
    }

    /// Sends as much as may be sent.
    private mutating func isOver() async -> Bool {
        while true {
            switch queue.next() {
            case .send(let entry): await send(entry.index)
            case .wait:
                if console.errorIsTerminal { printer.draw(progress) }
                return false
            case .end: return true
            }
        }
    }

    /// Written down first, then handed in: whenever this ends, a later run knows what may have been sent.
    private mutating func send(_ index: Int) async {
        let order = orders[index]
        // What has just been handed in may not be in the ledger yet.
        let others = queue.running.values.filter { $0.index != index }
        var estimate = order.estimate
        estimate.amount = others.reduce(estimate.amount) { $0 + $1.estimate }
        do throws(TurnFailure) {
            try workspace.checkBudget(estimate)
        } catch {
            return others.isEmpty ? queue.giveBack(index, for: error) : queue.hold(index)
        }
        do throws(TurnFailure) {
            let references = try await workspace.references(order.plan.references)
            guard references.map(\.sha256) == order.references.map(\.sha256) else {
                throw .usage(
                    "A picture that \(order.line.name) sends along was changed while the batch ran.",
                    advice: "Run the command again.")
            }
            let id = TurnID.make().following(await engine.tree.order.last)
            do throws(StoreFailure) {
                try await file.append(.begun(key: order.key, turn: id, at: Date()))
            } catch {
                var failure = error.asTurnFailure
                failure.billed = .no
                throw failure
            }
            places[id] = index
            try await engine.submit(
                TurnDraft(
                    prompt: order.plan.prompt, settings: order.settings, references: references,
                    parent: order.plan.parent, id: id))
        } catch {
            if error.endsBatch { return queue.giveBack(index, for: error) }
            standings[index] = .refused(error)
            queue.end(index, charge: 0, failure: error)
            printer.end(order, standings[index], progress)
        }
    }

    private mutating func take(_ event: SessionEvent) async {
        switch event {
        case .progress(let id, _, .waiting(let attempt, let seconds, let reason)):
            guard let index = places[id] else { return }
            let pause = Int(saturating: seconds.rounded(.up))
            printer.note("\(orders[index].line.name): \(reason); attempt \(attempt) in \(pause) s")
        case .trouble(let words): printer.note("easel: \(words)")
        case .ended(let id, let result):
            guard let index = places[id], queue.running[index] != nil, let turn = await engine.tree[id] else { return }
            let order = orders[index]
            standings[index] = .ended(turn)
            ended += 1
            let billed = result.failure?.billed ?? (result.cost.basis == .free ? .no : .yes)
            queue.end(
                index, charge: Spend.atMost(estimate: order.estimate.amount, result.cost, billed: billed),
                failure: result.failure)
            do throws(TurnFailure) {
                try await copies.copy(turn, of: order)
            } catch {
                troubles[index] = error.message
                printer.note("\(order.line.name): \(error.message). \(error.advice)")
            }
            printer.end(order, standings[index], progress)
        default: break
        }
    }

    private mutating func take(_ number: Int32, _ wishes: inout Wishes) async {
        switch wishes.take(number, at: .now) {
        case .nothing: break
        case .stopSending:
            queue.endForPerson()
            let again = number == SIGTERM ? "ends at once" : "cancels what runs, which may be billed"
            printer.note("No more is sent; what runs is received and saved first. Once more \(again).")
        case .cancel:
            queue.endForPerson()
            printer.note("Cancelling; what was asked for may be billed. Once more ends at once.")
            for (id, index) in places where queue.running[index] != nil { await engine.cancel(id) }
        case .leave:
            printer.clear()
            _exit(128 + number)
        }
    }

    private var progress: BatchProgress {
        let time = (ContinuousClock.now - start).components
        return BatchProgress(
            total: orders.count, done: orders.count - queue.waiting.count - queue.running.count,
            running: queue.running.count, waiting: queue.stop == nil ? queue.waiting.count : 0, spent: queue.spent,
            ended: ended, elapsed: Double(time.seconds) + Double(time.attoseconds) / 1e18,
            usual: usual, concurrency: queue.concurrency)
    }
}

extension ProviderEvent {
    fileprivate var isWaiting: Bool { if case .waiting = self { true } else { false } }
}
