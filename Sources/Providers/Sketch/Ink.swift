/// A colour of light, linear enough for mixing: red, green, blue in 0…1 (and above, for glow).
typealias Ink = SIMD3<Float>

extension SIMD3<Float> {
    /// `0xRRGGBB`.
    init(hex: UInt32) {
        self.init(Float(hex >> 16 & 255) / 255, Float(hex >> 8 & 255) / 255, Float(hex & 255) / 255)
    }

    func mixed(_ other: Ink, _ share: Float) -> Ink { self + (other - self) * Swift.max(0, Swift.min(1, share)) }

    var luminance: Float { x * 0.299 + y * 0.587 + z * 0.114 }

    func clamped01() -> Ink { clamped(lowerBound: Ink(repeating: 0), upperBound: Ink(repeating: 1)) }
}

func smoothstep(_ a: Float, _ b: Float, _ x: Float) -> Float {
    let t = max(0, min(1, (x - a) / (b - a)))
    return t * t * (3 - 2 * t)
}
