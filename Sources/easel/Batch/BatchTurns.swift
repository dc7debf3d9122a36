import FoundationEssentials
import Gallery
import StudioCore

/// Many requests from a file: turns side by side in one session, some at once, each sent once however often the command is
/// run.
struct BatchTurns {
    var common: CommonOptions
    var options: TurnOptions
    /// `-`: standard input.
    var file: String
    var concurrency: Int
    /// USD for all runs of the batch; nil: no cap.
    var budget: Double?
    /// Ends that are tried again.
    var retry: Set<Outcome>
    var isRemote: Bool

    /// All lines, and what became of them so far.
    private struct Plan {
        var orders: [BatchOrder]
        var standings: [BatchStanding]
        /// Of the batch's turns, by what they cost at most, USD.
        var charges: [TurnID: Double]
        var cost: Cost

        func pending(retrying retry: Set<Outcome>) -> [Int] {
            orders.indices.filter { standings[$0].isToSend(retrying: retry) }
        }

        var spent: Double { charges.values.reduce(0, +) }
    }

    func run() async throws {
        let start = ContinuousClock.now
        let setup = try Setup(common)
        let workspace = Workspace(setup, catalogue: try setup.catalogue())
        let source = BatchSource(file, setup.environment)
        let text = BatchText(try source.bytes())
        let (session, history) = try batch(source, workspace)
        let (orders, mistakes) = try await orders(of: text, in: session, source, workspace)
        var plan = try plan(orders, history, try await Self.tree(session, workspace), workspace)
        try check(plan, mistakes, source, workspace)
        if options.request.dryRun { return show(plan, session) }
        let console = Console()
        warn(plan, workspace, console)
        let (batch, begun) = try BatchFile.open(session, workspace.folders)
        if begun.file == nil { try await batch.append(.batch(file: source.path, at: Date())) }
        var copies = BatchCopies(file: batch, gallery: workspace.folders.gallery, done: begun.copies)
        var report: BatchReport
        let isOver = plan.pending(retrying: retry).isEmpty && !plan.standings.contains { $0.isUnfinished }
        if isOver, begun == history {
            report = self.report(plan, session, workspace)
            await copy(plan, &copies, &report.troubles, console)
        } else {
            report = try await send(&plan, begun, session: session, &copies, workspace, console)
        }
        let time = (ContinuousClock.now - start).components
        report.elapsedSeconds = Double(time.seconds) + Double(time.attoseconds) / 1e18
        deliver(report, console)
        if report.exitCode != 0 { throw Ending(code: report.exitCode) }
    }

    // MARK: Before anything is sent

    /// The batch is called as its session. A name that nobody chose joins no session that is there.
    /// - Throws: when the name is no name, or the file may have been another one's batch.
    private func batch(
        _ source: BatchSource, _ workspace: Workspace
    ) throws -> (name: String, history: BatchHistory) {
        if let name = options.request.session {
            guard SessionName.isValid(name) else {
                throw TurnFailure.usage(
                    "“\(name)” cannot be the name of a session.", advice: "Leave out “/”, and begin with a letter.")
            }
            return (name, try BatchFile.history(name, workspace.folders))
        }
        var other: (name: String, file: String)?
        var number = 1
        while true {
            let name = number == 1 ? source.name : "\(source.name)-\(number)"
            let history = try BatchFile.history(name, workspace.folders)
            if history.file == source.path { return (name, history) }
            if let file = history.file {
                other = other ?? (name, file)
            } else if !workspace.shelf.exists(name) {
                guard let other else { return (name, history) }
                // The file may have been moved: nobody but the person knows whether all of it is bought already.
                throw TurnFailure.usage(
                    "The batch “\(other.name)” was begun with \(other.file), not with \(source.path).",
                    advice:
                        "Go on with it: --session \(other.name). Begin another: --session \(name). Nothing was sent.")
            }
            number += 1
        }
    }

    private static func tree(_ session: String, _ workspace: Workspace) async throws -> SessionTree {
        guard workspace.shelf.exists(session) else { return SessionTree(name: session, createdAt: Date()) }
        return try await workspace.shelf.tree(session)
    }

    private func orders(
        of text: BatchText, in session: String, _ source: BatchSource, _ workspace: Workspace
    ) async throws -> ([BatchOrder], [BatchMistake]) {
        var planner = BatchPlanner(
            workspace: workspace, options: options, folder: source.folder,
            tree: try await Self.tree(session, workspace), concurrency: concurrency)
        let (orders, mistakes) = await planner.orders(text.lines)
        return (orders, text.mistakes + mistakes)
    }

    private func plan(
        _ orders: [BatchOrder], _ history: BatchHistory, _ tree: SessionTree, _ workspace: Workspace
    ) throws -> Plan {
        let turns = history.turns
        var charges = Spend.atMost(of: turns, turns.isEmpty ? [] : try LedgerFile.read(workspace.folders).entries)
        let standings = orders.map { order in
            BatchStanding(history.begun[order.key] ?? [], in: tree) { charges[$0] != nil }
        }
        let results = turns.compactMap { id in tree[id]?.result.map { (id, $0) } }
        // The ledger may have been lost since.
        for (id, result) in results where charges[id] == nil { charges[id] = result.cost.amount }
        return Plan(
            orders: orders, standings: standings, charges: charges, cost: .total(results.map(\.1.cost)))
    }

