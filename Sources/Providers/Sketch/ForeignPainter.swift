import Pixels

/// Edits a picture that the painter did not paint: grading, camera and focus on its pixels, new things painted over it.
struct ForeignPainter: Sendable {
    let scene: Scene
    let ground: Bitmap
    let width: Int
    let height: Int

    func paint(to path: String) throws {
        var flat = scene
        flat.camera = Scene.Camera()
        let view = View(width: width, height: height, camera: flat.camera)
        // What stands about in a new scene would not fit a picture from elsewhere: only what was asked for is added.
        let things = Composer.things(flat, aspect: view.aspect)
        let finish = Finish(scene: scene, noise: Noise(scene.seed))
        var writer = try PNGRowWriter(path: path, width: width, height: height)
        var top = 0
        while top < height {
            let rows = min(Painter.bandRows, height - top)
            var band = Band(view: view, top: top, rows: rows)
            fill(&band)
            for layer in things { layer.paint(&band) }
            try Task.checkCancellation()
            try writer.write(rows: finish.bytes(band))
            top += rows
        }
        try writer.finish()
    }

    /// The picture under the band, scaled to cover it, nearer when the camera went nearer.
    private func fill(_ band: inout Band) {
        let zoom = max(1, scene.camera.zoom)
        let cover = max(Float(width) / Float(ground.width), Float(height) / Float(ground.height)) * zoom
        let reach = scene.focus == .blurBack || scene.focus == .soft ? max(1, ground.width / 160) : 0
        for row in 0..<band.rows {
            let sy = (Float(band.top + row) + 0.5 - Float(height) / 2) / cover + Float(ground.height) / 2
            for x in 0..<width {
                let sx = (Float(x) + 0.5 - Float(width) / 2) / cover + Float(ground.width) / 2
                band.inks[row * width + x] = reach == 0 ? sample(sx, sy) : blurred(sx, sy, Float(reach))
            }
        }
    }

    private func sample(_ x: Float, _ y: Float) -> Ink {
        let x0 = max(0, min(ground.width - 1, Int(x - 0.5)))
        let y0 = max(0, min(ground.height - 1, Int(y - 0.5)))
        let x1 = min(ground.width - 1, x0 + 1)
        let y1 = min(ground.height - 1, y0 + 1)
        let tx = max(0, min(1, x - 0.5 - Float(x0)))
        let ty = max(0, min(1, y - 0.5 - Float(y0)))
        func ink(_ px: Int, _ py: Int) -> Ink {
            let at = (py * ground.width + px) * 4
            return Ink(Float(ground.pixels[at]), Float(ground.pixels[at + 1]), Float(ground.pixels[at + 2])) / 255
        }
        return ink(x0, y0).mixed(ink(x1, y0), tx).mixed(ink(x0, y1).mixed(ink(x1, y1), tx), ty)
    }

    /// A ring of samples, the sharp middle kept sharp when only the background is to be soft.
    private func blurred(_ x: Float, _ y: Float, _ reach: Float) -> Ink {
        let dx = x / Float(ground.width) - 0.5
        let dy = y / Float(ground.height) - 0.52
        let away = scene.focus == .soft ? 0.5 : smoothstep(0.05, 0.16, dx * dx + dy * dy)
        let r = reach * away
        var sum = sample(x, y)
        for (ox, oy) in [
            (Float(1), Float(0)), (-1, 0), (0, 1), (0, -1), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7),
        ] {
            sum += sample(x + ox * r, y + oy * r) + sample(x + ox * r * 0.5, y + oy * r * 0.5)
        }
        return sum / 17
    }
}
