import ArgumentParser
import Decoding
import StudioCore

struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "List the models this machine knows, with sizes, prices and what is ready to use.",
        discussion: """
            The facts come from the shipped catalogue and your catalogue.toml. With --refresh the providers you have a key
            for are asked for their own lists first: what is new appears, what they no longer list is marked.
            """)

    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("Only this provider's.", valueName: "name"))
    var provider: String?

    @Flag(help: "Ask the providers for their own lists first; costs nothing.")
    var refresh = false

    @Flag(help: "Print one JSON object.")
    var json = false

    mutating func run() async throws {
        let setup = try Setup(common)
        var catalogue = try setup.catalogue()
        let console = Console()
        var outcomes: [ModelRefresh.Outcome] = []
        if refresh {
            let directory = ProviderDirectory(
                config: setup.config, environment: setup.environment, decoder: DecodeClient())
            outcomes = try await ModelRefresh(setup: setup, catalogue: catalogue, directory: directory).run(provider)
            for line in outcomes.flatMap(\.lines) { console.note("easel: \(Console.safe(line))") }
            catalogue = try setup.catalogue()
        }
        try show(catalogue, setup, outcomes, console)
        for outcome in outcomes where !outcome.isOptional {
            if case .failure(let failure) = outcome.result { throw Ending(code: failure.kind.exitCode) }
        }
    }

    private func show(
        _ catalogue: Catalogue, _ setup: Setup, _ outcomes: [ModelRefresh.Outcome], _ console: Console
    ) throws {
        let known = setup.config.providers.map(\.name)
        if let provider, !known.contains(provider), !catalogue.models.contains(where: { $0.provider == provider }) {
            throw TurnFailure.usage(
                "There is no provider “\(provider)”.", advice: "Providers: \(known.joined(separator: ", ")).")
        }
        let models = catalogue.models.filter { provider == nil || $0.provider == provider }
        let ready = Set(setup.config.readyProviders(setup.environment))
        let standard = try catalogue.defaultModel(setup.config, setup.environment).reference
        if json {
            let list = models.map {
                ModelList.json(
                    $0, catalogue, isReady: ready.contains($0.provider), isDefault: $0.reference == standard)
            }
            var members = [JSON.Member(key: "models", value: .array(list))]
            if refresh { members.append(JSON.Member(key: "refreshed", value: .array(outcomes.map(\.json)))) }
            console.out(JSON.object(members).description)
            return
        }
        for line in ModelList.lines(models, ready: ready, standard: standard) { console.out(line) }
        if models.isEmpty, let provider {
            console.note(
                "easel: No model of \(provider) is known: ask for its list with --refresh, or name models under "
                    + "[providers.\(provider)] in config.toml: models = [\"…\"].")
        }
    }
}
