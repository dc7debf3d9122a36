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

    /// A wholly transparent picture.
    package init(width: Int, height: Int) {
        self.init(width: width, height: height, pixels: Array(repeating: 0, count: width * height * 4))
    }

    package var size: PixelSize { PixelSize(width: width, height: height) }

    /// A picture of one opaque colour.
    package static func filled(_ color: RGB, width: Int, height: Int) -> Bitmap {
        let count = width * height
        let pixels = [UInt8](unsafeUninitializedCapacity: count * 4) { buffer, initialized in
            var offset = 0
            for _ in 0..<count {
                buffer[offset] = color.red
                buffer[offset &+ 1] = color.green
                buffer[offset &+ 2] = color.blue
                buffer[offset &+ 3] = 255
                offset &+= 4
            }
            initialized = count * 4
        }
        return Bitmap(width: width, height: height, pixels: pixels)
    }

    /// Whether every pixel is opaque.
    package var isOpaque: Bool {
        pixels.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return true }
            return PixelRow.isOpaque(base, count: width * height)
        }
    }
}
