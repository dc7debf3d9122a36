/// Adds an 8 × 8 threshold pattern to a picture, so that a palette's steps turn into a fine, still grain.
enum OrderedDither {
    /// The recursive Bayer matrix: bits of x ^ y and y, interleaved and reversed.
    static func threshold(x: Int, y: Int) -> Int {
        var value = 0
        for bit in 0..<3 {
            value = value << 2 | ((x ^ y) >> bit & 1) << 1 | (y >> bit & 1)
        }
        return value
    }

    static func apply(to bitmap: inout Bitmap, amplitude: Int) {
        let offsets = (0..<64).map { Int16((2 * threshold(x: $0 & 7, y: $0 >> 3) - 63) * amplitude / 128) }
        let (width, height) = (bitmap.width, bitmap.height)
        bitmap.pixels.withUnsafeMutableBufferPointer { pixels in
            var at = 0
            for y in 0..<height {
                for x in 0..<width {
                    let offset = offsets[(y & 7) << 3 | x & 7]
                    for channel in at..<at &+ 3 {
                        let value = Int16(pixels[channel]) &+ offset
                        pixels[channel] = UInt8(truncatingIfNeeded: min(255, max(0, value)))
                    }
                    at &+= 4
                }
            }
        }
    }
}
