/// How pictures get onto the screen.
package enum GraphicsProtocol: String, Hashable, Sendable, CaseIterable {
    case kitty, sixel, iterm2
    /// Block characters in 24-bit (or fewer) colours.
    case symbols
    /// Plain letters, for terminals and locales without anything else.
    case ascii

    /// Whether the picture is made of pixels and lies over the cells, instead of being cells.
    package var isPixels: Bool { self == .kitty || self == .sixel || self == .iterm2 }
}

/// What the person asked for with `--graphics` or in the configuration.
package enum GraphicsMode: String, Hashable, Sendable, CaseIterable {
    case auto, sixel, kitty, iterm2, symbols, ascii
}

/// How many colours text may have.
package enum ColorDepth: String, Hashable, Sendable, CaseIterable, Comparable {
    case mono, ansi16, ansi256, trueColor

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    package static func < (a: ColorDepth, b: ColorDepth) -> Bool { a.rank < b.rank }
}
