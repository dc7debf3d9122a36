/// A picture in memory: 8-bit RGBA, straight alpha, sRGB, rows top to bottom without padding.
package struct Bitmap: Equatable, Sendable {
    package let width: Int
    package let height: Int
    /// `width * height * 4` bytes: R, G, B, A.
    package var pixels: [UInt8]

    package init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(pixels.count == width * height * 4, "a bitmap needs four bytes a pixel")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    package init(width: Int, height: Int) {
        self.init(width: width, height: height, pixels: Array(repeating: 0, count: width * height * 4))
    }
}
