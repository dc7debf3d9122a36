import Decoding
import Gallery
import Glibc
import Providers
import StudioCore

/// Finds out how an endpoint is spoken to: asks for nothing, says what the rest may cost, and draws only when it may.
struct Probe {
    var setup: Setup
    /// The provider's.
    var name: String
    /// As the person wrote it; nil: the provider's cheapest.
    var model: String?
    /// The person said yes beforehand.
    var isAgreed: Bool
    var isJSON: Bool
    var console = Console()

    func run() async throws {
        let provider = try provider()
        let catalogue = try setup.catalogue()
        let directory = ProviderDirectory(
            config: setup.config, environment: setup.environment, decoder: DecodeClient())
        // Once: a command for it may ask the person.
        var keyed = provider
        if provider.auth != .none { keyed.keys = [.literal(try await directory.key(of: provider))] }
        let chooser = ProbeModel(
            provider: provider, providers: setup.config.providers, catalogue: catalogue, name: model)
        _ = try chooser.catalogue(with: [])
        let look = try await directory.look(at: keyed, known: Set(catalogue.models.map(\.id))) { listed in
            (try? chooser.catalogue(with: listed)).flatMap { chooser.model(in: $0, listed: listed)?.id }
        }
        let all = try chooser.catalogue(with: look.models)
        let chosen = chooser.model(in: all, listed: look.models)
        var report = ProbeReport(
            provider: provider, look: look,
            plan: chosen.map { ProbePlan(provider, model: $0, findings: look.findings, catalogue: all) },
            session: ProbeSession.name(of: name))
        if report.plan?.dialects.isEmpty == true { report.plan = nil }
        say(report.routeLines + report.planLines)
        guard let plan = report.plan else {
            report.failure = nothingToDraw(look, hasModel: chosen != nil)
            throw end(report)
        }
        report.isAgreed = agrees()
        guard report.isAgreed else {
            say(report.json)
            return console.note("Nothing was drawn. Say --yes to go on.")
        }
        (report.trials, report.failure) = await trials(of: plan, keyed, all)
        report.profile = ProbeProfile(
            provider, plan: plan, trials: report.trials, isNamed: catalogue[plan.model.reference] == nil,
            variable: setup.environment.first(of: provider.variables)?.name)
        say(report.resultLines)
        if report.profile == nil || report.failure != nil { throw end(report) }
        say(report.json)
    }

    /// Says why, after all else: what was found is worth having all the same.
    private func end(_ report: ProbeReport) -> Ending {
        say(report.json)
        let failure = report.failure ?? report.trials.last?.failure
        if let failure = report.failure {
            console.note("easel: \(Console.safe(failure.message))")
            console.note(Console.safe(failure.advice))
        } else if let failure {
            console.note("No picture came. \(Console.safe(failure.advice))")
        }
        return Ending(code: failure?.kind.exitCode ?? 1)
    }

    /// - Returns: with the failure that kept the next one from being asked for.
    private func trials(
        of plan: ProbePlan, _ provider: ProviderConfig, _ catalogue: Catalogue
    ) async -> ([ProbeTrial], TurnFailure?) {
        var trials: [ProbeTrial] = []
        do throws(TurnFailure) {
            var session = try await ProbeSession(of: name, in: setup.folders)
            while let step = plan.next(after: trials) {
                let workspace = workspace(for: step, of: plan, provider, catalogue)
                try workspace.checkBudget(plan.estimate)
                console.note("easel: \(step.title)")
                let (turn, form) = try await session.draw(plan, in: workspace, console: console)
                trials.append(trial(step, turn, form, plan))
            }
            return (trials, nil)
        } catch {
            return (trials, error)
        }
    }

    /// The world in which the endpoint is spoken to like this.
    private func workspace(
        for step: ProbeStep, of plan: ProbePlan, _ provider: ProviderConfig, _ catalogue: Catalogue
    ) -> Workspace {
        var model = plan.model
        model.wire = step.dialect == plan.own ? model.wire : WireProfile()
        model.wire.dialect = step.dialect
        model.wire.sizeStyle = step.style ?? model.wire.sizeStyle
        model.wire.responseFormat = step.format ?? model.wire.responseFormat
        var catalogue = catalogue
        for index in catalogue.models.indices where catalogue.models[index].reference == model.reference {
            catalogue.models[index] = model
        }
        var setup = setup
        var provider = provider
        if step.dialect != provider.wire.dialect ?? provider.dialect { provider.wire = WireProfile() }
        for index in setup.config.providers.indices where setup.config.providers[index].name == provider.name {
            setup.config.providers[index] = provider
        }
        return Workspace(setup, catalogue: catalogue)
    }

    private func trial(_ step: ProbeStep, _ turn: Turn, _ form: PictureForm?, _ plan: ProbePlan) -> ProbeTrial {
        let cost = turn.result?.cost ?? Cost(amount: 0, basis: .unknown)
        guard let image = turn.finals.last else {
            let unknown = TurnFailure(.noImage, message: "No picture came.", advice: "", billed: .unknown)
            return ProbeTrial(
                step: step, turn: turn.id, cost: cost, outcome: .failure(turn.result?.failure ?? unknown))
        }
        let pixels = OutputPixels(width: image.width, height: image.height)
        return ProbeTrial(
            step: step, turn: turn.id, cost: cost,
            outcome: .picture(
                ProbeTrial.Picture(
                    path: "\(setup.folders.gallery)/\(image.path)", pixels: pixels,
                    size: SizeFinding(asked: plan.settings, expected: plan.expected, got: pixels), form: form)))
    }

    // MARK: What is said, and heard

    private func agrees() -> Bool {
        if isAgreed { return true }
        guard isatty(STDIN_FILENO) == 1, console.errorIsTerminal else { return false }
        console.note(raw: "\nGo on? [y/N] ")
        return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
    }

    private func say(_ lines: [String]) {
        guard !isJSON else { return }
        for line in lines { console.out(Console.safe(line)) }
    }

    private func say(_ json: JSON) { if isJSON { console.out(json.description) } }

    // MARK: What is wrong

    private func provider() throws(TurnFailure) -> ProviderConfig {
        let names = setup.config.providers.filter { $0.dialect != .sketch }.map(\.name)
        guard let provider = setup.config[provider: name] else {
            throw .usage("There is no provider “\(name)”.", advice: "Providers: \(names.joined(separator: ", ")).")
        }
        guard provider.dialect != .sketch else {
            throw .usage(
                "sketch is a part of Easel: there is no endpoint to probe.",
                advice: "Providers: \(names.joined(separator: ", ")).")
        }
        return provider
    }

    private func nothingToDraw(_ look: EndpointLook, hasModel: Bool) -> TurnFailure {
        let url = setup.config[provider: name]?.baseURL ?? name
        if look.findings.contains(where: { $0.verdict == .locked }) {
            return TurnFailure(
                .authentication, message: "\(url) answers, but refuses the key of \(name).",
                advice: "Copy the key again, and look at how it is sent (auth in config.toml).", billed: .no)
        }
        if !hasModel, look.findings.contains(where: { $0.verdict == .speaks && $0.route.dialect != nil }) {
            return TurnFailure.usage(
                "No model of \(name) is known to try it with.", advice: "Name one: -m MODEL. Nothing was drawn.")
        }
        return TurnFailure(
            .modelUnavailable, message: "\(url) has no route that draws\(look.model.map { " with \($0)" } ?? "").",
            advice: "Check base_url; or name another model: -m MODEL. Nothing was drawn.", billed: .no)
    }
}
