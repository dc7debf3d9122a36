/// What the composition root knows and the terminal cannot say.
package struct TerminalOptions: Sendable {
    package var graphics: GraphicsMode
    package var environment: [String: String]
    /// Encoded pictures kept, in bytes.
    package var cacheLimit = 24 << 20

    package init(graphics: GraphicsMode = .auto, environment: [String: String]) {
        self.graphics = graphics
        self.environment = environment
    }
}
