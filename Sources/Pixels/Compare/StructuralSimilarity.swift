/// Structural similarity of two pictures' brightness.
///
/// Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli: “Image Quality Assessment: From Error Visibility to Structural
/// Similarity”, IEEE Transactions on Image Processing 13 (4), 2004, formula 13 with its constants K₁ = 0.01, K₂ = 0.03 and
/// L = 255. The windows are uniform squares of 8 × 8 as in the authors' earlier index (“A Universal Image Quality Index”,
/// 2002), every fourth pixel, not the paper's Gaussian of 11 × 11: sums of columns do for them, row by row. Brightness is
/// the luma of ITU-R BT.601, as the authors' own program takes it.
package enum StructuralSimilarity {
    static let side = 8
    static let step = 4
    private static let c1 = (0.01 * 255) * (0.01 * 255)
    private static let c2 = (0.03 * 255) * (0.03 * 255)

    /// The mean over all windows, at most 1. Pictures must have one size, and pixels.
    package static func mean(_ first: Bitmap, _ second: Bitmap) -> Double {
        precondition(first.size == second.size && !first.size.isEmpty, "both pictures must have one size")
        let (width, height) = (first.width, first.height)
        let columns = starts(width)
        let (wide, tall) = (min(side, width), min(side, height))
        // Of one column of a row of windows: a, b, a², b², ab.
        var sums = [SIMD8<Int32>](repeating: .zero, count: width)
        var total = 0.0
        let rows = starts(height)
        first.pixels.withUnsafeBufferPointer { a in
            second.pixels.withUnsafeBufferPointer { b in
                sums.withUnsafeMutableBufferPointer { sums in
                    for top in rows {
                        for x in 0..<width { sums[x] = .zero }
                        for y in top..<top + tall { add(a, b, row: y, width: width, to: sums) }
                        for left in columns {
                            var window = SIMD8<Int32>.zero
                            for x in left..<left + wide { window &+= sums[x] }
                            total += value(window, count: Double(wide * tall))
                        }
                    }
                }
            }
        }
        return total / Double(rows.count * columns.count)
    }

    /// Where windows begin along a side; the last one ends with the picture.
    static func starts(_ length: Int) -> [Int] {
        guard length > side else { return [0] }
        let regular = Array(stride(from: 0, through: length - side, by: step))
        return regular.last == length - side ? regular : regular + [length - side]
    }

    private static func add(
        _ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, row: Int, width: Int,
        to sums: UnsafeMutableBufferPointer<SIMD8<Int32>>
    ) {
        var at = row * width * 4
        for x in 0..<width {
            let (p, q) = (luma(a, at), luma(b, at))
            sums[x] &+= SIMD8(p, q, p &* p, q &* q, p &* q, 0, 0, 0)
            at &+= 4
        }
    }

    @inline(__always)
    private static func luma(_ pixels: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int32 {
        let red = Int32(pixels[at]) &* 299
        let green = Int32(pixels[at &+ 1]) &* 587
        let blue = Int32(pixels[at &+ 2]) &* 114
        return (red &+ green &+ blue &+ 500) / 1000
    }

    private static func value(_ sums: SIMD8<Int32>, count: Double) -> Double {
        let (meanA, meanB) = (Double(sums[0]) / count, Double(sums[1]) / count)
        let varianceA = Double(sums[2]) / count - meanA * meanA
        let varianceB = Double(sums[3]) / count - meanB * meanB
        let covariance = Double(sums[4]) / count - meanA * meanB
        return (2 * meanA * meanB + c1) * (2 * covariance + c2)
            / ((meanA * meanA + meanB * meanB + c1) * (varianceA + varianceB + c2))
    }
}
