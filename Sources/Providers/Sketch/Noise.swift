/// Deterministic chance: the same seed gives the same picture on every machine.
struct Dice: Sendable {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 ^ 0xD1B5_4A32_D192_ED03 }

    /// For one thing of many: its own dice, whatever was thrown before.
    init(_ seed: UInt64, _ name: String, _ index: Int = 0) {
        var hash = seed ^ UInt64(truncatingIfNeeded: index) &* 0xA24B_AED4_963E_E407
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        self.init(hash)
        _ = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// 0..<count
    mutating func pick(_ count: Int) -> Int { Int(next() % UInt64(max(1, count))) }

    /// 0..<1
    mutating func unit() -> Float { Float(next() >> 40) / 16_777_216 }

    mutating func within(_ range: ClosedRange<Float>) -> Float {
        range.lowerBound + (range.upperBound - range.lowerBound) * unit()
    }
}

/// Smooth value noise over a table of 256 × 256 numbers.
struct Noise: Sendable {
    private let table: [Float]

    init(_ seed: UInt64) {
        var dice = Dice(seed)
        table = (0..<65_536).map { _ in dice.unit() }
    }

    /// −1…1, one feature a unit.
    func at(_ x: Float, _ y: Float) -> Float {
        let fx = x.rounded(.down)
        let fy = y.rounded(.down)
        let ix = Int(fx) & 255
        let iy = Int(fy) & 255
        let tx = Self.ease(x - fx)
        let ty = Self.ease(y - fy)
        return table.withUnsafeBufferPointer { t in
            let row = iy << 8
            let below = ((iy + 1) & 255) << 8
            let right = (ix + 1) & 255
            let top = t[row | ix] + (t[row | right] - t[row | ix]) * tx
            let bottom = t[below | ix] + (t[below | right] - t[below | ix]) * tx
            return (top + (bottom - top) * ty) * 2 - 1
        }
    }

    /// Several sizes of features on top of one another, about −1…1.
    func clouds(_ x: Float, _ y: Float, octaves: Int) -> Float {
        var sum: Float = 0
        var amplitude: Float = 0.5
        var scale: Float = 1
        for octave in 0..<octaves {
            sum += at(x * scale + Float(octave) * 17.3, y * scale + Float(octave) * 9.1) * amplitude
            amplitude *= 0.5
            scale *= 2.03
        }
        return sum
    }

    private static func ease(_ t: Float) -> Float { t * t * (3 - 2 * t) }
}
