import Screen

/// A theme's colours as the numbers curses knows, as near as the terminal can come.
struct ColorMap: Sendable {
    /// How many colours curses has: 0, 8, 16, 256, or 16,777,216.
    let count: Int

    var isDirect: Bool { count >= 1 << 24 }

    /// -1 is the terminal's own colour.
    func number(_ color: Color) -> Int32 {
        switch color {
        case .terminal: return -1
        case .ansi(let index):
            return count >= 16 ? Int32(index & 15) : count >= 8 ? Self.ofEight(Int(index & 15)) : -1
        case .rgb(let r, let g, let b):
            // The first sixteen numbers are the theme's own colours; the darkest blues lie there too.
            if isDirect { return max(16, Int32(r) << 16 | Int32(g) << 8 | Int32(b)) }
            if count >= 256 { return Int32(Self.nearest256(r, g, b)) }
            let nearest = Self.nearest16(r, g, b)
            return count >= 16 ? Int32(nearest) : count >= 8 ? Self.ofEight(nearest) : -1
        }
    }

    /// Where there are no bright colours, grey is the terminal's own: as black it would be gone on a black ground.
    private static func ofEight(_ index: Int) -> Int32 { index == 8 ? -1 : Int32(index & 7) }

    /// The cube's levels; 232…255 are greys from 8 in steps of 10.
    private static let levels = [0, 95, 135, 175, 215, 255]

    static func nearest256(_ r: UInt8, _ g: UInt8, _ b: UInt8) -> Int {
        func level(_ value: UInt8) -> Int { value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40 }
        let (x, y, z) = (level(r), level(g), level(b))
        let average = (Int(r) + Int(g) + Int(b)) / 3
        let step = average > 238 ? 23 : max(0, (average - 3) / 10)
        let grey = 8 + 10 * step
        func distance(_ p: Int, _ q: Int, _ s: Int) -> Int {
            let (dr, dg, db) = (Int(r) - p, Int(g) - q, Int(b) - s)
            return 2 * dr * dr + 4 * dg * dg + 3 * db * db
        }
        let cube = distance(levels[x], levels[y], levels[z])
        return distance(grey, grey, grey) < cube ? 232 + step : 16 + 36 * x + 6 * y + z
    }

    /// xterm's sixteen.
    static let sixteen: [(Int, Int, Int)] = [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
        (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
        (255, 255, 255),
    ]

    static func nearest16(_ r: UInt8, _ g: UInt8, _ b: UInt8) -> Int {
        sixteen.indices.min { distance(sixteen[$0], r, g, b) < distance(sixteen[$1], r, g, b) } ?? 7
    }

    private static func distance(_ color: (Int, Int, Int), _ r: UInt8, _ g: UInt8, _ b: UInt8) -> Int {
        let (dr, dg, db) = (color.0 - Int(r), color.1 - Int(g), color.2 - Int(b))
        return 2 * dr * dr + 4 * dg * dg + 3 * db * db
    }
}

extension ColorDepth {
    /// As a terminal with so many colours shows them.
    var map: ColorMap {
        switch self {
        case .mono: ColorMap(count: 0)
        case .ansi16: ColorMap(count: 16)
        case .ansi256: ColorMap(count: 256)
        case .trueColor: ColorMap(count: 1 << 24)
        }
    }
}
