/// Cells in palette colours. A cell is either split by a glyph between the two nearest colours, or, where the palette
/// has no colour near enough, filled with a shade that mixes two: whichever comes nearer to the samples.
struct PaletteFitter {
    let palette: TerminalPalette
    let sextants: Bool

    private static let shades: [(scalar: Unicode.Scalar, share: Float)] = [("░", 0.25), ("▒", 0.5)]
    /// How much a shade's own pattern counts as error: 0 would speckle flat areas, 1 would never mix.
    private static let grain: Float = 0.12

    func cells(_ samples: Bitmap, columns: Int, rows: Int) -> [SymbolCell] {
        SymbolEncoder.forEachCell(samples, columns: columns, rows: rows) { sums in cell(sums) }
    }

    private func cell(_ sums: borrowing CellSums) -> SymbolCell {
        let split = CellSplit.best(sums, sextants: sextants)
        let mean = RGB(mean: sums.total, count: 64)
        let paper = palette.nearest(to: RGB(mean: sums.total - split.ink, count: 64 - split.inkCount))
        var ink = paper
        var least = error(sums.total - split.ink, 64 - split.inkCount, paper) - split.gain
        if split.inkCount > 0 {
            ink = palette.nearest(to: RGB(mean: split.ink, count: split.inkCount))
            least += error(split.ink, split.inkCount, ink)
        }
        var best = SymbolCell(
            scalar: ink == paper ? " " : split.scalar, foreground: palette.color(ink),
            background: palette.color(paper), foregroundIndex: ink, backgroundIndex: paper)

        let first = palette.nearest(to: mean)
        let firstColor = palette.color(first).vector
        for shade in Self.shades {
            let wanted = firstColor + (mean.vector - firstColor) / shade.share
            let second = palette.nearest(to: RGB(mean: wanted, count: 1))
            if second == first { continue }
            let secondColor = palette.color(second).vector
            let mixed = firstColor + (secondColor - firstColor) * shade.share
            let off = mixed - mean.vector
            let contrast = secondColor - firstColor
            let pattern = (contrast * contrast).sum() * shade.share * (1 - shade.share) * Self.grain
            let total = 64 * ((off * off).sum() + pattern)
            if total < least {
                least = total
                best = SymbolCell(
                    scalar: shade.scalar, foreground: palette.color(second), background: palette.color(first),
                    foregroundIndex: second, backgroundIndex: first)
            }
        }
        return best
    }

    /// What showing an area in this colour adds to the squared error inside it.
    private func error(_ sum: SIMD4<Float>, _ count: Float, _ index: UInt8) -> Float {
        let off = RGB(mean: sum, count: count).vector - palette.color(index).vector
        return (off * off).sum() * count
    }
}

extension RGB {
    var vector: SIMD4<Float> { SIMD4(Float(red), Float(green), Float(blue), 0) }
}
