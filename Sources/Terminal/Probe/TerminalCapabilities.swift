package import Pixels
package import Screen

/// What the terminal can do, as far as it was found out: the one place that decides how pictures are shown.
/// Made from the environment alone at the start, and again when the terminal has answered.
package struct TerminalCapabilities: Hashable, Sendable {
    package var graphics: GraphicsProtocol
    /// Pixels of one character cell, and how that is known.
    package var cell: PixelSize
    package var cellSource: CellSource
    /// The largest sixel picture the terminal takes; larger ones would not be shown at all.
    package var pictureLimit: PixelSize
    package var colors: ColorDepth
    package var unicode: Bool
    /// Whether block sextants (2 × 3) are drawn by the terminal itself and never missing from a font.
    package var sextants: Bool
    package var synchronizedOutput: Bool
    /// What the terminal calls itself, or the environment's word for it.
    package var name: String
    package var multiplexer: TerminalEnvironment.Multiplexer?
    /// Whether the terminal is at the other end of a network.
    package var isRemote: Bool
    /// False while, or when, the terminal has not answered.
    package var answered: Bool

    package enum CellSource: String, Hashable, Sendable {
        case report = "cell size report"
        case graphics = "sixel geometry"
        case window = "window size"
        case assumed
    }

    /// - Parameters:
    ///   - size: the screen in cells; `window`: in pixels as the kernel knows it (0 where it does not).
    package init(
        replies: ProbeReplies, environment: TerminalEnvironment, mode: GraphicsMode, size: Size, window: PixelSize
    ) {
        answered = replies.isComplete
        multiplexer = environment.multiplexer
        isRemote = environment.isRemote
        name = replies.version ?? (environment.program.isEmpty ? environment.term : environment.program)
        let family = Family(name: name, term: environment.term)
        unicode = environment.isUTF8
        synchronizedOutput = replies.synchronized == 1 || replies.synchronized == 2
        (cell, cellSource) = Self.cellSize(replies: replies, size: size, window: window)
        let limit = replies.sixelLimit ?? PixelSize(width: 1000, height: 1000)
        pictureLimit = PixelSize(width: min(limit.width, 4096), height: min(limit.height, 4096))
        sextants = environment.isUTF8 && multiplexer == nil && [.kitty, .foot, .konsole, .wezterm].contains(family)
        colors = Self.colorDepth(environment, family: family)
        graphics = Self.graphics(replies: replies, environment: environment, family: family, mode: mode)
    }

    /// Terminals that differ in what they do, not merely in name.
    enum Family: Equatable {
        case kitty, foot, konsole, wezterm, iterm2, ghostty, xterm, other

        init(name: String, term: String) {
            // By bytes: a search in strings costs more than all the rest of the probe, at every start.
            let text = Array((name + " " + term).lowercased().utf8)
            let known: [(String, Family)] = [
                ("kitty", .kitty), ("ghostty", .ghostty), ("foot", .foot), ("konsole", .konsole), ("wezterm", .wezterm),
                ("iterm", .iterm2),
                // By its own name only: everybody has it in TERM.
                ("xterm(", .xterm),
            ]
            self = known.first { Self.isPart(Array($0.0.utf8), of: text) }?.1 ?? .other
        }

        private static func isPart(_ name: [UInt8], of text: [UInt8]) -> Bool {
            text.count >= name.count
                && (0...text.count - name.count).contains { text[$0..<$0 + name.count].elementsEqual(name) }
        }
    }

    private static func graphics(
        replies: ProbeReplies, environment: TerminalEnvironment, family: Family, mode: GraphicsMode
    ) -> GraphicsProtocol {
        switch mode {
        case .sixel: return .sixel
        case .kitty: return .kitty
        case .iterm2: return .iterm2
        case .symbols: return .symbols
        case .ascii: return .ascii
        case .auto: break
        }
        let cells: GraphicsProtocol = environment.isUTF8 ? .symbols : .ascii
        // A multiplexer's own picture support loses pictures on resize and leaves trails.
        if environment.multiplexer != nil { return cells }
        if replies.kitty == true { return .kitty }
        if family == .iterm2, replies.isComplete { return .iterm2 }
        if replies.attributes?.dropFirst().contains(4) == true { return .sixel }
        return cells
    }

    private static func colorDepth(_ environment: TerminalEnvironment, family: Family) -> ColorDepth {
        if environment.noColor || environment.term == "dumb" { return .mono }
        if environment.claimsTrueColor || (family != .other && environment.multiplexer == nil) { return .trueColor }
        if environment.term.contains("256color") { return .ansi256 }
        return environment.term.hasPrefix("vt") ? .mono : .ansi16
    }

    private static func cellSize(replies: ProbeReplies, size: Size, window: PixelSize) -> (PixelSize, CellSource) {
        func plausible(_ cell: PixelSize) -> Bool { (2...128).contains(cell.width) && (4...256).contains(cell.height) }
        if let cell = replies.cellSize, plausible(cell) { return (cell, .report) }
        if size.width > 0, size.height > 0 {
            if let area = replies.sixelSize, area.width % size.width == 0, area.height % size.height == 0 {
                let cell = PixelSize(width: area.width / size.width, height: area.height / size.height)
                if (4...64).contains(cell.width), (4...64).contains(cell.height) { return (cell, .graphics) }
            }
            let cell = PixelSize(width: window.width / size.width, height: window.height / size.height)
            if plausible(cell) { return (cell, .window) }
        }
        return (PixelSize(width: 8, height: 16), .assumed)
    }
}
