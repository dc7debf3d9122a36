/// Encodes pictures as DEC sixels.
package enum SixelEncoder {
    /// A complete sequence: `ESC P 0;1;0 q "1;1;w;h`, registers, bands, `ESC \`.
    ///
    /// Pixels that are more than half transparent are not painted, the others are laid on `background`. There is no
    /// graphics newline after the last band, so the cursor's row depends on the height alone. A height that is a
    /// multiple of 6 and stays off the screen's last row is the caller's business.
    ///
    /// - Parameters:
    ///   - colors: palette size, 2…256.
    ///   - dither: amplitude of an ordered dither in levels of 255; 0 for none. 12 hides banding in skies, and doubles
    ///     the bytes of flat pictures.
    package static func encode(
        _ bitmap: Bitmap, colors: Int = 256, background: RGB = .black, dither: Int = 0
    ) -> [UInt8] {
        guard !bitmap.size.isEmpty else { return [] }
        var picture = bitmap.isOpaque ? bitmap : flattened(bitmap, over: background)
        let palette = palette(for: picture, colors: min(256, max(2, colors)))
        if dither > 0 { OrderedDither.apply(to: &picture, amplitude: min(dither, 128)) }
        var writer = SixelWriter(size: bitmap.size, palette: palette)
        picture.pixels.withUnsafeBytes { pixels in
            // Not empty: checked above.
            writer.write(pixels.baseAddress!)
        }
        return writer.finish()
    }

    private static func flattened(_ bitmap: Bitmap, over background: RGB) -> Bitmap {
        var result = bitmap.composited(over: background)
        for offset in stride(from: 3, to: result.pixels.count, by: 4) {
            result.pixels[offset] = bitmap.pixels[offset] < 128 ? 0 : 255
        }
        return result
    }

    /// The colours are those a terminal makes of percentages.
    private static func palette(for bitmap: Bitmap, colors: Int) -> SixelPalette {
        let histogram = ColorHistogram(bitmap)
        let chosen = PaletteChoice.colors(histogram, count: colors)
        guard !chosen.isEmpty else { return SixelPalette([.black]) }
        let palette = SixelPalette(chosen)
        palette.nearest.settle(histogram)
        return palette
    }
}
