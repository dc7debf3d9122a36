import Pixels

/// Paints a scene into a PNG file, band by band: memory does not grow with the picture.
struct Painter: Sendable {
    /// Rows painted at once.
    static let bandRows = 64

    let scene: Scene
    let width: Int
    let height: Int
    /// 0…1: how much of the composition is there yet; drafts show fewer layers.
    var share: Float = 1

    /// - Parameter progress: 0…1 after each band; may throw to stop.
    func paint(to path: String, progress: (Double) throws -> Void) throws {
        // Pixel art is painted small and enlarged, each cell a square.
        let cell = scene.style == .pixel ? max(1, max(width, height) / 144) : 1
        let size = (width: (width + cell - 1) / cell, height: (height + cell - 1) / cell)
        let whole = ScenePainter(scene, width: size.width, height: size.height, share: share)
        let patches = scene.patches.map {
            (frame: $0.frame, painter: ScenePainter($0.scene, width: size.width, height: size.height, share: share))
        }
        var writer = try PNGRowWriter(path: path, width: width, height: height, settings: PNGSettings(hasAlpha: false))
        var top = 0
        var written = 0
        while top < size.height {
            let rows = min(Self.bandRows, size.height - top)
            var bytes = whole.bytes(top: top, rows: rows)
            for patch in patches {
                let blend = FrameBlend(patch.frame, width: size.width, height: size.height)
                guard blend.touches(top: top, rows: rows) else { continue }
                blend.lay(patch.painter.bytes(top: top, rows: rows), over: &bytes, top: top, rows: rows)
            }
            if cell == 1 {
                try writer.write(rows: bytes)
            } else {
                for row in 0..<rows {
                    let line = enlarged(bytes, row: row, columns: size.width, cell: cell)
                    for _ in 0..<max(0, min(cell, height - written)) {
                        try writer.write(rows: line)
                        written += 1
                    }
                }
            }
            top += rows
            try progress(Double(top) / Double(size.height))
        }
        try writer.finish()
    }

    private func enlarged(_ bytes: [UInt8], row: Int, columns: Int, cell: Int) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(width * 4)
        for x in 0..<width {
            let at = (row * columns + x / cell) * 4
            line += bytes[at..<(at + 4)]
        }
        return line
    }
}

/// One state of a scene, ready to paint any rows of the picture.
struct ScenePainter: Sendable {
    private let view: View
    private let layers: [any Layer]
    private let finish: Finish

    init(_ scene: Scene, width: Int, height: Int, share: Float = 1) {
        view = View(width: width, height: height, camera: scene.camera)
        let (all, background) = Composer.layers(scene, aspect: view.aspect)
        let shown = Array(all.prefix(max(1, Int((Float(all.count) * share).rounded(.up)))))
        switch scene.focus {
        case .blurBack where background > 0:
            let split = min(background, shown.count)
            layers = [Backcloth(Array(shown[..<split]), view: view, camera: scene.camera)] + shown[split...]
        case .soft: layers = shown + [Backcloth(shown, view: view, camera: scene.camera, alpha: 0.5)]
        case .blurBack, .blurFront, .sharp: layers = shown
        }
        finish = Finish(scene: scene, noise: Noise(scene.seed ^ 0x5EED))
    }

    /// RGBA, four bytes a pixel.
    func bytes(top: Int, rows: Int) -> [UInt8] {
        var band = Band(view: view, top: top, rows: rows)
        for layer in layers { layer.paint(&band) }
        return finish.bytes(band)
    }
}

/// Lays a part of one picture over another, with a soft edge inside the rectangle.
struct FrameBlend {
    private let x0: Int
    private let y0: Int
    private let x1: Int
    private let y1: Int
    private let soft: Int

    init(_ frame: Scene.Frame, width: Int, height: Int) {
        x0 = Int((frame.x0 * Float(width)).rounded())
        x1 = Int((frame.x1 * Float(width)).rounded())
        y0 = Int((frame.y0 * Float(height)).rounded())
        y1 = Int((frame.y1 * Float(height)).rounded())
        soft = max(1, min(x1 - x0, y1 - y0) / 14)
    }

    func touches(top: Int, rows: Int) -> Bool { y0 < top + rows && y1 > top && x0 < x1 }

    func lay(_ patch: [UInt8], over bytes: inout [UInt8], top: Int, rows: Int) {
        let width = bytes.count / 4 / rows
        for y in max(y0, top)..<min(y1, top + rows) {
            for x in x0..<min(x1, width) {
                let inside = min(min(x - x0, x1 - 1 - x), min(y - y0, y1 - 1 - y)) + 1
                let weight = min(256, inside * 256 / soft)
                let at = ((y - top) * width + x) * 4
                for channel in at..<(at + 3) {
                    bytes[channel] = UInt8((Int(bytes[channel]) * (256 - weight) + Int(patch[channel]) * weight) >> 8)
                }
            }
        }
    }
}
