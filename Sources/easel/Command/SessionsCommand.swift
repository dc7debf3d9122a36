import ArgumentParser
import Decoding
import Gallery
import Pixels
import StudioCore

struct SessionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions", abstract: "List sessions, show the tree of one, or hold two against each other.",
        subcommands: [List.self, Show.self, Diff.self], defaultSubcommand: List.self)

    /// For the help that every command has.
    @OptionGroup var common: CommonOptions

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all sessions, last used first.")

        @Flag(help: "Print one JSON object.")
        var json = false

        @OptionGroup var common: CommonOptions

        mutating func run() async throws {
            let shelf = SessionShelf(folders: try Setup(common).folders)
            let sessions = shelf.entries().map { ($0, shelf.summary($0.name)) }
            let console = Console()
            if json {
                let list = sessions.map { entry, summary in
                    JSON.object([
                        "name": .string(entry.name), "path": .string(entry.path), "turns": .int(summary?.turns),
                        "first_prompt": .string(summary?.firstPrompt), "bytes": .int(entry.bytes),
                    ])
                }
                console.out(JSON.object(["sessions": .array(list)]).description)
                return
            }
            let rows = sessions.map { entry, summary in
                [
                    entry.name, summary.map { $0.turns == 1 ? "1 turn" : "\($0.turns) turns" } ?? "cannot be read",
                    summary?.firstPrompt ?? "",
                ]
            }
            for line in Columns.lines(rows) { console.out(Console.safe(line)) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the tree of a session, or the pictures of one of its branches.")

        @Argument(help: "The session; the last one when left out.")
        var name: String?

        @Option(help: ArgumentHelp("The end of the branch; the selected turn when left out.", valueName: "turn"))
        var turn: String?

        @Option(
            help: ArgumentHelp(
                "Write the branch as a contact sheet: FILE.png, or any other name for text that cat prints; - prints it.",
                valueName: "file"), completion: .file())
        var sheet: String?

        @Option(
            help: ArgumentHelp("Write how the picture came to be as an animated GIF.", valueName: "file"),
            completion: .file())
        var strip: String?

        @Flag(help: "Print one JSON object.")
        var json = false

        @OptionGroup var common: CommonOptions

        mutating func validate() throws {
            if turn != nil, sheet == nil, strip == nil { throw ValidationError("--turn goes with --sheet or --strip.") }
            if let sheet, sheet != "-" { _ = try SheetKind(file: sheet, asked: nil, otherwise: .ansi) }
            // A device takes anything.
            if let strip, !strip.lowercased().hasSuffix(".gif"), !strip.hasPrefix("/dev/") {
                throw ValidationError("--strip is an animated GIF: name a .gif file, not “\(strip)”.")
            }
            if sheet == "-", json { throw ValidationError("--json and --sheet - both want standard output.") }
        }

        mutating func run() async throws {
            let setup = try Setup(common)
            let shelf = SessionShelf(folders: setup.folders)
            guard let name = name ?? shelf.last else {
                throw TurnFailure.usage("There is no session yet.", advice: "“easel generate …” makes one.")
            }
            try SessionsCommand.check(name, shelf)
            let tree = try await shelf.tree(name)
            if sheet != nil || strip != nil { return try await draw(tree, setup) }
            let listing = SessionOutline(tree: tree, gallery: setup.folders.gallery)
            let console = Console()
            if json {
                console.out(listing.json.description)
            } else {
                for line in listing.lines { console.out(Console.safe(line)) }
            }
        }

        private func draw(_ tree: SessionTree, _ setup: Setup) async throws {
            let end = turn.map { TurnID($0) } ?? tree.selected
            let branch = tree.branch(to: end)
            guard !branch.isEmpty else {
                throw TurnFailure.usage(
                    turn.map { "There is no turn \($0) in the session “\(tree.name)”." }
                        ?? "No turn of “\(tree.name)” is selected.", advice: "Name one with --turn.")
            }
            let decoder = DecodeClient()
            let pictures = BranchSheet(
                session: tree.name, branch: branch, store: GalleryStore(folders: setup.folders, decoder: decoder),
                decoder: decoder)
            func absolute(_ path: String) -> String {
                setup.environment.absolute(path, in: setup.environment.workingFolder)
            }
            let console = Console()
            if let sheet {
                let output = SheetOutput(
                    kind: try sheet == "-" ? .ansi : SheetKind(file: sheet, asked: nil, otherwise: .ansi),
                    path: sheet == "-" ? nil : absolute(sheet), columns: console.columns,
                    colors: SymbolColors(setup.environment))
                if let path = output.path { try PictureOutput.check(path, pictures: 1) }
                try output.write(title: pictures.title, cells: await pictures.cells())
            }
            if let strip {
                try PictureOutput.check(absolute(strip), pictures: 1)
                try SheetOutput.put(try await pictures.strip().bytes, at: absolute(strip))
            }
            let written = [sheet, strip].compactMap { $0 == "-" ? nil : $0.map(absolute) }
            if json {
                console.out(
                    JSON.object([
                        "session": .string(tree.name), "turns": .array(branch.map { .string($0.id.rawValue) }),
                        "sheet": .string(sheet.map(absolute)), "strip": .string(strip.map(absolute)),
                    ]).description)
            } else {
                for path in written { console.out(Console.safe(path)) }
            }
        }
    }
}
