extension Bitmap {
    /// This picture with a veil over everything outside a rectangle, and a dashed line around what is left clear: seen on
    /// bright and on dark pictures, in any colours.
    ///
    /// - Parameters:
    ///   - region: clipped to the picture; an empty one leaves nothing clear.
    ///   - line: how thick, in pixels; it lies outside the rectangle.
    ///   - dash: how long each of its black and white pieces is.
    package func veiled(outside region: PixelRect, line: Int = 2, dash length: Int = 4) -> Bitmap {
        let clear = region.clipped(to: size)
        let edge = PixelRect(
            x: clear.x - line, y: clear.y - line, width: clear.width + 2 * line, height: clear.height + 2 * line
        ).clipped(to: size)
        var result = self
        let width = width
        result.pixels.withUnsafeMutableBufferPointer { pixels in
            for y in 0..<height {
                let isClearRow = y >= clear.y && y < clear.y + clear.height
                let isEdgeRow = clear.width > 0 && y >= edge.y && y < edge.y + edge.height
                let row = y * width * 4
                func veil(_ columns: Range<Int>) {
                    for at in stride(from: row + columns.lowerBound * 4, to: row + columns.upperBound * 4, by: 4) {
                        // Two fifths of what was there, and grey.
                        for channel in at..<at + 3 { pixels[channel] = UInt8(Int(pixels[channel]) * 2 / 5 + 54) }
                    }
                }
                func dash(_ columns: Range<Int>) {
                    for x in columns {
                        let value: UInt8 = (x + y) / max(1, length) % 2 == 0 ? 255 : 0
                        let at = row + x * 4
                        for channel in at..<at + 3 { pixels[channel] = value }
                        pixels[at + 3] = 255
                    }
                }
                guard isEdgeRow else {
                    veil(0..<width)
                    continue
                }
                veil(0..<edge.x)
                veil(edge.x + edge.width..<width)
                if isClearRow {
                    dash(edge.x..<clear.x)
                    dash(clear.x + clear.width..<edge.x + edge.width)
                } else {
                    dash(edge.x..<edge.x + edge.width)
                }
            }
        }
        return result
    }
}
