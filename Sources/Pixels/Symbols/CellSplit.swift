/// A glyph that splits a cell in two areas, with the colour sum of the inked one: the least-squares fit of any two
/// colours to a cell needs no more.
struct CellSplit {
    var scalar: Unicode.Scalar
    /// Colour sum and number of the samples under the ink, of 64.
    var ink: SIMD4<Float>
    var inkCount: Float
    /// What the split explains: the larger, the smaller the squared error. Zero for a flat cell.
    var gain: Float

    static let flat = CellSplit(scalar: " ", ink: .zero, inkCount: 0, gain: 0)

    /// The best split into halves, eighths and quadrants, and sextants when asked for.
    static func best(_ sums: borrowing CellSums, sextants: Bool) -> CellSplit {
        var search = Search(total: sums.total)
        for row in 1..<8 {
            search.offer(sums.total - sums.left[row] - sums.right[row], Float(64 - row * 8), 0x2588 - UInt32(row))
        }
        for column in 1..<8 {
            search.offer(sums.column[column], Float(column * 8), 0x2590 - UInt32(column))
        }
        let upperLeft = sums.left[4]
        let upperRight = sums.right[4]
        let lowerLeft = sums.left[8] - upperLeft
        let lowerRight = sums.right[8] - upperRight
        search.offer(upperLeft, 16, 0x2598)
        search.offer(upperRight, 16, 0x259D)
        search.offer(lowerLeft, 16, 0x2596)
        search.offer(lowerRight, 16, 0x2597)
        search.offer(upperLeft + lowerRight, 32, 0x259A)
        if sextants { offerSextants(sums, to: &search) }
        let flat = search.score(.zero, 0)
        // Below one level of error a sample nobody sees the split, and a blank is cheaper to send.
        guard search.score - flat > 32 else { return .flat }
        // Only block elements and sextants were offered, and they are all scalars.
        return CellSplit(
            scalar: Unicode.Scalar(search.code)!, ink: search.ink, inkCount: search.count, gain: search.score - flat)
    }

    /// The 2 × 3 patterns; a third of eight rows is taken with fractions of a row.
    private static func offerSextants(_ sums: borrowing CellSums, to search: inout Search) {
        let upperLeft = sums.left[2] + (sums.left[3] - sums.left[2]) * (2 / 3)
        let upperRight = sums.right[2] + (sums.right[3] - sums.right[2]) * (2 / 3)
        let twoLeft = sums.left[5] + (sums.left[6] - sums.left[5]) * (1 / 3)
        let twoRight = sums.right[5] + (sums.right[6] - sums.right[5]) * (1 / 3)
        let middleLeft = twoLeft - upperLeft
        let middleRight = twoRight - upperRight
        let lowerLeft = sums.left[8] - twoLeft
        // Grey-code order: one part changes from a pattern to the next. The lower right part stays out of the ink,
        // since a pattern and its complement split the cell alike.
        var ink = SIMD4<Float>.zero
        var pattern: UInt32 = 0
        for step in 1..<32 {
            let bit = step.trailingZeroBitCount
            let part: SIMD4<Float> =
                switch bit {
                case 0: upperLeft
                case 1: upperRight
                case 2: middleLeft
                case 3: middleRight
                default: lowerLeft
                }
            pattern ^= 1 << UInt32(bit)
            if pattern & (1 << UInt32(bit)) != 0 { ink += part } else { ink -= part }
            // 21 is the left half, which has a glyph of its own.
            if pattern == 21 { continue }
            let code = 0x1FB00 + pattern - 1 - (pattern > 21 ? 1 : 0)
            search.offer(ink, Float(pattern.nonzeroBitCount) * (64 / 6), code)
        }
    }

    private struct Search {
        let total: SIMD4<Float>
        var ink = SIMD4<Float>.zero
        var count: Float = 0
        var code: UInt32 = 0x20
        var score: Float = 0

        init(total: SIMD4<Float>) { self.total = total }

        func score(_ ink: SIMD4<Float>, _ count: Float) -> Float {
            let rest = total - ink
            return (rest * rest).sum() * (1 / (64 - count)) + (count > 0 ? (ink * ink).sum() * (1 / count) : 0)
        }

        @inline(__always)
        mutating func offer(_ ink: SIMD4<Float>, _ count: Float, _ code: UInt32) {
            let score = score(ink, count)
            if score > self.score {
                self.score = score
                self.ink = ink
                self.count = count
                self.code = code
            }
        }
    }
}
