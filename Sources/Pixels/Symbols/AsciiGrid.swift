/// One cell's 8 × 8 samples brought to the 4 × 8 grid in which characters are measured.
struct AsciiGrid {
    private let red: SampleGrid
    private let green: SampleGrid
    private let blue: SampleGrid
    /// Brightness 0…1: its mean, and each sample's deviation from it.
    let mean: Float
    let deviation: SampleGrid

    /// - Parameters:
    ///   - pixels: the cell's first RGBA sample.
    ///   - stride: bytes from one row of samples to the next.
    init(_ pixels: UnsafeRawPointer, stride: Int) {
        func plane(_ channel: Int) -> SampleGrid {
            SampleGrid { column, row in
                let at = pixels + (row &* stride &+ column &* 8 &+ channel)
                return Float(Int(at.load(as: UInt8.self)) &+ Int(at.load(fromByteOffset: 4, as: UInt8.self))) * 0.5
            }
        }
        let (red, green, blue) = (plane(0), plane(1), plane(2))
        let luma = SampleGrid { column, row in
            let at = pixels + (row &* stride &+ column &* 8)
            func both(_ channel: Int) -> Float {
                Float(
                    Int(at.load(fromByteOffset: channel, as: UInt8.self))
                        &+ Int(at.load(fromByteOffset: channel &+ 4, as: UInt8.self)))
            }
            return (both(0) * 0.2126 + both(1) * 0.7152 + both(2) * 0.0722) * (1 / 510)
        }
        (self.red, self.green, self.blue) = (red, green, blue)
        mean = luma.total / 32
        deviation = luma - mean
    }

    /// The ink and paper colours with the least squared error below a character.
    func colors(below glyph: AsciiCoverage.Glyph) -> (ink: RGB, paper: RGB) {
        let means = SIMD4<Float>(red.total, green.total, blue.total, 0) / 32
        guard glyph.spread > 0 else {
            let flat = RGB(mean: means, count: 1)
            return (flat, flat)
        }
        let products = SIMD4<Float>(red.dot(glyph.coverage), green.dot(glyph.coverage), blue.dot(glyph.coverage), 0)
        let slope = (products - means * (glyph.mean * 32)) / glyph.spread
        let paper = means - slope * glyph.mean
        return (RGB(mean: paper + slope, count: 1), RGB(mean: paper, count: 1))
    }
}
