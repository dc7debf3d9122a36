extension Bitmap {
    /// The part of the picture inside the rectangle; empty when there is none.
    package func cropped(to rect: PixelRect) -> Bitmap {
        let part = rect.clipped(to: size)
        var result: [UInt8] = []
        result.reserveCapacity(part.width * part.height * 4)
        for y in part.y..<part.y + part.height {
            let start = (y * width + part.x) * 4
            result.append(contentsOf: pixels[start..<start + part.width * 4])
        }
        return Bitmap(width: part.width, height: part.height, pixels: result)
    }

    /// Lays `other` over this picture with its top left corner at (`x`, `y`); what reaches outside is cut off.
    package mutating func composite(_ other: Bitmap, x: Int, y: Int) {
        let part = PixelRect(x: x, y: y, width: other.width, height: other.height).clipped(to: size)
        let stride = width
        pixels.withUnsafeMutableBufferPointer { below in
            other.pixels.withUnsafeBufferPointer { above in
                for row in part.y..<part.y + part.height {
                    var at = (row * stride + part.x) * 4
                    var from = ((row - y) * other.width + part.x - x) * 4
                    for _ in 0..<part.width {
                        let alpha = UInt32(above[from &+ 3])
                        if alpha == 255 {
                            for channel in 0..<4 { below[at &+ channel] = above[from &+ channel] }
                        } else if alpha > 0 {
                            let rest = UInt32(below[at &+ 3]) &* (255 &- alpha)
                            let sum = alpha &* 255 &+ rest
                            for channel in 0..<3 {
                                let mixed =
                                    UInt32(above[from &+ channel]) &* alpha &* 255
                                    &+ UInt32(below[at &+ channel]) &* rest
                                below[at &+ channel] = UInt8((mixed &+ sum / 2) / sum)
                            }
                            below[at &+ 3] = UInt8((sum &+ 127) / 255)
                        }
                        at &+= 4
                        from &+= 4
                    }
                }
            }
        }
    }

    /// The picture on a plain ground, without transparency.
    package func composited(over background: RGB) -> Bitmap {
        if isOpaque { return self }
        var ground = Bitmap.filled(background, width: width, height: height)
        ground.composite(self, x: 0, y: 0)
        return ground
    }
}
