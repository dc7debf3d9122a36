/// The nearest palette entry of every colour bin, found when it is first asked for.
struct NearestColor: ~Copyable {
    private static let unknown: UInt16 = 0xFFFF

    private let table: UnsafeMutablePointer<UInt16>
    private let red: UnsafeMutablePointer<SIMD8<Float>>
    private let green: UnsafeMutablePointer<SIMD8<Float>>
    private let blue: UnsafeMutablePointer<SIMD8<Float>>
    private let groups: Int

    /// - Parameter palette: 1…256 colours.
    init(_ palette: [RGB]) {
        let groups = (palette.count + 7) / 8
        self.groups = groups
        table = .allocate(capacity: ColorHistogram.binCount)
        table.initialize(repeating: Self.unknown, count: ColorHistogram.binCount)
        func plane(_ channel: KeyPath<RGB, UInt8>) -> UnsafeMutablePointer<SIMD8<Float>> {
            let plane = UnsafeMutablePointer<SIMD8<Float>>.allocate(capacity: groups)
            for group in 0..<groups {
                var eight = SIMD8<Float>.zero
                for lane in 0..<8 {
                    // The last group is filled up with its last colour.
                    eight[lane] = Float(palette[min(group * 8 + lane, palette.count - 1)][keyPath: channel])
                }
                (plane + group).initialize(to: eight)
            }
            return plane
        }
        red = plane(\.red)
        green = plane(\.green)
        blue = plane(\.blue)
    }

    deinit {
        table.deallocate()
        red.deallocate()
        green.deallocate()
        blue.deallocate()
    }

    /// Settles every bin that occurs by the mean colour of its pixels.
    func settle(_ histogram: borrowing ColorHistogram) {
        for bin in 0..<ColorHistogram.binCount {
            let sum = histogram.bins[bin]
            if sum[3] == 0 { continue }
            let mean = SIMD4<Float>(sum) / Float(sum[3])
            table[bin] = search(mean[0], mean[1], mean[2])
        }
    }

    /// The palette entry for a little-endian RGBA pixel.
    @inline(__always)
    func index(_ pixel: UInt32) -> UInt16 {
        let bin = ColorHistogram.bin(pixel)
        let known = table[bin]
        return known != Self.unknown ? known : found(bin)
    }

    /// The entry of a bin, once settled.
    func settled(_ bin: Int) -> Int { Int(table[bin]) }

    @inline(never)
    private func found(_ bin: Int) -> UInt16 {
        let nearest = search(
            Float(bin >> 10 & 31) * 8 + 4, Float(bin >> 5 & 31) * 8 + 4, Float(bin & 31) * 8 + 4)
        table[bin] = nearest
        return nearest
    }

    /// Eight distances at a time; the lowest bits of each distance carry the group, so that the smallest names its entry.
    private func search(_ r: Float, _ g: Float, _ b: Float) -> UInt16 {
        let mask = SIMD8<UInt32>(repeating: ~31)
        var least = SIMD8<Float>(repeating: .greatestFiniteMagnitude)
        for group in 0..<groups {
            let dr = red[group] - r
            let dg = green[group] - g
            let db = blue[group] - b
            let distance = dr * dr + dg * dg + db * db
            let tagged = unsafeBitCast(
                unsafeBitCast(distance, to: SIMD8<UInt32>.self) & mask | UInt32(truncatingIfNeeded: group),
                to: SIMD8<Float>.self)
            least.replace(with: tagged, where: tagged .< least)
        }
        var lane = 0
        for other in 1..<8 where least[other] < least[lane] { lane = other }
        return UInt16(truncatingIfNeeded: (least[lane].bitPattern & 31) &* 8 &+ UInt32(lane))
    }
}
