import ArgumentParser
import Gallery
import StudioCore

extension SessionsCommand {
    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what two sessions asked, and what came of it, differently.",
            discussion: "- is only in the first, + only in the second, ~ in both and not the same.")

        @Argument(help: "A session.")
        var first: String

        @Argument(help: "The session it is held against.")
        var second: String

        @Flag(help: "Print one JSON object.")
        var json = false

        @OptionGroup var common: CommonOptions

        mutating func run() async throws {
            let shelf = SessionShelf(folders: try Setup(common).folders)
            for name in [first, second] { try SessionsCommand.check(name, shelf) }
            let diff = SessionDiff(try await shelf.tree(first), try await shelf.tree(second))
            let output = SessionDiffOutput(first: first, second: second, diff: diff)
            let console = Console()
            if json {
                console.out(output.json.description)
            } else {
                for line in output.lines { console.out(Console.safe(line)) }
            }
        }
    }

    /// That there is such a session.
    static func check(_ name: String, _ shelf: SessionShelf) throws(TurnFailure) {
        guard SessionName.isValid(name), shelf.exists(name) else {
            throw TurnFailure.usage("There is no session “\(name)”.", advice: "“easel sessions” lists them.")
        }
    }
}
