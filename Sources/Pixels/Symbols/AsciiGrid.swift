/// One cell's 8 × 8 samples brought to the 4 × 8 grid in which characters are measured.
struct AsciiGrid {
    private let red: SIMD32<Float>
    private let green: SIMD32<Float>
    private let blue: SIMD32<Float>
    /// Brightness 0…1: its mean, and each sample's deviation from it.
    let mean: Float
    let deviation: SIMD32<Float>

    init(_ samples: Bitmap, column: Int, row: Int) {
        var red = SIMD32<Float>.zero
        var green = SIMD32<Float>.zero
        var blue = SIMD32<Float>.zero
        samples.pixels.withUnsafeBufferPointer { pixels in
            for y in 0..<8 {
                var at = ((row &* 8 &+ y) &* samples.width &+ column &* 8) &* 4
                for x in 0..<4 {
                    let lane = y &* 4 &+ x
                    red[lane] = Float(Int(pixels[at]) &+ Int(pixels[at &+ 4])) * 0.5
                    green[lane] = Float(Int(pixels[at &+ 1]) &+ Int(pixels[at &+ 5])) * 0.5
                    blue[lane] = Float(Int(pixels[at &+ 2]) &+ Int(pixels[at &+ 6])) * 0.5
                    at &+= 8
                }
            }
        }
        (self.red, self.green, self.blue) = (red, green, blue)
        let luma = (red * 0.2126 + green * 0.7152 + blue * 0.0722) * (1 / 255)
        mean = luma.sum() / 32
        deviation = luma - mean
    }

    /// The ink and paper colours with the least squared error below a character.
    func colors(below glyph: AsciiCoverage.Glyph) -> (ink: RGB, paper: RGB) {
        let sums = SIMD4<Float>(red.sum(), green.sum(), blue.sum(), 0) / 32
        guard glyph.spread > 0 else {
            let flat = RGB(mean: sums, count: 1)
            return (flat, flat)
        }
        let products = SIMD4<Float>(
            (red * glyph.coverage).sum(), (green * glyph.coverage).sum(), (blue * glyph.coverage).sum(), 0)
        let slope = (products - sums * (glyph.mean * 32)) / glyph.spread
        let paper = sums - slope * glyph.mean
        return (RGB(mean: paper + slope, count: 1), RGB(mean: paper, count: 1))
    }
}
