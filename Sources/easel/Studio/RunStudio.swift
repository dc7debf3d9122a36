import Decoding
import Gallery
import StudioCore
import Terminal

/// Opens the studio and returns when the person leaves it.
/// - Returns: the exit code.
@MainActor
func runStudio(_ options: StudioOptions, watcher: any ReadinessWatcher) async -> Int32 {
    let console = Console()
    // One for the screen and for what is made: its workers live on from picture to picture.
    let decoder = DecodeClient()
    let screen: TerminalScreen
    do throws(TerminalError) {
        screen = try TerminalScreen(
            options: TerminalOptions(
                graphics: options.mode, environment: options.setup.environment.variables, watcher: watcher,
                decoder: ThumbnailDecoder(
                    decoder: decoder, cache: ThumbnailCache(folders: options.setup.folders),
                    gallery: options.setup.folders.gallery)))
    } catch {
        console.note("easel: \(error.description)")
        return FailureKind.unsupportedSetting.exitCode
    }
    // The one scope that has the terminal; crashes and signals are the terminal room's own affair.
    defer { screen.close() }
    let studio = Studio(screen: screen, setup: options.setup, decoder: decoder, watcher: watcher)
    await studio.run(session: options.session)
    if let signal = screen.endedBy { TerminalGuardian.end(by: signal) }
    return 0
}

extension StudioOptions {
    var mode: GraphicsMode { ascii ? .ascii : graphics ?? setup.config.defaults.graphics }
}
