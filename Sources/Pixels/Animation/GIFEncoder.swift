/// Bitmaps to an animation that everything opens: GIF89a, a palette of its own for each frame, shown for ever.
///
/// CompuServe Incorporated: “Graphics Interchange Format, Version 89a”, 1990; the loop is Netscape's application extension.
package struct GIFEncoder: Sendable {
    private let size: PixelSize
    private let background: RGB
    private var output: [UInt8] = []

    /// - Parameters:
    ///   - size: of all frames.
    ///   - background: what shows through transparent parts, and around a frame of another shape.
    /// - Throws: when a side is too long for the format.
    package init(size: PixelSize, background: RGB = .black) throws(PixelsError) {
        guard !size.isEmpty, max(size.width, size.height) < 65536 else {
            throw PixelsError(
                .encoding, "A \(size.width)×\(size.height) picture cannot be GIF: its sides end at 65535.")
        }
        self.size = size
        self.background = background
        output += "GIF89a".utf8
        append(size)
        // No palette for all frames, eight bits a channel; no background colour; square pixels.
        output += [0x70, 0, 0]
        output += [0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0]
    }

    /// A frame; one of another size is scaled to fit and centred.
    ///
    /// - Parameter centiseconds: how long it stands; many viewers take less than 2 for 10.
    package mutating func add(_ bitmap: Bitmap, centiseconds: Int) {
        var frame = framed(bitmap)
        let histogram = ColorHistogram(frame)
        let palette = PaletteChoice.colors(histogram, count: 256)
        let nearest = NearestColor(palette)
        nearest.settle(histogram)
        // Flat drawings keep their colours; gradients get the fine grain that hides their steps.
        if palette.count == 256 { OrderedDither.apply(to: &frame, amplitude: 12) }
        let delay = min(max(0, centiseconds), 65535)
        // Left in place until the next frame covers it.
        output += [0x21, 0xF9, 4, 0x04, UInt8(delay & 0xFF), UInt8(delay >> 8), 0, 0]
        var bits = 1
        while 1 << bits < palette.count { bits += 1 }
        output += [0x2C, 0, 0, 0, 0]
        append(size)
        output.append(0x80 | UInt8(bits - 1))
        for index in 0..<(1 << bits) {
            let color = index < palette.count ? palette[index] : .black
            output += [color.red, color.green, color.blue]
        }
        var packer = GIFPacker(bits: max(2, bits))
        frame.pixels.withUnsafeBytes { pixels in
            for index in 0..<size.area {
                let pixel = pixels.load(fromByteOffset: index &* 4, as: UInt32.self)
                packer.add(UInt8(truncatingIfNeeded: nearest.index(pixel)))
            }
        }
        output.append(UInt8(max(2, bits)))
        packer.finish(to: &output)
    }

    package consuming func finish() -> [UInt8] { output + [0x3B] }

    private func framed(_ bitmap: Bitmap) -> Bitmap {
        if bitmap.size == size { return bitmap.composited(over: background) }
        var frame = Bitmap.filled(background, width: size.width, height: size.height)
        guard !bitmap.size.isEmpty else { return frame }
        let own = bitmap.size.scaled(toTouch: size)
        frame.composite(
            bitmap.scaled(to: own), x: (size.width - own.width) / 2, y: (size.height - own.height) / 2)
        return frame
    }

    private mutating func append(_ size: PixelSize) {
        for side in [size.width, size.height] { output += [UInt8(side & 0xFF), UInt8(side >> 8)] }
    }
}
