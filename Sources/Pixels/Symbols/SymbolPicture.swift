/// Which glyphs a picture of character cells may be made of.
package enum SymbolSet: String, CaseIterable, Sendable {
    /// Halves, eighths, quadrants and shades: in every terminal font.
    case block
    /// Also the 2 × 3 sextants (Unicode 13): drawn by foot, kitty, Konsole and WezTerm themselves, missing in others.
    case blockAndSextants
    /// Printable ASCII only.
    case ascii
}

/// How many colours the terminal has.
package enum SymbolColors: String, CaseIterable, Sendable {
    case truecolor
    /// The colour cube and the greys of 256 (indices 16–255, the same in every theme).
    case palette256
    /// The sixteen of the theme.
    case ansi16
    /// None: the terminal's own foreground on its own background, taken to be light on dark.
    case monochrome
}

/// One character cell of a picture.
package struct SymbolCell: Hashable, Sendable {
    package var scalar: Unicode.Scalar
    package var foreground: RGB
    package var background: RGB
    /// The colours' palette indices; only meaningful with `palette256` and `ansi16`.
    package var foregroundIndex: UInt8
    package var backgroundIndex: UInt8

    package init(
        scalar: Unicode.Scalar, foreground: RGB, background: RGB, foregroundIndex: UInt8 = 0, backgroundIndex: UInt8 = 0
    ) {
        self.scalar = scalar
        self.foreground = foreground
        self.background = background
        self.foregroundIndex = foregroundIndex
        self.backgroundIndex = backgroundIndex
    }
}

/// A picture made of character cells.
package struct SymbolPicture: Equatable, Sendable {
    package let columns: Int
    package let rows: Int
    package let colors: SymbolColors
    /// Row by row, `columns * rows` cells.
    package var cells: [SymbolCell]

    package subscript(column: Int, row: Int) -> SymbolCell { cells[row * columns + column] }
}
