import ArgumentParser
import Terminal

/// Parsed like the others, but opened by `Program`, which knows the main loop.
struct StudioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "studio", abstract: "Open the studio (what “easel” alone does).")

    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("Open this session, or make it.", valueName: "name"))
    var session: String?

    @Flag(help: "Draw with ASCII characters only.")
    var ascii = false

    @Option(help: "How pictures are shown: \(GraphicsMode.allCases.map(\.rawValue).joined(separator: ", ")).")
    var graphics: GraphicsMode?

    var options: StudioOptions {
        StudioOptions(setup: Setup(tolerating: common), session: session, ascii: ascii, graphics: graphics)
    }
}

extension GraphicsMode: ExpressibleByArgument {}

/// What the studio starts with.
struct StudioOptions: Sendable {
    /// With the problems of the person's files: the studio opens on defaults and shows them.
    var setup: Setup
    /// nil: the last session.
    var session: String?
    var ascii = false
    /// nil: as configured.
    var graphics: GraphicsMode?
}
