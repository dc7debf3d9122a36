/// The four source pixels behind one pixel of an enlarged row, and their Catmull-Rom weights.
struct SplineTap {
    var index: SIMD4<Int32>
    var weight: SIMD4<Float>

    static func taps(source: Int, target: Int) -> [SplineTap] {
        (0..<target).map { position in
            let centre = (Float(position) + 0.5) * Float(source) / Float(target) - 0.5
            let base = centre.rounded(.down)
            let t = centre - base
            let first = Int32(base) - 1
            let index = SIMD4<Int32>(first, first + 1, first + 2, first + 3)
            let weight = SIMD4<Float>(
                ((-0.5 * t + 1) * t - 0.5) * t,
                (1.5 * t - 2.5) * t * t + 1,
                ((-1.5 * t + 2) * t + 0.5) * t,
                (0.5 * t - 0.5) * t * t)
            return SplineTap(
                index: index.clamped(lowerBound: .zero, upperBound: SIMD4(repeating: Int32(source - 1))), weight: weight
            )
        }
    }
}
