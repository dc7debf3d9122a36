package import Pixels

/// What the composition root knows and the terminal cannot say.
package struct TerminalOptions: Sendable {
    package var graphics: GraphicsMode
    package var environment: [String: String]
    /// Tells when the terminal has something to say.
    package var watcher: any ReadinessWatcher
    /// Where picture files become pixels.
    package var decoder: any PictureDecoder
    /// Encoded pictures kept, in bytes.
    package var cacheLimit = 24 << 20

    package init(
        graphics: GraphicsMode = .auto, environment: [String: String],
        watcher: any ReadinessWatcher = DispatchWatcher(), decoder: any PictureDecoder
    ) {
        self.graphics = graphics
        self.environment = environment
        self.watcher = watcher
        self.decoder = decoder
    }
}
