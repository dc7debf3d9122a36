import ArgumentParser
import Gallery
import Pixels
import StudioCore

struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Send the same request to several models at once, or compare pictures.",
        discussion: """
            The turns stand side by side in one session; afterwards it says who took how long, for how much, and how far \
            the pictures are apart.

              easel compare a fox in snow -m nano-banana-pro -m gpt-image-2 -o sheet.png
              easel compare make it night --parent t_01JD… -m nano-banana -m sketch --json
              easel compare --pictures t_01JD… t_01JE… --sheet ansi
              easel compare --pictures t_01JD… t_01JE… --winner t_01JE… --tag portrait

            Ends with 0 when all completed, otherwise with the code of the worst outcome: cancelled before failed before \
            rejected, and of several such the first model's.
            """)

    @Argument(help: "What the picture should show; - reads it from standard input.")
    var prompt: [String] = []

    @Option(
        name: [.short, .customLong("model")],
        help: ArgumentHelp("A model to ask, two to four times; as “generate” takes it.", valueName: "model"))
    var models: [String] = []

    @OptionGroup var request: RequestOptions

    @Option(help: ArgumentHelp("Go on from this turn.", valueName: "turn"))
    var parent: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Compare these two to four files or turns instead; nothing is sent.", valueName: "picture"),
        completion: .file())
    var pictures: [String] = []

    @Option(
        help: ArgumentHelp(
            "Vote for one of --pictures, or none of them; its turn is gone on from.", valueName: "picture"))
    var winner: String?

    @Option(
        name: .customLong("tag"),
        help: ArgumentHelp("What the vote is about; may be given several times.", valueName: "word"))
    var tags: [String] = []

    @Flag(help: "Say how the models stand after all votes; nothing is sent.")
    var standings = false

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Write a contact sheet to this file; - for standard output.", valueName: "path"),
        completion: .file())
    var output: String?

    @Option(help: "The contact sheet as a picture (png) or as text for cat (ansi, printed where no -o is given).")
    var sheet: SheetKind?

    @Option(help: ArgumentHelp("Columns of an ANSI sheet; the terminal's when left out.", valueName: "n"))
    var columns: Int?

    @Flag(help: "Show on the sheet also where each picture differs from the first.")
    var differences = false

    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        if let columns, !(20...1000).contains(columns) { throw ValidationError("--columns takes 20 to 1000.") }
        if sheet == .png, output == nil { throw ValidationError("--sheet png needs -o FILE, or -o - for its bytes.") }
        let isPrinted = output == "-" || (sheet == .ansi && output == nil)
        if request.json, isPrinted {
            throw ValidationError("--json and the sheet both want standard output; name a file for -o.")
        }
        if standings, winner != nil || !tags.isEmpty {
            throw ValidationError("--standings tells of all votes and casts none: leave --winner and --tag out.")
        }
        if standings, output != nil || sheet != nil {
            throw ValidationError("--standings draws no sheet: leave -o and --sheet out.")
        }
        if let output, output != "-" { _ = try SheetKind(file: output, asked: sheet, otherwise: .png) }
        if winner != nil || !tags.isEmpty, pictures.isEmpty || winner == nil {
            throw ValidationError("--winner and --tag go with --pictures.")
        }
        if standings {
            guard prompt.isEmpty, models.isEmpty, pictures.isEmpty else {
                throw ValidationError("--standings takes no prompt, models or pictures.")
            }
        } else if !pictures.isEmpty {
            guard prompt.isEmpty, models.isEmpty else {
                throw ValidationError("--pictures sends nothing: leave the prompt and -m out.")
            }
            guard (2...4).contains(pictures.count) else {
                throw ValidationError("--pictures takes two to four, not \(pictures.count).")
            }
        } else {
            if prompt.isEmpty { throw ValidationError("Say what the picture should show, or name --pictures.") }
            guard (2...4).contains(models.count) else {
                throw ValidationError("Name two to four models with -m, not \(models.count).")
            }
        }
    }

    mutating func run() async throws {
        if standings { return try showStandings() }
        let environment = Environment.ofProcess()
        var sheetOutput: SheetOutput?
        if output != nil || sheet != nil {
            let kind = try output.flatMap { try $0 == "-" ? nil : SheetKind(file: $0, asked: sheet, otherwise: .png) }
            sheetOutput = SheetOutput(
                kind: kind ?? sheet ?? .png,
                path: output.flatMap { $0 == "-" ? nil : environment.absolute($0, in: environment.workingFolder) },
                columns: columns ?? Console().columns, colors: SymbolColors(environment))
        }
        if pictures.isEmpty {
            try await CompareTurns(
                common: common, request: request, models: models, words: prompt, parent: parent.map { TurnID($0) },
                sheet: sheetOutput, hasDifferences: differences
            ).run()
        } else {
            try await ComparePictures(
                common: common, subjects: pictures, sheet: sheetOutput, hasDifferences: differences,
                isJSON: request.json, winner: winner, tags: tags
            ).run()
        }
    }

    private func showStandings() throws {
        let (votes, notes) = try VoteFile(folders: try Setup(common).folders).read()
        let console = Console()
        for note in notes { console.note("easel: \(Console.safe(note))") }
        let listing = StandingsListing(votes: votes)
        if request.json {
            console.out(listing.json.description)
        } else {
            for line in listing.lines { console.out(Console.safe(line)) }
        }
    }
}
