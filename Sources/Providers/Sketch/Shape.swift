/// A filled outline in world coordinates, with a colour at its top and one at its bottom.
struct Shape: Layer {
    var contours: [[SIMD2<Float>]]
    var ink: Ink
    var bottomInk: Ink
    var alpha: Float
    /// Lit from a point instead: `ink` there, `bottomInk` at the radius and beyond.
    var lamp: (center: SIMD2<Float>, radius: Float)?
    private let low: SIMD2<Float>
    private let high: SIMD2<Float>

    init(
        _ contours: [[SIMD2<Float>]], ink: Ink, bottomInk: Ink? = nil, alpha: Float = 1,
        lamp: (center: SIMD2<Float>, radius: Float)? = nil
    ) {
        self.contours = contours
        self.ink = ink
        self.bottomInk = bottomInk ?? ink
        self.alpha = alpha
        self.lamp = lamp
        let points = contours.joined()
        low = points.reduce(SIMD2(repeating: .infinity)) { pointwiseMin($0, $1) }
        high = points.reduce(SIMD2(repeating: -.infinity)) { pointwiseMax($0, $1) }
    }

    private struct Edge {
        var x0: Float
        var y0: Float
        var y1: Float
        var slope: Float
        var direction: Int
    }

    private static let samples = 4

    func paint(_ band: inout Band) {
        guard band.pixels(low, high) != nil else { return }
        var edges: [Edge] = []
        var low = SIMD2<Float>(repeating: .infinity)
        var high = SIMD2<Float>(repeating: -.infinity)
        for contour in contours where contour.count > 2 {
            var previous = band.view.pixel(contour[contour.count - 1])
            for point in contour {
                let next = band.view.pixel(point)
                low = pointwiseMin(low, next)
                high = pointwiseMax(high, next)
                if previous.y != next.y {
                    let isDown = previous.y < next.y
                    let (upper, lower) = isDown ? (previous, next) : (next, previous)
                    edges.append(
                        Edge(
                            x0: upper.x, y0: upper.y, y1: lower.y, slope: (lower.x - upper.x) / (lower.y - upper.y),
                            direction: isDown ? 1 : -1))
                }
                previous = next
            }
        }
        let firstRow = max(band.top, Int(low.y.rounded(.down)))
        let lastRow = min(band.top + band.rows - 1, Int(high.y.rounded(.down)))
        let firstX = max(0, Int(low.x.rounded(.down)))
        let lastX = min(band.view.width - 1, Int(high.x.rounded(.down)))
        guard firstRow <= lastRow, firstX <= lastX, low.x.isFinite else { return }
        var coverage = [Float](repeating: 0, count: lastX - firstX + 2)
        var crossings: [(x: Float, direction: Int)] = []
        let tall = max(1, high.y - low.y)
        for row in firstRow...lastRow {
            for index in coverage.indices { coverage[index] = 0 }
            var isTouched = false
            for sample in 0..<Self.samples {
                let y = Float(row) + (Float(sample) + 0.5) / Float(Self.samples)
                crossings.removeAll(keepingCapacity: true)
                for edge in edges where edge.y0 <= y && y < edge.y1 {
                    crossings.append((edge.x0 + (y - edge.y0) * edge.slope, edge.direction))
                }
                if crossings.count < 2 { continue }
                isTouched = true
                crossings.sort { $0.x < $1.x }
                var winding = 0
                for index in 0..<(crossings.count - 1) {
                    winding += crossings[index].direction
                    if winding != 0 { Self.span(crossings[index].x, crossings[index + 1].x, firstX, lastX, &coverage) }
                }
            }
            guard isTouched else { continue }
            let share = max(0, min(1, (Float(row) + 0.5 - low.y) / tall))
            let flat = ink.mixed(bottomInk, share)
            let line = (row - band.top) * band.view.width
            for x in firstX...lastX {
                let cover = min(1, coverage[x - firstX])
                guard cover > 0.002 else { continue }
                var color = flat
                if let lamp {
                    let away = band.view.world(Float(x) + 0.5, Float(row) + 0.5) - lamp.center
                    color = ink.mixed(bottomInk, smoothstep(0, 1, (away * away).sum().squareRoot() / lamp.radius))
                }
                band.inks[line + x] = band.inks[line + x].mixed(color, cover * alpha)
            }
        }
    }

    /// Adds one sample row's part of a span, exact at both ends.
    private static func span(_ from: Float, _ to: Float, _ first: Int, _ last: Int, _ coverage: inout [Float]) {
        let a = max(from, Float(first))
        let b = min(to, Float(last + 1))
        guard b > a else { return }
        let weight = 1 / Float(samples)
        let left = Int(a)
        let right = min(Int(b), last)
        if left == right {
            coverage[left - first] += (b - a) * weight
            return
        }
        coverage[left - first] += (Float(left + 1) - a) * weight
        if left + 1 < right { for x in (left + 1)..<right { coverage[x - first] += weight } }
        coverage[right - first] += (b - Float(right)) * weight
    }
}
