import Gallery
import StudioCore

/// What `generate` and `edit` share: from flags to one turn, its pictures and its report.
struct TurnCommand {
    var common: CommonOptions
    var options: TurnOptions
    var words: [String]
    var origin: TurnStart.Origin
    var region: Region?
    var locksOutside = false

    func run() async throws {
        let setup = try Setup(common)
        let workspace = Workspace(setup, catalogue: try setup.catalogue())
        let prompt = try PromptInput.prompt(words)
        let start = try await TurnStart(origin, named: options.request.session, prompt: prompt, shelf: workspace.shelf)
        let model = try model(start, workspace)
        var settings = try options.request.settings(
            for: model, count: options.count, defaults: start.defaults(setup.config.defaults), region: region)
        if locksOutside { settings.lockOutside = true }
        let here = setup.environment.workingFolder
        let pictures = start.pictures + options.request.images.map { setup.environment.absolute($0, in: here) }
        let plan = DryRun(
            session: start.session, parent: start.parent?.id, prompt: prompt, settings: settings, references: pictures,
            model: model,
            pixels: workspace.catalogue.pixels(of: model, size: settings.size, aspect: settings.aspect))
        let code: Int32
        do throws(TurnFailure) {
            let largest = pictures.map(PictureOutput.bytes).max() ?? 0
            if let problem = workspace.catalogue.problem(
                with: settings, prompt: prompt, references: plan.picturesSent, largest: largest)
            {
                throw problem
            }
            if options.request.dryRun { return show(plan) }
            // All that can be wrong is found before a session is made for it.
            _ = try workspace.providers.provider(model.provider).get()
            try workspace.checkBudget(plan.estimate)
            if let output = options.output { try PictureOutput.check(output, pictures: settings.count) }
            Console().warn(setup.config[provider: model.provider])
            let draft = TurnDraft(
                prompt: prompt, settings: settings, references: try await workspace.references(pictures),
                parent: start.parent?.id, parentVariant: start.parentVariant)
            code = try await run(draft, at: start, model: model, workspace: workspace)
        } catch {
            throw RefusedTurn(failure: error, settings: settings)
        }
        if code != 0 { throw Ending(code: code) }
    }

    /// - Returns: the exit code.
    private func run(
        _ draft: TurnDraft, at start: TurnStart, model: CatalogueModel, workspace: Workspace
    ) async throws(TurnFailure) -> Int32 {
        let console = Console()
        let (engine, notes) =
            start.isNew
            ? (try await workspace.openNew(for: draft.prompt), []) : try await workspace.open(start.session)
        for note in notes { console.note("easel: \(Console.safe(note))") }
        let line = ProgressLine(model: "\(model.reference)", usual: model.usualSeconds(draft.settings.size))
        let runner = TurnRunner(engine: engine, lines: [line], console: console)
        let turn: Turn
        do {
            turn = try await runner.run(draft)
        } catch {
            await workspace.providers.close()
            throw error
        }
        await workspace.providers.close()
        return await TurnDelivery(
            turn: turn, session: await engine.tree.name, model: model, gallery: workspace.folders.gallery,
            options: options,
            console: console,
            thumbnail: Thumbnail(
                environment: workspace.setup.environment, mode: workspace.setup.config.defaults.graphics, room: nil,
                decoder: workspace.decoder)
        ).deliver()
    }

    private func show(_ plan: DryRun) {
        let console = Console()
        if options.request.json {
            console.out(plan.json.description)
        } else {
            for line in plan.lines { console.out(Console.safe(line)) }
        }
    }

    /// The named model; else the one the branch was made with, as long as it lives; else the default.
    private func model(_ start: TurnStart, _ workspace: Workspace) throws(TurnFailure) -> CatalogueModel {
        let (config, environment) = (workspace.setup.config, workspace.setup.environment)
        if let name = options.model { return try workspace.catalogue.model(named: name, config, environment) }
        if let before = start.parent?.settings.model, let model = workspace.catalogue[before], model.status != .shutdown
        {
            return model
        }
        return try workspace.catalogue.defaultModel(config, environment)
    }
}

/// A turn that was not begun, with what had been settled about it by then.
struct RefusedTurn: Error {
    var failure: TurnFailure
    var settings: TurnSettings
}
