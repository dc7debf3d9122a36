/// Cells of printable ASCII: the character whose ink lies most like the picture, by correlation with a 4 × 8 grid of
/// samples, and with colours the two that fit it best by least squares.
enum AsciiFitter {
    static func cells(_ samples: Bitmap, columns: Int, rows: Int, colors: SymbolColors) -> [SymbolCell] {
        let glyphs = AsciiCoverage.glyphs
        let densest = glyphs.map(\.mean).max() ?? 1
        var carry = ToneCarry(columns: columns)
        return SymbolEncoder.forEachCell(samples, columns: columns, rows: rows) { pixels, stride in
            let grid = AsciiGrid(pixels, stride: stride)
            guard colors == .monochrome else { return colored(grid, glyphs, colors: colors) }
            let owed = carry.next()
            let glyph = glyphs[inked(grid, glyphs, densest: densest, owed: owed)]
            carry.settle(wanted: grid.mean + owed, given: glyph.mean / densest)
            return SymbolCell(scalar: glyph.scalar, foreground: .white, background: .black)
        }
    }

    /// Light ink on dark paper: brightness first (the densest character is white), shape where there is one.
    private static func inked(
        _ grid: AsciiGrid, _ glyphs: [AsciiCoverage.Glyph], densest: Float, owed: Float
    ) -> Int {
        let wanted = min(1, max(0, grid.mean + owed))
        let full = 1 / densest
        // The mean squared error of shape, with the ink scaled like the tone.
        let shape = 0.12 * full / 32
        var best = 0
        var least = Float.infinity
        for index in glyphs.indices {
            let glyph = glyphs[index]
            let tone = glyph.mean * full - wanted
            let correlation = glyph.coverage.dot(grid.deviation)
            let error = tone * tone + (glyph.spread * full - 2 * correlation) * shape
            if error < least { (least, best) = (error, index) }
        }
        return best
    }

    private static func colored(
        _ grid: AsciiGrid, _ glyphs: [AsciiCoverage.Glyph], colors: SymbolColors
    ) -> SymbolCell {
        var best = 0
        var most: Float = 0.0004
        for (index, glyph) in glyphs.enumerated() where glyph.spread > 0 {
            let correlation = glyph.coverage.dot(grid.deviation)
            let gain = correlation * correlation / glyph.spread
            if gain > most { (most, best) = (gain, index) }
        }
        let glyph = glyphs[best]
        let (ink, paper) = grid.colors(below: glyph)
        guard colors != .truecolor else { return SymbolCell(scalar: glyph.scalar, foreground: ink, background: paper) }
        let palette: TerminalPalette = colors == .ansi16 ? .ansi16 : .extended
        let (first, second) = (palette.nearest(to: ink), palette.nearest(to: paper))
        return SymbolCell(
            scalar: first == second ? " " : glyph.scalar, foreground: palette.color(first),
            background: palette.color(second), foregroundIndex: first, backgroundIndex: second)
    }
}
