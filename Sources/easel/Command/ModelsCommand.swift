import ArgumentParser
import StudioCore

struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "List the models this machine knows, with sizes, prices and what is ready to use.")

    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("Only this provider's.", valueName: "name"))
    var provider: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    mutating func run() async throws {
        let setup = try Setup(common)
        let catalogue = try setup.catalogue()
        let known = setup.config.providers.map(\.name)
        if let provider, !known.contains(provider), !catalogue.models.contains(where: { $0.provider == provider }) {
            throw TurnFailure.usage(
                "There is no provider “\(provider)”.", advice: "Providers: \(known.joined(separator: ", ")).")
        }
        let models = catalogue.models.filter { provider == nil || $0.provider == provider }
        let ready = Set(setup.config.readyProviders(setup.environment))
        let standard = try catalogue.defaultModel(setup.config, setup.environment).reference
        let console = Console()
        if json {
            let list = models.map {
                ModelList.json($0, isReady: ready.contains($0.provider), isDefault: $0.reference == standard)
            }
            console.out(JSON.object(["models": .array(list)]).description)
        } else {
            for line in ModelList.lines(models, ready: ready, standard: standard) { console.out(line) }
        }
    }
}
