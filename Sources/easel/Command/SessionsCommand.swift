import ArgumentParser
import Gallery
import StudioCore

struct SessionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions", abstract: "List sessions, or show the tree of one.",
        subcommands: [List.self, Show.self], defaultSubcommand: List.self)

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
        static let configuration = CommandConfiguration(abstract: "Show the tree of a session.")

        @Argument(help: "The session; the last one when left out.")
        var name: String?

        @Flag(help: "Print one JSON object.")
        var json = false

        @OptionGroup var common: CommonOptions

        mutating func run() async throws {
            let setup = try Setup(common)
            let shelf = SessionShelf(folders: setup.folders)
            guard let name = name ?? shelf.last else {
                throw TurnFailure.usage("There is no session yet.", advice: "“easel generate …” makes one.")
            }
            guard SessionName.isValid(name), shelf.exists(name) else {
                throw TurnFailure.usage("There is no session “\(name)”.", advice: "“easel sessions” lists them.")
            }
            let listing = SessionOutline(tree: try await shelf.tree(name), gallery: setup.folders.gallery)
            let console = Console()
            if json {
                console.out(listing.json.description)
            } else {
                for line in listing.lines { console.out(Console.safe(line)) }
            }
        }
    }
}
