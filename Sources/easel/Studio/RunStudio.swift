import StudioCore
import Terminal

/// Opens the studio and returns when the person leaves it.
/// - Returns: the exit code.
@MainActor
func runStudio(_ options: StudioOptions) async -> Int32 {
    let console = Console()
    let screen: TerminalScreen
    do throws(TerminalError) {
        screen = try TerminalScreen(
            options: TerminalOptions(graphics: options.mode, environment: options.setup.environment.variables))
    } catch {
        console.note("easel: \(error.description)")
        return FailureKind.unsupportedSetting.exitCode
    }
    // The one scope that has the terminal; crashes and signals are the terminal room's own affair.
    defer { screen.close() }
    let studio = Studio(screen: screen, setup: options.setup)
    await studio.run(session: options.session)
    return 0
}

extension StudioOptions {
    var mode: GraphicsMode { ascii ? .ascii : graphics }
}
