/// How often each colour occurs, in 32 × 32 × 32 bins, with the exact colour sum of every bin.
struct ColorHistogram: ~Copyable {
    static let binCount = 32 * 32 * 32

    /// Red, green and blue sums and the number of pixels of each bin.
    let bins: UnsafeMutablePointer<SIMD4<Int32>>

    /// Counts a picture; beyond half a million pixels every n-th is taken. Transparent ones (alpha below 128) are left out.
    init(_ bitmap: Bitmap) {
        bins = .allocate(capacity: Self.binCount)
        bins.initialize(repeating: .zero, count: Self.binCount)
        let bins = bins
        let count = bitmap.width * bitmap.height
        // An odd step walks through all columns.
        let step = count > 1 << 19 ? (count >> 19) | 1 : 1
        bitmap.pixels.withUnsafeBytes { pixels in
            var index = 0
            while index < count {
                let pixel = pixels.load(fromByteOffset: index &* 4, as: UInt32.self)
                index &+= step
                if pixel < 0x8000_0000 { continue }
                let color = SIMD4<Int32>(
                    truncatingIfNeeded: unsafeBitCast(pixel & 0x00FF_FFFF | 0x0100_0000, to: SIMD4<UInt8>.self))
                let bin = Self.bin(pixel)
                bins[bin] = bins[bin] &+ color
            }
        }
    }

    deinit { bins.deallocate() }

    /// The bin of a little-endian RGBA pixel.
    @inline(__always)
    static func bin(_ pixel: UInt32) -> Int {
        Int((pixel & 0xF8) << 7 | (pixel & 0xF800) >> 6 | (pixel & 0xF8_0000) >> 19)
    }
}
