/// Cells in palette colours. A cell is either split by a glyph between the two nearest colours, or, where the palette
/// has no colour near enough, filled with a shade that mixes two: whichever comes nearer to the samples.
struct PaletteFitter {
    private let palette: TerminalPalette
    private let sextants: Bool
    /// Every mixture of two of few colours; empty for a large palette, whose mixtures are found cell by cell.
    private let mixtures: [Mixture]

    private struct Mixture {
        let scalar: Unicode.Scalar
        let ink: UInt8
        let paper: UInt8
        let point: SIMD4<Float>
        /// The error a sample gets from the shade's own pattern.
        let pattern: Float
    }

    private static let shades: [(scalar: Unicode.Scalar, share: Float)] = [("░", 0.25), ("▒", 0.5)]
    /// How much a shade's own pattern counts as error: 0 would speckle flat areas, 1 would never mix.
    private static let grain: Float = 0.12

    init(palette: TerminalPalette, sextants: Bool) {
        self.palette = palette
        self.sextants = sextants
        let colors = palette.colors.indices.map { UInt8(palette.base + $0) }
        mixtures =
            colors.count > 16
            ? []
            : colors.flatMap { paper in
                colors.filter { $0 != paper }.flatMap { ink in
                    Self.shades.map { Self.mixture($0, ink: ink, paper: paper, in: palette) }
                }
            }
    }

    func cells(_ samples: Bitmap, columns: Int, rows: Int) -> [SymbolCell] {
        SymbolEncoder.forEachCell(samples, columns: columns, rows: rows) { sums in cell(sums) }
    }

    private func cell(_ sums: borrowing CellSums) -> SymbolCell {
        let split = CellSplit.best(sums, sextants: sextants)
        let paper = palette.nearest(to: RGB(mean: sums.total - split.ink, count: 64 - split.inkCount))
        var ink = paper
        var least = error(sums.total - split.ink, 64 - split.inkCount, paper) - split.gain
        if split.inkCount > 0 {
            ink = palette.nearest(to: RGB(mean: split.ink, count: split.inkCount))
            least += error(split.ink, split.inkCount, ink)
        }
        let mean = palette.point(sums.total / 64)
        var best: Mixture?
        func offer(_ mixture: Mixture) {
            let off = mixture.point - mean
            let total = 64 * ((off * off).sum() + mixture.pattern)
            if total < least { (least, best) = (total, mixture) }
        }
        if mixtures.isEmpty {
            offerNear(RGB(mean: sums.total, count: 64), offer)
        } else {
            for index in mixtures.indices { offer(mixtures[index]) }
        }
        if let best { return symbol(best.scalar, ink: best.ink, paper: best.paper) }
        return symbol(ink == paper ? " " : split.scalar, ink: ink, paper: paper)
    }

    /// The mixtures of the nearest colour with the one that makes up for its error.
    private func offerNear(_ mean: RGB, _ offer: (Mixture) -> Void) {
        let first = palette.nearest(to: mean)
        let color = palette.color(first).vector
        for shade in Self.shades {
            let second = palette.nearest(to: RGB(mean: color + (mean.vector - color) / shade.share, count: 1))
            if second != first { offer(Self.mixture(shade, ink: second, paper: first, in: palette)) }
        }
    }

    private static func mixture(
        _ shade: (scalar: Unicode.Scalar, share: Float), ink: UInt8, paper: UInt8, in palette: TerminalPalette
    ) -> Mixture {
        let (first, second) = (palette.point(palette.color(paper).vector), palette.point(palette.color(ink).vector))
        let contrast = second - first
        return Mixture(
            scalar: shade.scalar, ink: ink, paper: paper, point: first + contrast * shade.share,
            pattern: (contrast * contrast).sum() * shade.share * (1 - shade.share) * grain)
    }

    private func symbol(_ scalar: Unicode.Scalar, ink: UInt8, paper: UInt8) -> SymbolCell {
        SymbolCell(
            scalar: scalar, foreground: palette.color(ink), background: palette.color(paper), foregroundIndex: ink,
            backgroundIndex: paper)
    }

    /// What showing an area in this colour adds to the squared error inside it.
    private func error(_ sum: SIMD4<Float>, _ count: Float, _ index: UInt8) -> Float {
        let off = palette.point(sum / count) - palette.point(palette.color(index).vector)
        return (off * off).sum() * count
    }
}

extension RGB {
    var vector: SIMD4<Float> { SIMD4(Float(red), Float(green), Float(blue), 0) }
}
