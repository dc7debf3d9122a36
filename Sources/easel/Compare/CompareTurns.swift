import Gallery
import Pixels
import StudioCore

/// The same request to several models: turns side by side under one parent of one session, sent at once.
struct CompareTurns {
    /// What one model is asked.
    private struct Order {
        var model: CatalogueModel
        var settings: TurnSettings
        var plan: DryRun
    }

    var common: CommonOptions
    var request: RequestOptions
    /// As they were named, two to four.
    var models: [String]
    var words: [String]
    var parent: TurnID?
    /// nil: none is wanted.
    var sheet: SheetOutput?
    var hasDifferences: Bool

    func run() async throws {
        let setup = try Setup(common)
        let workspace = Workspace(setup, catalogue: try setup.catalogue())
        let prompt = try PromptInput.prompt(words)
        let start = try await TurnStart(
            parent.map { .turn($0) } ?? .nothing, named: request.session, prompt: prompt, shelf: workspace.shelf)
        let here = setup.environment.workingFolder
        let pictures = request.images.map { setup.environment.absolute($0, in: here) }
        let orders = try orders(prompt, pictures, start, workspace)
        let total = Cost.total(orders.map(\.plan.estimate))
        if request.dryRun { return show(orders.map(\.plan), total) }
        let console = Console()
        // All that can be wrong with any of them is found before the first is sent.
        for order in orders {
            do throws(TurnFailure) {
                _ = try workspace.providers.provider(order.model.provider).get()
            } catch {
                throw RefusedTurn(failure: error, settings: order.settings)
            }
        }
        try workspace.checkBudget(total)
        if let path = sheet?.path { try PictureOutput.check(path, pictures: 1) }
        var warned: Set<String> = []
        for order in orders where warned.insert(order.model.provider).inserted {
            console.warn(setup.config[provider: order.model.provider])
        }
        let references = try await workspace.references(pictures)
        let (engine, notes) =
            start.isNew ? (try await workspace.openNew(for: prompt), []) : try await workspace.open(start.session)
        for note in notes { console.note("easel: \(Console.safe(note))") }
        let runner = TurnRunner(
            engine: engine,
            lines: orders.map {
                ProgressLine(model: "\($0.model.reference)", usual: $0.model.usualSeconds($0.settings.size))
            }, console: console)
        let answers = await runner.run(
            orders.map { order in
                TurnDraft(
                    prompt: prompt, settings: order.settings, references: references, parent: start.parent?.id,
                    parentVariant: start.parentVariant)
            })
        await workspace.providers.close()
        let session = await engine.tree.name
        let contenders = zip(answers, orders).map { answer, order in
            Contender(
                answer, settings: order.settings, prompt: prompt, session: session,
                gallery: workspace.folders.gallery)
        }
        let comparison = await Comparison.measured(contenders, decoder: workspace.decoder)
        let delivery = ComparisonDelivery(
            comparison: comparison, title: prompt, sheet: sheet, hasDifferences: hasDifferences,
            isJSON: request.json, console: console)
        let code = delivery.deliver { report in report.json(session: session, parent: start.parent?.id, prompt: prompt)
        }
        if code != 0 { throw Ending(code: code) }
    }

    /// - Throws: what is wrong with the first request that may not go.
    private func orders(
        _ prompt: String, _ pictures: [String], _ start: TurnStart, _ workspace: Workspace
    ) throws -> [Order] {
        let setup = workspace.setup
        let largest = pictures.map(PictureOutput.bytes).max() ?? 0
        var orders: [Order] = []
        for name in models {
            let model = try workspace.catalogue.model(named: name, setup.config, setup.environment)
            if let twice = orders.first(where: { $0.model.reference == model.reference }) {
                throw TurnFailure.usage(
                    "\(twice.model.reference) is named twice.", advice: "Name other models to compare it with.")
            }
            let settings = try request.settings(for: model, defaults: start.defaults(setup.config.defaults))
            let plan = DryRun(
                session: start.session, parent: start.parent?.id, prompt: prompt, settings: settings,
                references: pictures, model: model,
                pixels: workspace.catalogue.pixels(of: model, size: settings.size, aspect: settings.aspect))
            if let problem = workspace.catalogue.problem(
                with: settings, prompt: prompt, references: plan.picturesSent, largest: largest)
            {
                throw RefusedTurn(failure: problem, settings: settings)
            }
            orders.append(Order(model: model, settings: settings, plan: plan))
        }
        return orders
    }

    private func show(_ plans: [DryRun], _ total: Cost) {
        let console = Console()
        if request.json {
            console.out(
                JSON.object([
                    "dry_run": .bool(true), "requests": .array(plans.map(\.json)), "cost": .cost(total),
                ]).description)
            return
        }
        for plan in plans {
            for line in plan.lines.dropLast() { console.out(Console.safe(line)) }
            console.out("")
        }
        console.out("together:   \(Money.text(total))")
        console.out("Nothing was sent.")
    }
}
