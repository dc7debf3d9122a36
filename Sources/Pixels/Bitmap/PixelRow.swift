/// Work on one run of RGBA pixels, shared by the decoders and the scalers.
enum PixelRow {
    static func isOpaque(_ pixels: UnsafePointer<UInt8>, count: Int) -> Bool {
        let raw = UnsafeRawPointer(pixels)
        var all = SIMD16<UInt8>(repeating: 255)
        var index = 0
        while index &+ 4 <= count {
            all &= raw.loadUnaligned(fromByteOffset: index &* 4, as: SIMD16<UInt8>.self)
            index &+= 4
        }
        var alpha = all[3] & all[7] & all[11] & all[15]
        while index < count {
            alpha &= pixels[index &* 4 &+ 3]
            index &+= 1
        }
        return alpha == 255
    }

    /// Multiplies the colours by their alpha, rounded. Opaque runs are only read.
    static func premultiply(_ pixels: UnsafeMutablePointer<UInt8>, count: Int) {
        if isOpaque(pixels, count: count) { return }
        var offset = 0
        for _ in 0..<count {
            let alpha = UInt32(pixels[offset &+ 3])
            for channel in 0..<3 {
                let product = UInt32(pixels[offset &+ channel]) &* alpha &+ 128
                pixels[offset &+ channel] = UInt8(truncatingIfNeeded: (product &+ (product >> 8)) >> 8)
            }
            offset &+= 4
        }
    }
}
