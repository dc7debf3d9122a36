import Pixels

/// Pictures for tests, and small random numbers that are the same in every run.
enum TestPicture {
    /// Soft gradients with a disc and a bar: smooth areas and hard edges.
    static func make(width: Int, height: Int, opaque: Bool = true) -> Bitmap {
        var bitmap = Bitmap(width: width, height: height)
        for y in 0..<height {
            for x in 0..<width {
                let at = (y * width + x) * 4
                let (dx, dy) = (2 * x - width, 2 * y - height)
                let isDisc = dx * dx + dy * dy < width * height / 4
                let isBar = x * 8 / width == 6
                bitmap.pixels[at] = isDisc ? 230 : UInt8(x * 255 / width)
                bitmap.pixels[at + 1] = isBar ? 20 : UInt8(y * 255 / height)
                bitmap.pixels[at + 2] = isDisc ? 40 : UInt8((x + y) * 127 / (width + height) + 60)
                bitmap.pixels[at + 3] = opaque ? 255 : UInt8(isDisc ? 255 : (x * 255 / width))
            }
        }
        return bitmap
    }
}

/// A linear congruential generator.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
