/// Cells without colours: light ink on dark paper, in halves, quadrants, eighths and shades. What a cell's best glyph
/// gets wrong in brightness is handed on to its neighbours, so tones hold over an area.
enum InkFitter {
    private static let shades: [(code: UInt32, share: Float)] = [
        (0x20, 0), (0x2591, 0.25), (0x2592, 0.5), (0x2593, 0.75), (0x2588, 1),
    ]

    static func cells(_ samples: Bitmap, columns: Int, rows: Int) -> [SymbolCell] {
        var carry = ToneCarry(columns: columns)
        return SymbolEncoder.forEachCell(samples, columns: columns, rows: rows) { sums in
            let owed = carry.next()
            let (code, share) = best(sums, owed: owed)
            carry.settle(wanted: luma(sums.total) / 64 + owed, given: share)
            // Only block elements are offered, and they are all scalars.
            return SymbolCell(scalar: Unicode.Scalar(code)!, foreground: .white, background: .black)
        }
    }

    /// Brightness 0…1 of a colour sum, Rec. 709.
    static func luma(_ sum: SIMD4<Float>) -> Float {
        (sum[0] * 0.2126 + sum[1] * 0.7152 + sum[2] * 0.0722) / 255
    }

    private static func best(_ sums: borrowing CellSums, owed: Float) -> (code: UInt32, share: Float) {
        let total = luma(sums.total) + owed * 64
        var best = (code: UInt32(0x20), share: Float(0))
        var least = Float.infinity
        for shade in shades {
            // A shade's pattern is fine enough to count as grey.
            let error = shade.share * (64 * shade.share - 2 * total)
            if error < least { (least, best) = (error, shade) }
        }
        func offer(_ sum: SIMD4<Float>, _ count: Float, _ code: UInt32, _ inverse: UInt32?) {
            let ink = luma(sum) + owed * count
            let error = count - 2 * ink
            if error < least { (least, best) = (error, (code, count / 64)) }
            guard let inverse else { return }
            let opposite = (64 - count) - 2 * (total - ink)
            if opposite < least { (least, best) = (opposite, (inverse, 1 - count / 64)) }
        }
        for row in 1..<8 {
            let upper: UInt32? = row == 4 ? 0x2580 : nil
            offer(sums.total - sums.left[row] - sums.right[row], Float(64 - row * 8), 0x2588 - UInt32(row), upper)
            offer(sums.column[row], Float(row * 8), 0x2590 - UInt32(row), row == 4 ? 0x2590 : nil)
        }
        let upperLeft = sums.left[4]
        let upperRight = sums.right[4]
        offer(upperLeft, 16, 0x2598, 0x259F)
        offer(upperRight, 16, 0x259D, 0x2599)
        offer(sums.left[8] - upperLeft, 16, 0x2596, 0x259C)
        offer(sums.right[8] - upperRight, 16, 0x2597, 0x259B)
        offer(upperLeft + sums.right[8] - upperRight, 32, 0x259A, 0x259E)
        return best
    }
}
