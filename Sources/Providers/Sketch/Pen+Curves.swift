/// Round forms: closed curves through points, tapering strokes, lit balls.
extension Pen {
    /// A smooth outline through the points (Catmull-Rom).
    mutating func curve(_ points: [(Float, Float)], _ ink: Ink, to bottom: Ink? = nil, alpha: Float = 1) {
        polygon(Self.smooth(points), ink, to: bottom, alpha: alpha)
    }

    static func smooth(_ points: [(Float, Float)]) -> [(Float, Float)] {
        let count = points.count
        guard count > 2 else { return points }
        var result: [(Float, Float)] = []
        for index in 0..<count {
            let (p0, p1) = (points[(index + count - 1) % count], points[index])
            let (p2, p3) = (points[(index + 1) % count], points[(index + 2) % count])
            for step in 0..<8 {
                let t = Float(step) / 8
                result.append((spline(p0.0, p1.0, p2.0, p3.0, t), spline(p0.1, p1.1, p2.1, p3.1, t)))
            }
        }
        return result
    }

    private static func spline(_ a: Float, _ b: Float, _ c: Float, _ d: Float, _ t: Float) -> Float {
        let square = t * t
        let linear = 2 * b + (c - a) * t
        let bend = (2 * a - 5 * b + 4 * c - d) * square
        return 0.5 * (linear + bend + (3 * b - a - 3 * c + d) * square * t)
    }

    /// A smooth stroke through the points, from one width to another.
    mutating func taper(_ points: [(Float, Float)], _ from: Float, _ to: Float, _ ink: Ink, alpha: Float = 1) {
        guard points.count > 1 else { return }
        let last = points.count - 1
        var path: [(Float, Float)] = []
        for index in 0..<last {
            let (p0, p1) = (points[max(0, index - 1)], points[index])
            let (p2, p3) = (points[index + 1], points[min(last, index + 2)])
            for step in 0..<8 {
                let t = Float(step) / 8
                path.append((Self.spline(p0.0, p1.0, p2.0, p3.0, t), Self.spline(p0.1, p1.1, p2.1, p3.1, t)))
            }
        }
        path.append(points[last])
        var left: [(Float, Float)] = []
        var right: [(Float, Float)] = []
        for index in path.indices {
            let before = path[max(0, index - 1)]
            let after = path[min(path.count - 1, index + 1)]
            let (dx, dy) = (after.0 - before.0, after.1 - before.1)
            let length = max(1e-6, (dx * dx + dy * dy).squareRoot())
            let half = (from + (to - from) * Float(index) / Float(path.count - 1)) / 2
            left.append((path[index].0 - dy / length * half, path[index].1 + dx / length * half))
            right.append((path[index].0 + dy / length * half, path[index].1 - dx / length * half))
        }
        polygon(left + right.reversed(), ink, alpha: alpha)
        ellipse(path[0].0, path[0].1, from / 2, from / 2, ink, alpha: alpha)
        ellipse(points[last].0, points[last].1, to / 2, to / 2, ink, alpha: alpha)
    }

    /// A round body lit from the upper left.
    mutating func ball(_ cx: Float, _ cy: Float, _ rx: Float, _ ry: Float, _ lit: Ink, _ shade: Ink, alpha: Float = 1) {
        let points = Self.arc(cx, cy, rx, ry, 0)
        shaded(points, lit, shade, at: (cx - rx * 0.35, cy + ry * 0.4), radius: max(rx, ry) * 1.45, alpha: alpha)
    }

    /// An outline lit from a point.
    mutating func shaded(
        _ points: [(Float, Float)], _ lit: Ink, _ shade: Ink, at lamp: (Float, Float), radius: Float, alpha: Float = 1
    ) {
        append(
            Shape(
                [points.map { point($0.0, $0.1) }], ink: lit, bottomInk: shade, alpha: alpha,
                lamp: (point(lamp.0, lamp.1), radius * size)))
    }

    mutating func beam(_ from: (Float, Float), _ to: (Float, Float), _ spread: Float, _ ink: Ink) {
        append(Beam(from: point(from.0, from.1), to: point(to.0, to.1), spread: spread * size, ink: ink))
    }
}
