/// Where the composition lies on the pixels. World: the picture is 1 high and `aspect` wide, y down.
struct View: Hashable, Sendable {
    let width: Int
    let height: Int
    let aspect: Float
    private let a: Float
    private let b: Float
    private let c: Float
    private let d: Float

    init(width: Int, height: Int, camera: Scene.Camera) {
        self.width = width
        self.height = height
        aspect = Float(width) / Float(height)
        // Turning and nearing about the middle, a little below it.
        let scale = camera.zoom * Float(height)
        a = cosT(camera.tilt) * scale
        b = -sinT(camera.tilt) * scale
        let cx = aspect / 2 + camera.pan
        let cy: Float = 0.56
        c = Float(width) / 2 - a * cx - b * cy
        d = cy * Float(height) - (-b) * cx - a * cy
    }

    /// World to pixels.
    func pixel(_ p: SIMD2<Float>) -> SIMD2<Float> { SIMD2(a * p.x + b * p.y + c, -b * p.x + a * p.y + d) }

    /// Pixels to world.
    func world(_ x: Float, _ y: Float) -> SIMD2<Float> {
        let determinant = a * a + b * b
        let px = x - c
        let py = y - d
        return SIMD2((a * px - b * py) / determinant, (b * px + a * py) / determinant)
    }

    /// Pixels a world unit takes.
    var scale: Float { (a * a + b * b).squareRoot() }
}

private func cosT(_ x: Float) -> Float { 1 - x * x / 2 + x * x * x * x / 24 }
private func sinT(_ x: Float) -> Float { x - x * x * x / 6 }

/// Some rows of the picture while they are painted.
struct Band {
    let view: View
    let top: Int
    let rows: Int
    var inks: [Ink]

    init(view: View, top: Int, rows: Int) {
        self.view = view
        self.top = top
        self.rows = rows
        inks = Array(repeating: Ink(repeating: 0), count: view.width * rows)
    }

    /// Runs over the pixels with their world position, leaving out rows that are wholly above a height.
    @inline(__always)
    mutating func each(from start: Float = -.infinity, _ body: (SIMD2<Float>, inout Ink) -> Void) {
        let width = view.width
        let stepX = view.world(1, 0) - view.world(0, 0)
        let view = view
        let top = top
        inks.withUnsafeMutableBufferPointer { inks in
            for row in 0..<rows {
                var place = view.world(0.5, Float(top + row) + 0.5)
                if max(place.y, place.y + stepX.y * Float(width)) < start { continue }
                let line = row * width
                for x in 0..<width {
                    body(place, &inks[line + x])
                    place += stepX
                }
            }
        }
    }

    /// Runs over the pixels around a rectangle of the world.
    @inline(__always)
    mutating func within(_ low: SIMD2<Float>, _ high: SIMD2<Float>, _ body: (SIMD2<Float>, inout Ink) -> Void) {
        guard let box = pixels(low, high) else { return }
        let view = view
        let top = top
        let stepX = view.world(1, 0) - view.world(0, 0)
        inks.withUnsafeMutableBufferPointer { inks in
            for row in box.y0...box.y1 {
                var place = view.world(Float(box.x0) + 0.5, Float(row) + 0.5)
                let line = (row - top) * view.width
                for x in box.x0...box.x1 {
                    body(place, &inks[line + x])
                    place += stepX
                }
            }
        }
    }

    /// The pixels of the band that a rectangle of the world may touch; nil: none.
    func pixels(_ low: SIMD2<Float>, _ high: SIMD2<Float>) -> (x0: Int, y0: Int, x1: Int, y1: Int)? {
        guard low.x.isFinite, high.x.isFinite, low.y.isFinite, high.y.isFinite else { return nil }
        let corners = [low, high, SIMD2(low.x, high.y), SIMD2(high.x, low.y)].map { view.pixel($0) }
        let first = corners.reduce(corners[0]) { pointwiseMin($0, $1) }
        let last = corners.reduce(corners[0]) { pointwiseMax($0, $1) }
        let limit: Float = 1e6
        let y0 = max(top, Int(max(-limit, first.y).rounded(.down)))
        let y1 = min(top + rows - 1, Int(min(limit, last.y).rounded(.down)))
        let x0 = max(0, Int(max(-limit, first.x).rounded(.down)))
        let x1 = min(view.width - 1, Int(min(limit, last.x).rounded(.down)))
        return x0 <= x1 && y0 <= y1 ? (x0, y0, x1, y1) : nil
    }
}

/// Something that is painted over what is there.
protocol Layer: Sendable {
    func paint(_ band: inout Band)
}
