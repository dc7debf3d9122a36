/// What came out of a decoder.
package struct DecodedImage: Equatable, Sendable {
    /// The picture upright, scaled to the asked fit; rows that never arrived are transparent (PNG, WebP) or grey (JPEG).
    package var bitmap: Bitmap
    /// False when the file was cut off or damaged on the way: never show such a picture as whole.
    package var isComplete: Bool
    /// Pixels of the original, upright.
    package var original: PixelSize

    package init(bitmap: Bitmap, isComplete: Bool, original: PixelSize) {
        self.bitmap = bitmap
        self.isComplete = isComplete
        self.original = original
    }
}
