import Testing

@testable import Pixels

@Suite struct StructuralSimilarityTests {
    /// The formula as it stands in the paper, window by window.
    private func plain(_ a: Bitmap, _ b: Bitmap) -> Double {
        func luma(_ bitmap: Bitmap, _ x: Int, _ y: Int) -> Double {
            let at = (y * bitmap.width + x) * 4
            let channels = bitmap.pixels[at..<at + 3].map { Double($0) }
            return (channels[0] * 0.299 + channels[1] * 0.587 + channels[2] * 0.114).rounded()
        }
        var values: [Double] = []
        for top in StructuralSimilarity.starts(a.height) {
            for left in StructuralSimilarity.starts(a.width) {
                let points = (top..<min(top + 8, a.height)).flatMap { y in
                    (left..<min(left + 8, a.width)).map { (luma(a, $0, y), luma(b, $0, y)) }
                }
                let count = Double(points.count)
                let (ma, mb) = (points.reduce(0) { $0 + $1.0 } / count, points.reduce(0) { $0 + $1.1 } / count)
                let va = points.reduce(0) { $0 + ($1.0 - ma) * ($1.0 - ma) } / count
                let vb = points.reduce(0) { $0 + ($1.1 - mb) * ($1.1 - mb) } / count
                let cov = points.reduce(0) { $0 + ($1.0 - ma) * ($1.1 - mb) } / count
                let (c1, c2): (Double, Double) = (6.5025, 58.5225)
                let above: Double = (2 * ma * mb + c1) * (2 * cov + c2)
                let below: Double = (ma * ma + mb * mb + c1) * (va + vb + c2)
                values.append(above / below)
            }
        }
        return values.reduce(0, +) / Double(values.count)
    }

    private func noise(_ seed: UInt64, _ width: Int, _ height: Int) -> Bitmap {
        var random = Seeded(state: seed)
        var bitmap = Bitmap.filled(.black, width: width, height: height)
        for at in bitmap.pixels.indices where at % 4 != 3 {
            bitmap.pixels[at] = UInt8.random(in: 0...255, using: &random)
        }
        return bitmap
    }

    @Test(arguments: [(37, 21), (8, 8), (9, 16), (5, 3), (1, 1), (64, 8)])
    func isTheFormula(_ width: Int, _ height: Int) {
        let picture = TestPicture.make(width: width, height: height)
        var other = picture
        var random = Seeded(state: 7)
        for at in other.pixels.indices where at % 4 != 3 && at % 5 == 0 {
            other.pixels[at] = UInt8.random(in: 0...255, using: &random)
        }
        #expect(abs(StructuralSimilarity.mean(picture, other) - plain(picture, other)) < 1e-9)
    }

    @Test func twoFlatColoursAreTheirBrightnessApart() {
        let (a, b) = (Bitmap.filled(RGB(100, 100, 100), width: 20, height: 20), RGB(120, 120, 120))
        let (above, below): (Double, Double) = (24_000 + 6.5025, 24_400 + 6.5025)
        let expected = above / below
        let value = StructuralSimilarity.mean(a, .filled(b, width: 20, height: 20))
        #expect(abs(value - expected) < 1e-12)
    }

    @Test func noiseHasNothingInCommon() {
        let (a, b) = (noise(1, 120, 90), noise(2, 120, 90))
        #expect(abs(StructuralSimilarity.mean(a, b)) < 0.05)
        #expect(StructuralSimilarity.mean(a, a) == 1)
    }

    @Test(arguments: [(8, [0]), (3, [0]), (9, [0, 1]), (12, [0, 4]), (17, [0, 4, 8, 9])])
    func windowsReachBothEnds(_ length: Int, _ starts: [Int]) {
        #expect(StructuralSimilarity.starts(length) == starts)
    }
}
