import ArgumentParser
import Gallery
import Glibc

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "Say what this terminal can do, which keys were found (never their values), and what needs your hand.",
        discussion: """
            Ends with 2 when a file of yours has a mistake.

            --recover reads again what had arrived of turns that were cut short by a crash: their pictures come into the
            gallery, the turns get an end. Nothing is sent again. The studio does the same at every start.

            --probe finds out which dialects an endpoint speaks, where it hears the size, and whether pictures come as URL or
            base64, and prints a profile for config.toml. It asks for nothing first, which is free, and says what it would
            draw and what that may cost: at most three pictures, and none before you say yes. They are kept like any others.
            """)

    @OptionGroup var common: CommonOptions

    @Flag(help: "Print one JSON object.")
    var json = false

    @Flag(help: "Recover the pictures of turns that were cut short, and say what became of them.")
    var recover = false

    @Option(help: ArgumentHelp("Find out how this provider's endpoint is spoken to.", valueName: "provider"))
    var probe: String?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("With --probe: the model to try it with, else the cheapest.", valueName: "model"))
    var model: String?

    @Flag(help: "With --probe: draw without asking.")
    var yes = false

    mutating func validate() throws {
        if probe == nil, model != nil || yes { throw ValidationError("-m and --yes belong to --probe PROVIDER.") }
        if probe != nil, recover { throw ValidationError("--probe and --recover are two things: one after the other.") }
    }

    mutating func run() async throws {
        if let probe {
            return try await Probe(
                setup: try Setup(common), name: probe, model: model, isAgreed: yes, isJSON: json
            ).run()
        }
        let setup = Setup(tolerating: common)
        if recover { return try await recover(setup) }
        let report = Doctor(setup: setup).report()
        let console = Console()
        if json {
            console.out(report.json.description)
        } else {
            for line in report.lines { console.out(line) }
        }
        if !report.problems.isEmpty { throw Ending(code: 2) }
    }

    private func recover(_ setup: Setup) async throws {
        let (catalogue, _) = CatalogueLoader.load(setup.environment, config: setup.config)
        let report = await Recovery(workspace: Workspace(setup, catalogue: catalogue)).run(isThorough: true)
        let console = Console()
        if json {
            console.out(report.json(gallery: setup.folders.gallery).description)
        } else {
            for line in report.lines(gallery: setup.folders.gallery) { console.out(Console.safe(line)) }
        }
        if !report.isWell { throw Ending(code: 1) }
    }
}
