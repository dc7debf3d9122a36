/// 4 × 8 samples of a character cell, row by row, as four vectors of eight: the width the processor has.
struct SampleGrid {
    private var parts: (SIMD8<Float>, SIMD8<Float>, SIMD8<Float>, SIMD8<Float>)

    static let zero = SampleGrid(.zero, .zero, .zero, .zero)

    private init(_ a: SIMD8<Float>, _ b: SIMD8<Float>, _ c: SIMD8<Float>, _ d: SIMD8<Float>) { parts = (a, b, c, d) }

    /// Asks for each of the 32 samples.
    init(_ sample: (_ column: Int, _ row: Int) -> Float) {
        func eight(_ first: Int) -> SIMD8<Float> {
            SIMD8(
                sample(0, first), sample(1, first), sample(2, first), sample(3, first),
                sample(0, first + 1), sample(1, first + 1), sample(2, first + 1), sample(3, first + 1))
        }
        self.init(eight(0), eight(2), eight(4), eight(6))
    }

    /// The sum of all samples.
    var total: Float { Self.sum(parts.0 + parts.1 + (parts.2 + parts.3)) }

    /// The sum of the products of samples at the same place.
    @inline(__always)
    func dot(_ other: SampleGrid) -> Float {
        Self.sum(
            parts.0 * other.parts.0 + parts.1 * other.parts.1
                + (parts.2 * other.parts.2 + parts.3 * other.parts.3))
    }

    static func - (grid: SampleGrid, value: Float) -> SampleGrid {
        SampleGrid(grid.parts.0 - value, grid.parts.1 - value, grid.parts.2 - value, grid.parts.3 - value)
    }

    @inline(__always)
    private static func sum(_ eight: SIMD8<Float>) -> Float {
        let four = eight.lowHalf + eight.highHalf
        return four[0] + four[1] + (four[2] + four[3])
    }
}