    /// All that can be wrong with any of them is found before the first is sent.
    private func check(
        _ plan: Plan, _ mistakes: [BatchMistake], _ source: BatchSource, _ workspace: Workspace
    ) throws {
        let pending = plan.pending(retrying: retry).map { plan.orders[$0] }
        var mistakes = mistakes
        for order in pending {
            guard let output = order.output else { continue }
            do throws(TurnFailure) {
                try PictureOutput.check(output, pictures: order.settings.count)
            } catch {
                mistakes.append(BatchMistake(line: order.line.number, words: "\(error.message) \(error.advice)"))
            }
        }
        if !mistakes.isEmpty { throw Self.failure(mistakes, source) }
        if isRemote {
            let provider = plan.orders.first?.settings.model.provider ?? "The provider"
            throw TurnFailure.usage(
                "\(provider) has no batch service Easel can speak to.", advice: "Leave --remote out.")
        }
        for order in pending where order.estimate.basis == .unknown {
            if let refusal = workspace.cap.refusal(order.estimate, spent: 0) { throw refusal }
            guard budget != nil else { continue }
            throw TurnFailure(
                .budget,
                message:
                    "No price is known for \(order.settings.model) (\(order.line.name)): the budget could not be kept.",
                advice: "Give the model a price in \(workspace.cap.catalogueFile) (per_image is enough), or leave "
                    + "--budget out. Nothing was sent.", billed: .no)
        }
        if options.request.dryRun { return }
        var known: Set<String> = []
        for order in pending where known.insert(order.settings.model.provider).inserted {
            do throws(TurnFailure) {
                _ = try workspace.providers.provider(order.settings.model.provider).get()
            } catch {
                throw RefusedTurn(failure: error, settings: order.settings)
            }
        }
    }

    private static func failure(_ mistakes: [BatchMistake], _ source: BatchSource) -> TurnFailure {
        let sorted = mistakes.enumerated().sorted { ($0.1.line, $0.0) < ($1.1.line, $1.0) }.map(\.1)
        let words = sorted.map { $0.line == 0 ? $0.words : "line \($0.line): \($0.words)" }
        let count = sorted.count == 1 ? "1 mistake" : "\(sorted.count) mistakes"
        return .usage(
            (["\(count) in \(source.title):"] + words).joined(separator: "\n"),
            advice: "Nothing was sent.")
    }

    private func show(_ plan: Plan, _ session: String) {
        let dryRun = BatchDryRun(
            session: session, orders: plan.orders, standings: plan.standings, pending: plan.pending(retrying: retry),
            budget: budget, spent: plan.spent)
        let console = Console()
        if options.request.json { return console.out(dryRun.json.description) }
        for line in dryRun.lines { console.out(Console.safe(line)) }
    }

    private func warn(_ plan: Plan, _ workspace: Workspace, _ console: Console) {
        var warned: Set<String> = []
        for index in plan.pending(retrying: retry) {
            let provider = plan.orders[index].settings.model.provider
            if warned.insert(provider).inserted { console.warn(workspace.setup.config[provider: provider]) }
        }
    }

    // MARK: Sending

    private func send(
        _ plan: inout Plan, _ history: BatchHistory, session: String, _ copies: inout BatchCopies,
        _ workspace: Workspace, _ console: Console
    ) async throws -> BatchReport {
        let (engine, notes) = try await workspace.open(session)
        for note in notes { console.note("easel: \(Console.safe(note))") }
        if !history.turns.isEmpty {
            let recovery = await Recovery(workspace: workspace).run(open: engine)
            if let notice = recovery.notice { console.note("easel: \(Console.safe(notice))") }
        }
        plan = try self.plan(plan.orders, history, await engine.tree, workspace)
        var troubles: [Int: String] = [:]
        await copy(plan, &copies, &troubles, console)
        let waiting = plan.pending(retrying: retry).map { index in
            let order = plan.orders[index]
            return BatchQueue.Entry(index: index, count: order.settings.count, estimate: order.estimate.amount)
        }
        var runner = BatchRunner(
            engine: engine, file: copies.file, workspace: workspace, orders: plan.orders, copies: copies,
            standings: plan.standings,
            queue: BatchQueue(waiting, concurrency: concurrency, budget: budget, spent: plan.spent), console: console)
        await runner.run()
        await workspace.providers.close()
        plan.standings = runner.standings
        let earlier = plan.cost
        let made = await engine.tree.turns.values.filter { runner.turns.contains($0.id) }.compactMap(\.result?.cost)
        plan.cost = .total((history.turns.isEmpty ? [] : [earlier]) + made)
        var report = self.report(plan, session, workspace)
        report.stop = runner.queue.stop
        report.troubles = troubles.merging(runner.troubles) { $1 }
        return report
    }

    /// What earlier runs finished and did not come to copy.
    private func copy(
        _ plan: Plan, _ copies: inout BatchCopies, _ troubles: inout [Int: String], _ console: Console
    ) async {
        for (index, standing) in plan.standings.enumerated() {
            guard case .ended(let turn) = standing else { continue }
            do throws(TurnFailure) {
                try await copies.copy(turn, of: plan.orders[index])
            } catch {
                troubles[index] = error.message
                console.note(Console.safe("\(plan.orders[index].line.name): \(error.message). \(error.advice)"))
            }
        }
    }

    // MARK: The end

    private func report(_ plan: Plan, _ session: String, _ workspace: Workspace) -> BatchReport {
        BatchReport(
            session: session, gallery: workspace.folders.gallery, orders: plan.orders, standings: plan.standings,
            cost: plan.cost, elapsedSeconds: 0)
    }

    private func deliver(_ report: BatchReport, _ console: Console) {
        if options.request.json {
            console.out(report.json.description)
        } else {
            for line in report.lines { console.out(Console.safe(line)) }
        }
        for line in report.summary { console.note(Console.safe(line)) }
    }
}
