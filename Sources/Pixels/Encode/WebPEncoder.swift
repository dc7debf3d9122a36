import CWebP

/// Bitmaps to WebP, for export.
package enum WebPEncoder {
    /// - Parameter quality: 0…100, or nil for lossless.
    package static func encode(_ bitmap: Bitmap, quality: Int? = nil) throws(PixelsError) -> [UInt8] {
        let (width, height, stride) = (Int32(bitmap.width), Int32(bitmap.height), Int32(bitmap.width * 4))
        var output: UnsafeMutablePointer<UInt8>?
        guard !bitmap.size.isEmpty, bitmap.width <= WEBP_MAX_DIMENSION, bitmap.height <= WEBP_MAX_DIMENSION else {
            throw PixelsError(
                .encoding, "A \(bitmap.width)×\(bitmap.height) picture cannot be WebP: its sides end at 16383.")
        }
        let count =
            if let quality {
                WebPEncodeRGBA(bitmap.pixels, width, height, stride, Float(min(100, max(0, quality))), &output)
            } else {
                WebPEncodeLosslessRGBA(bitmap.pixels, width, height, stride, &output)
            }
        defer { WebPFree(output) }
        guard count > 0, let output else { throw PixelsError(.encoding, "The WebP cannot be written.") }
        return Array(UnsafeBufferPointer(start: output, count: count))
    }
}
