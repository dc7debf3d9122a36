import ArgumentParser
import Terminal

struct StudioCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "studio", abstract: "Open the studio (what “easel” alone does).")

    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("Open this session, or make it.", valueName: "name"))
    var session: String?

    @Flag(help: "Draw with ASCII characters only.")
    var ascii = false

    @Option(help: "How pictures are shown: \(GraphicsMode.allCases.map(\.rawValue).joined(separator: ", ")).")
    var graphics: GraphicsMode?

    @MainActor
    mutating func run() async throws {
        let setup = Setup(tolerating: common)
        let code = await runStudio(
            StudioOptions(
                session: session, ascii: ascii, graphics: graphics ?? setup.config.defaults.graphics, setup: setup))
        if code != 0 { throw Ending(code: code) }
    }
}

extension GraphicsMode: ExpressibleByArgument {}

/// What the studio starts with.
struct StudioOptions: Sendable {
    /// nil: the last session.
    var session: String?
    var ascii: Bool
    var graphics: GraphicsMode
    /// With the problems of the person's files: the studio opens on defaults and shows them.
    var setup: Setup
}
