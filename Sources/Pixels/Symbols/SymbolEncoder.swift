/// Draws a picture with characters: each cell gets the glyph and the two colours with the least squared error.
package enum SymbolEncoder {
    /// - Parameters:
    ///   - bitmap: of any size; it is stretched over all cells (see `CellFit` for the right number of them).
    ///   - background: what shows through transparent parts.
    package static func encode(
        _ bitmap: Bitmap, columns: Int, rows: Int, symbols: SymbolSet = .block, colors: SymbolColors = .truecolor,
        background: RGB = .black
    ) -> SymbolPicture {
        guard columns > 0, rows > 0, !bitmap.size.isEmpty else {
            return SymbolPicture(
                columns: max(0, columns), rows: max(0, rows), colors: colors, cells: blanks(columns, rows))
        }
        let samples = bitmap.scaled(to: PixelSize(width: columns * 8, height: rows * 8)).composited(over: background)
        let cells =
            switch (symbols, colors) {
            case (.ascii, _):
                AsciiFitter.cells(samples, columns: columns, rows: rows, colors: colors)
            case (_, .truecolor):
                truecolor(samples, columns: columns, rows: rows, sextants: symbols == .blockAndSextants)
            case (_, .palette256):
                PaletteFitter(palette: .extended, sextants: symbols == .blockAndSextants)
                    .cells(samples, columns: columns, rows: rows)
            case (_, .ansi16):
                PaletteFitter(palette: .ansi16, sextants: symbols == .blockAndSextants)
                    .cells(samples, columns: columns, rows: rows)
            case (_, .monochrome):
                InkFitter.cells(samples, columns: columns, rows: rows)
            }
        return SymbolPicture(columns: columns, rows: rows, colors: colors, cells: cells)
    }

    private static func blanks(_ columns: Int, _ rows: Int) -> [SymbolCell] {
        let count = columns > 0 && rows > 0 ? columns * rows : 0
        return Array(repeating: SymbolCell(scalar: " ", foreground: .black, background: .black), count: count)
    }

    private static func truecolor(_ samples: Bitmap, columns: Int, rows: Int, sextants: Bool) -> [SymbolCell] {
        forEachCell(samples, columns: columns, rows: rows) { sums in
            let split = CellSplit.best(sums, sextants: sextants)
            let paper = RGB(mean: sums.total - split.ink, count: 64 - split.inkCount)
            let ink = split.inkCount > 0 ? RGB(mean: split.ink, count: split.inkCount) : paper
            return SymbolCell(scalar: split.scalar, foreground: ink, background: paper)
        }
    }

    /// Visits the cells of a picture with 8 × 8 samples each, row by row.
    static func forEachCell(
        _ samples: Bitmap, columns: Int, rows: Int, _ body: (borrowing CellSums) -> SymbolCell
    ) -> [SymbolCell] {
        forEachCell(samples, columns: columns, rows: rows) { pixels, stride in
            body(CellSums(pixels, stride: stride))
        }
    }

    /// The same with the cell's first sample, and the bytes from one row of samples to the next.
    static func forEachCell(
        _ samples: Bitmap, columns: Int, rows: Int, _ body: (_ pixels: UnsafeRawPointer, _ stride: Int) -> SymbolCell
    ) -> [SymbolCell] {
        [SymbolCell](unsafeUninitializedCapacity: columns * rows) { cells, filled in
            samples.pixels.withUnsafeBytes { raw in
                let stride = columns * 32
                // The samples are 64 a cell, never none.
                let base = raw.baseAddress!
                for row in 0..<rows {
                    for column in 0..<columns {
                        let cell = body(base + (row * 8 * stride + column * 32), stride)
                        cells.initializeElement(at: filled, to: cell)
                        filled += 1
                    }
                }
            }
        }
    }
}

extension RGB {
    /// The mean colour of `count` samples whose sum is given; more than none. Out of range is cut off.
    init(mean sum: SIMD4<Float>, count: Float) {
        let mean = (sum / count + 0.5).clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 255))
        self.init(UInt8(mean[0]), UInt8(mean[1]), UInt8(mean[2]))
    }
}
