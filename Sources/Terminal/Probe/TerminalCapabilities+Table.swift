import Pixels

extension TerminalCapabilities {
    /// What `easel doctor` prints: one row a fact, in words.
    package var table: [(name: String, value: String)] {
        [
            ("terminal", name.isEmpty ? "unknown" : name),
            ("answers", answered ? "yes" : "no answer yet; going by the environment"),
            ("multiplexer", multiplexer?.rawValue ?? "none"),
            ("pictures", graphics.title),
            ("cell size", "\(cell.width)×\(cell.height) px (\(cellSource.rawValue))"),
            (
                "largest picture",
                graphics == .sixel ? "\(pictureLimit.width)×\(pictureLimit.height) px" : "not limited"
            ),
            ("colours", colors.title),
            ("text", unicode ? "UTF-8" : "the locale is not UTF-8: set LC_ALL=C.UTF-8"),
            ("sextants", sextants ? "yes" : "no"),
            ("synchronized output", synchronizedOutput ? "yes" : "no"),
        ]
    }
}

extension GraphicsProtocol {
    package var title: String {
        switch self {
        case .kitty: "pixels, kitty protocol"
        case .sixel: "pixels, sixel"
        case .iterm2: "pixels, iTerm2 protocol"
        case .symbols: "block characters"
        case .ascii: "letters"
        }
    }
}

extension ColorDepth {
    package var title: String {
        switch self {
        case .mono: "none"
        case .ansi16: "16"
        case .ansi256: "256"
        case .trueColor: "16 million"
        }
    }
}
