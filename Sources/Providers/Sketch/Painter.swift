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
        let cell = scene.style == .pixel ? max(1, max(width, height) / 160) : 1
        let view = View(width: (width + cell - 1) / cell, height: (height + cell - 1) / cell, camera: scene.camera)
        let all = Composer.layers(scene, aspect: view.aspect)
        let layers = all.prefix(max(1, Int(Float(all.count) * share)))
        let finish = Finish(scene: scene, noise: Noise(scene.seed ^ 0x5EED))
        var writer = try PNGRowWriter(path: path, width: width, height: height)
        var top = 0
        var written = 0
        while top < view.height {
            let rows = min(Self.bandRows, view.height - top)
            var band = Band(view: view, top: top, rows: rows)
            for layer in layers { layer.paint(&band) }
            let bytes = finish.bytes(band)
            if cell == 1 {
                try writer.write(rows: bytes)
            } else {
                for row in 0..<rows {
                    let line = enlarged(bytes, row: row, columns: view.width, cell: cell)
                    for _ in 0..<min(cell, height - written) {
                        try writer.write(rows: line)
                        written += 1
                    }
                }
            }
            top += rows
            try progress(Double(top) / Double(view.height))
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
