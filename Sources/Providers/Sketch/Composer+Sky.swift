/// What hangs in the dark: a galaxy's band, and a world to look at.
extension Composer {
    mutating func heavens() {
        layers.append(
            Nebula(noise: noise, inks: Self.nebulae[Int(scene.seed % 3)], strength: scene.place == .lunar ? 0.8 : 1.7))
        guard !scene.subjects.contains(where: { $0.kind == .planet }), !scene.hidden.contains(.planet) else { return }
        if scene.place == .lunar {
            earth()
        } else {
            var planet = Things(
                pen: Pen(x: aspect * 0.76, y: 0.66, size: 0.46 * unit), scene: scene, light: light,
                dice: Dice(scene.seed), distance: 0)
            planet.draw(.planet, [0x4F86C6, 0xC98F5A, 0x9A6FC0][Int(scene.seed % 3)])
            layers += planet.pen.layers
        }
    }

    private static let nebulae: [(Ink, Ink)] = [
        (Ink(0.36, 0.16, 0.5), Ink(0.1, 0.3, 0.55)), (Ink(0.5, 0.18, 0.28), Ink(0.2, 0.16, 0.5)),
        (Ink(0.1, 0.36, 0.42), Ink(0.34, 0.14, 0.46)),
    ]

    private mutating func earth() {
        var pen = Pen(x: aspect * 0.74, y: 0.28, size: 0.32 * unit)
        pen.glow(0, 0, 1.25, Ink(0.2, 0.45, 0.9) * 0.5)
        pen.ball(0, 0, 0.5, 0.5, Ink(hex: 0x6FB4EA), Ink(hex: 0x0B1D3F))
        let land: [[(Float, Float)]] = [
            [(-0.3, 0.28), (-0.12, 0.36), (0.02, 0.26), (-0.04, 0.1), (-0.16, 0.02), (-0.28, 0.12)],
            [(-0.1, -0.06), (0.04, -0.1), (0.02, -0.28), (-0.06, -0.38), (-0.12, -0.22)],
            [(0.18, 0.26), (0.36, 0.18), (0.4, 0.0), (0.26, -0.08), (0.16, 0.08)],
        ]
        for shape in land {
            pen.shaded(
                Pen.smooth(shape), Ink(hex: 0x8FBF7A), Ink(hex: 0x12301F), at: (-0.2, 0.2), radius: 0.75, alpha: 0.92)
        }
        for (y, x, long) in [
            (Float(0.16), Float(-0.1), Float(0.3)), (-0.02, 0.12, 0.24), (-0.2, -0.08, 0.26), (0.36, 0.0, 0.16),
        ] {
            pen.ellipse(x, y, long, 0.026, Ink(1, 1, 1), alpha: 0.5, turned: 0.12)
            pen.ellipse(x + long * 0.3, y + 0.035, long * 0.5, 0.018, Ink(1, 1, 1), alpha: 0.42, turned: 0.1)
        }
        layers += pen.layers
    }
}

/// Clouds of glowing gas across the stars.
struct Nebula: Layer {
    var noise: Noise
    var inks: (Ink, Ink)
    var strength: Float

    func paint(_ band: inout Band) {
        let (noise, inks, strength) = (noise, inks, strength)
        band.each { place, out in
            let across = (place.y - 0.62 + (place.x - 0.9) * 0.32) * 2.3
            let gas = noise.clouds(place.x * 2.2 + 7, place.y * 2.2 + 3, octaves: 4)
            let body = max(0, 1 - across * across) * smoothstep(-0.25, 0.6, gas)
            guard body > 0 else { return }
            let tone = smoothstep(-0.3, 0.4, noise.at(place.x * 1.7 + 30, place.y * 1.7))
            out += inks.0.mixed(inks.1, tone) * (body * body * 0.75 * strength)
        }
    }
}
