/// Who turns picture files into pixels: this process, or one that may crash.
package protocol PictureDecoder: Sendable {
    /// - Parameter fitting: the largest size wanted; nil for the original's own.
    /// - Throws: `cancelled` when the task was.
    func decode(file path: String, fitting: PixelSize?) async throws(PixelsError) -> DecodedImage
}

/// Decodes here and now: for pictures that this program itself has just made, and in tests.
package struct DirectDecoder: PictureDecoder {
    package init() {}

    @concurrent
    package func decode(file path: String, fitting: PixelSize?) async throws(PixelsError) -> DecodedImage {
        try ImageDecoder.decode(file: path, fitting: fitting)
    }
}
