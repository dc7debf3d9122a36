/// Layers out of focus: painted small once, and spread smoothly over the picture.
struct Backcloth: Layer {
    private let inks: [Ink]
    private let columns: Int
    private let rows: Int
    private let alpha: Float

    /// - Parameter alpha: below 1 the sharp picture shows through, as through a soft lens.
    init(_ layers: [any Layer], view: View, camera: Scene.Camera, alpha: Float = 1) {
        let short: Float = 56
        let scale = short / Float(min(view.width, view.height))
        columns = max(4, Int(Float(view.width) * scale))
        rows = max(4, Int(Float(view.height) * scale))
        var band = Band(view: View(width: columns, height: rows, camera: camera), top: 0, rows: rows)
        for layer in layers { layer.paint(&band) }
        inks = band.inks
        self.alpha = alpha
    }

    func paint(_ band: inout Band) {
        let (columns, rows, alpha) = (columns, rows, alpha)
        let (stepX, stepY) = (Float(columns) / Float(band.view.width), Float(rows) / Float(band.view.height))
        let width = band.view.width
        inks.withUnsafeBufferPointer { inks in
            for row in 0..<band.rows {
                let (y, wy) = Self.weights((Float(band.top + row) + 0.5) * stepY)
                for x in 0..<width {
                    let (left, wx) = Self.weights((Float(x) + 0.5) * stepX)
                    var sum = Ink(repeating: 0)
                    for j in 0..<3 {
                        let line = max(0, min(rows - 1, y + j)) * columns
                        var across = Ink(repeating: 0)
                        for i in 0..<3 { across += inks[line + max(0, min(columns - 1, left + i))] * wx[i] }
                        sum += across * wy[j]
                    }
                    let at = row * width + x
                    band.inks[at] = alpha >= 1 ? sum : band.inks[at].mixed(sum, alpha) + sum * (0.08 * alpha)
                }
            }
        }
    }

    /// A quadratic B-spline's first sample and three weights: smooth, without the corners of linear steps.
    private static func weights(_ place: Float) -> (Int, SIMD3<Float>) {
        let nearest = place.rounded(.down)
        let t = place - nearest
        return (Int(nearest) - 1, SIMD3(0.5 * (1 - t) * (1 - t), 0.75 - (t - 0.5) * (t - 0.5), 0.5 * t * t))
    }
}
