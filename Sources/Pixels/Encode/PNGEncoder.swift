import CSpng
import Glibc

/// Bitmaps to PNG files in memory. Pictures made band by band go through `PNGRowWriter`.
package enum PNGEncoder {
    /// Encodes the whole picture. An opaque bitmap is written without alpha whatever the settings say.
    package static func encode(_ bitmap: Bitmap, settings: PNGSettings = .fast) throws(PixelsError) -> [UInt8] {
        var settings = settings
        if settings.hasAlpha, bitmap.isOpaque { settings.hasAlpha = false }
        let context = try PNGContext(size: bitmap.size, settings: settings)
        try context.check(spng_set_option(context.handle, SPNG_ENCODE_TO_BUFFER, 1))
        try context.begin()
        try context.write(bitmap.pixels, hasAlpha: settings.hasAlpha, rows: bitmap.height)
        var count = 0
        var status: Int32 = 0
        guard let bytes = spng_get_png_buffer(context.handle, &count, &status) else {
            throw PNGContext.failure(status)
        }
        defer { free(bytes) }
        return Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }
}
