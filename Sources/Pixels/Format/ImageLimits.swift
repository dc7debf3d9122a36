/// How large a picture may be before anything is decoded. Measured against the header, so a bomb costs nothing.
package struct ImageLimits: Hashable, Sendable {
    /// Pixels on either side.
    package var side: Int
    /// Pixels in all.
    package var pixels: Int
    /// Bytes of the encoded file.
    package var bytes: Int

    package init(side: Int = 32_768, pixels: Int = 64 << 20, bytes: Int = 256 << 20) {
        self.side = side
        self.pixels = pixels
        self.bytes = bytes
    }

    /// 64 Mpx, sides of 32768, 256 MiB: three times the largest picture any provider makes.
    package static let standard = ImageLimits()

    package func check(_ size: PixelSize) throws(PixelsError) {
        if size.isEmpty {
            throw PixelsError(.damaged, "The picture says it is \(size.width)×\(size.height) pixels. Ask for it again.")
        }
        if size.width > side || size.height > side || size.area > pixels {
            throw PixelsError(
                .tooLarge,
                "The picture is \(size.width)×\(size.height) pixels; the limit is \(pixels >> 20) Mpx and "
                    + "\(side) a side. It is kept as it is; scale it down elsewhere to look at it here.")
        }
    }

    package func check(byteCount: Int) throws(PixelsError) {
        if byteCount > bytes {
            throw PixelsError(
                .tooLarge,
                "The picture file has \(byteCount >> 20) MiB; the limit is \(bytes >> 20). It is kept as it is.")
        }
    }
}
