/// The colour sums of one cell's 8 × 8 samples, from which the sum below any glyph follows by a few additions.
/// Lanes: red, green, blue, and (unused) alpha.
struct CellSums {
    /// Sums of rows 0..<index, left four columns and right four columns.
    var left: InlineArray<9, SIMD4<Float>> = .init(repeating: .zero)
    var right: InlineArray<9, SIMD4<Float>> = .init(repeating: .zero)
    /// Sums of columns 0..<index over all rows.
    var column: InlineArray<9, SIMD4<Float>> = .init(repeating: .zero)

    var total: SIMD4<Float> { column[8] }

    /// - Parameters:
    ///   - pixels: the cell's first RGBA sample.
    ///   - stride: bytes from one row of samples to the next.
    init(_ pixels: UnsafeRawPointer, stride: Int) {
        typealias Bytes = SIMD16<UInt8>
        typealias Words = SIMD16<UInt16>
        var leftColumns = Words.zero
        var rightColumns = Words.zero
        var leftSum = SIMD4<UInt16>.zero
        var rightSum = SIMD4<UInt16>.zero
        for row in 0..<8 {
            let at = pixels + row &* stride
            let l = Words(truncatingIfNeeded: at.loadUnaligned(as: Bytes.self))
            let r = Words(truncatingIfNeeded: at.loadUnaligned(fromByteOffset: 16, as: Bytes.self))
            leftColumns &+= l
            rightColumns &+= r
            let l8 = l.lowHalf &+ l.highHalf
            let r8 = r.lowHalf &+ r.highHalf
            leftSum &+= l8.lowHalf &+ l8.highHalf
            rightSum &+= r8.lowHalf &+ r8.highHalf
            left[row &+ 1] = SIMD4<Float>(leftSum)
            right[row &+ 1] = SIMD4<Float>(rightSum)
        }
        let left8 = (leftColumns.lowHalf, leftColumns.highHalf)
        let right8 = (rightColumns.lowHalf, rightColumns.highHalf)
        column[1] = SIMD4<Float>(left8.0.lowHalf)
        column[2] = column[1] + SIMD4<Float>(left8.0.highHalf)
        column[3] = column[2] + SIMD4<Float>(left8.1.lowHalf)
        column[4] = column[3] + SIMD4<Float>(left8.1.highHalf)
        column[5] = column[4] + SIMD4<Float>(right8.0.lowHalf)
        column[6] = column[5] + SIMD4<Float>(right8.0.highHalf)
        column[7] = column[6] + SIMD4<Float>(right8.1.lowHalf)
        column[8] = column[7] + SIMD4<Float>(right8.1.highHalf)
    }
}
