import ArgumentParser
import Decoding
import Dispatch
import Glibc
import Terminal

/// The program's words. What each command does stands at the command.
@main
struct Easel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "easel",
        abstract: "A terminal studio for making and editing pictures with Nano Banana and other image models.",
        discussion: """
            “easel” alone opens the studio. Without any key the offline painter “sketch” stands in (not AI), so everything \
            can be tried.

            Exit codes: 0 completed, 1 other failure, 2 usage, 3 rejected by the model, 4 key or permission, 5 quota or \
            budget, 6 network, 7 the provider's fault, 130 cancelled.
            """,
        version: "easel \(Version.number)",
        subcommands: commands,
        defaultSubcommand: StudioCommand.self)

    /// `easel`, `easel studio`, `easel --session NAME`: a full screen will be taken.
    private static func opensStudio(_ arguments: [String]) -> Bool {
        let isOther = arguments.contains { ["-h", "--help", "--version", "help"].contains($0) }
        return !isOther && (arguments.first.map { $0 == "studio" || $0.hasPrefix("-") } ?? true)
    }

    static let commands: [any ParsableCommand.Type] = [
        StudioCommand.self, GenerateCommand.self, EditCommand.self, CompareCommand.self, BatchCommand.self,
        SessionsCommand.self, GalleryCommand.self, PreviewCommand.self, ModelsCommand.self, SpendCommand.self,
        DoctorCommand.self,
    ]

    /// `studio`, `models`…
    static var commandNames: [String] { commands.compactMap { $0.configuration.commandName } }

    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        ProcessPrivacy.begin()
        DecodeServer.runIfAsked(arguments)
        guard opensStudio(arguments) else {
            Task { Glibc.exit(await Program(arguments: arguments).code()) }
            dispatchMain()
        }
        // First of all, before there is any thread: the studio's guardian parent.
        TerminalGuardian.install()
        StudioLoop.run { await Program(arguments: arguments, watcher: $0).code() }
    }
}

enum Version {
    static let number = "0.1.0"
}
