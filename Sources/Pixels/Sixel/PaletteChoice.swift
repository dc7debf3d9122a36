/// The colours a picture is reduced to, wherever it goes: sixel registers, the frames of a GIF.
enum PaletteChoice {
    /// Boxes of the colour space, their centres moved once to the mean of the colours nearest to them; the most frequent
    /// first. Empty when every pixel is transparent.
    static func colors(_ histogram: borrowing ColorHistogram, count: Int) -> [RGB] {
        let first = PaletteBuilder(histogram).palette(count: count)
        guard !first.isEmpty else { return [] }
        let nearest = NearestColor(first)
        nearest.settle(histogram)
        var sums = [SIMD4<Int32>](repeating: .zero, count: first.count)
        for bin in 0..<ColorHistogram.binCount where histogram.bins[bin][3] > 0 {
            sums[nearest.settled(bin)] &+= histogram.bins[bin]
        }
        let used = sums.filter { $0[3] > 0 }.sorted { $0[3] > $1[3] }
        return used.map { RGB(mean: SIMD4<Float>($0), count: Float($0[3])) }
    }
}
