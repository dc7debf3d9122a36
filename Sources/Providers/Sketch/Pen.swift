/// Draws one thing: its own coordinates have the foot at 0,0, y up, and 1 for its usual height.
struct Pen {
    var x: Float
    var y: Float
    var size: Float
    var isFlipped = false
    private(set) var layers: [any Layer] = []

    init(x: Float, y: Float, size: Float, isFlipped: Bool = false) {
        self.x = x
        self.y = y
        self.size = size
        self.isFlipped = isFlipped
    }

    func point(_ px: Float, _ py: Float) -> SIMD2<Float> { SIMD2(x + (isFlipped ? -px : px) * size, y - py * size) }

    mutating func append(_ layer: any Layer) { layers.append(layer) }

    mutating func polygon(_ points: [(Float, Float)], _ ink: Ink, to bottom: Ink? = nil, alpha: Float = 1) {
        layers.append(Shape([points.map { point($0.0, $0.1) }], ink: ink, bottomInk: bottom, alpha: alpha))
    }

    mutating func rect(
        _ px: Float, _ py: Float, _ width: Float, _ height: Float, _ ink: Ink, to bottom: Ink? = nil, alpha: Float = 1
    ) {
        polygon(
            [(px, py), (px + width, py), (px + width, py + height), (px, py + height)], ink, to: bottom, alpha: alpha)
    }

    mutating func ellipse(
        _ cx: Float, _ cy: Float, _ rx: Float, _ ry: Float, _ ink: Ink, to bottom: Ink? = nil, alpha: Float = 1,
        turned: Float = 0
    ) {
        polygon(Self.arc(cx, cy, rx, ry, turned), ink, to: bottom, alpha: alpha)
    }

    static func arc(_ cx: Float, _ cy: Float, _ rx: Float, _ ry: Float, _ turned: Float) -> [(Float, Float)] {
        let count = 48
        var points: [(Float, Float)] = []
        // A unit step turned again and again: no library for sine and cosine is needed.
        let (cosine, sine): (Float, Float) = (0.991_444_86, 0.130_526_19)
        var (ux, uy): (Float, Float) = (1, 0)
        let (tc, ts) = (
            1 - turned * turned / 2 + turned * turned * turned * turned / 24, turned - turned * turned * turned / 6
        )
        for _ in 0..<count {
            let (ex, ey) = (ux * rx, uy * ry)
            points.append((cx + ex * tc - ey * ts, cy + ex * ts + ey * tc))
            (ux, uy) = (ux * cosine - uy * sine, ux * sine + uy * cosine)
        }
        return points
    }

    /// A line of some width through points, with round ends.
    mutating func stroke(_ points: [(Float, Float)], _ width: Float, _ ink: Ink, alpha: Float = 1) {
        for (a, b) in zip(points, points.dropFirst()) {
            let dx = b.0 - a.0
            let dy = b.1 - a.1
            let length = max(1e-6, (dx * dx + dy * dy).squareRoot())
            let nx = -dy / length * width / 2
            let ny = dx / length * width / 2
            polygon(
                [(a.0 + nx, a.1 + ny), (b.0 + nx, b.1 + ny), (b.0 - nx, b.1 - ny), (a.0 - nx, a.1 - ny)], ink,
                alpha: alpha)
        }
        if alpha == 1 { for point in points { ellipse(point.0, point.1, width / 2, width / 2, ink) } }
    }

    mutating func glow(_ px: Float, _ py: Float, _ radius: Float, _ ink: Ink, power: Float = 2) {
        layers.append(Glow(center: point(px, py), radius: radius * size, ink: ink, power: power))
    }

    /// The same drawing upside down in water, weaker.
    func reflected(at waterline: Float) -> [any Layer] {
        layers.compactMap { layer in
            guard let shape = layer as? Shape else { return nil }
            let flipped = shape.contours.map { contour in
                contour.map { SIMD2($0.x, waterline + (waterline - $0.y) * 0.62) }
            }
            return Shape(flipped, ink: shape.bottomInk * 0.8, bottomInk: shape.ink * 0.7, alpha: shape.alpha * 0.42)
        }
    }
}
