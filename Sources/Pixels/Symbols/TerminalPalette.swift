/// The colours a terminal with a palette can show, and the nearest of them to any colour.
struct TerminalPalette {
    /// Palette index of the first colour below.
    let base: Int
    let colors: [RGB]

    /// xterm's sixteen; a theme may differ.
    static let ansi16 = TerminalPalette(
        base: 0,
        colors: [
            RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0),
            RGB(0, 0, 238), RGB(205, 0, 205), RGB(0, 205, 205), RGB(229, 229, 229),
            RGB(127, 127, 127), RGB(255, 0, 0), RGB(0, 255, 0), RGB(255, 255, 0),
            RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255), RGB(255, 255, 255),
        ])

    /// The 6 × 6 × 6 cube and 24 greys.
    static let extended: TerminalPalette = {
        let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
        var colors: [RGB] = []
        for red in levels { for green in levels { for blue in levels { colors.append(RGB(red, green, blue)) } } }
        for step in 0..<24 {
            let level = UInt8(8 + step * 10)
            colors.append(RGB(level, level, level))
        }
        return TerminalPalette(base: 16, colors: colors)
    }()

    func color(_ index: UInt8) -> RGB { colors[Int(index) - base] }

    /// A colour as the point whose squared distances compare colours. With sixteen colours it is luma and chroma, chroma
    /// counting double: an orange must become red, not the grey that is nearer in RGB. Linear, so mixtures hold.
    func point(_ rgb: SIMD4<Float>) -> SIMD4<Float> {
        if base == 16 { return SIMD4(rgb[0], rgb[1], rgb[2], 0) }
        let luma = rgb[0] * 0.299 + rgb[1] * 0.587 + rgb[2] * 0.114
        return SIMD4(luma * 1.732, (rgb[2] - luma) * (0.564 * 2.449), (rgb[0] - luma) * (0.713 * 2.449), 0)
    }

    /// The palette index of the nearest colour.
    func nearest(to color: RGB) -> UInt8 {
        if base == 16 { return nearestExtended(to: color) }
        let wanted = point(color.vector)
        var best = 0
        var least = Float.infinity
        for index in colors.indices {
            let off = point(colors[index].vector) - wanted
            let distance = (off * off).sum()
            if distance < least { (best, least) = (index, distance) }
        }
        return UInt8(base + best)
    }

    /// The distance is a weighted sum of channels, so the nearest in the cube is the nearest level of each channel.
    private func nearestExtended(to color: RGB) -> UInt8 {
        func level(_ value: UInt8) -> Int { value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40 }
        let cube = level(color.red) * 36 + level(color.green) * 6 + level(color.blue)
        let mean = (2 * Int(color.red) + 4 * Int(color.green) + 3 * Int(color.blue) + 4) / 9
        let grey = 216 + min(23, max(0, (mean - 3) / 10))
        let isGrey = colors[grey].distance(to: color) < colors[cube].distance(to: color)
        return UInt8(16 + (isGrey ? grey : cube))
    }
}
