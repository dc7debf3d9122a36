/// Animals and people, as simple silhouettes with a little light on them.
extension Things {
    /// A body on four legs: where the parts are tells a fox from a horse.
    private mutating func beast(
        _ ink: Ink, leg: Float, body: (Float, Float), neck: Float, head: Float, tail: [(Float, Float)], tailWidth: Float
    ) {
        let dark = ink * 0.66
        let y = leg + body.1
        shadow(body.0 * 1.3)
        for (x, shade) in [
            (-body.0 * 0.62, dark), (body.0 * 0.5, dark), (-body.0 * 0.82, ink * 0.94), (body.0 * 0.72, ink * 0.98),
        ] {
            pen.taper([(x, y), (x - 0.012, leg * 0.5), (x, 0.02)], 0.11, 0.05, shade)
        }
        pen.taper(tail.map { (-body.0 + $0.0, y + $0.1) }, tailWidth, tailWidth * 0.6, ink * 0.9)
        pen.taper(
            [(body.0 * 0.72, y + 0.02), (body.0 + neck * 0.3, y + neck * 0.6), (body.0 + neck * 0.6, y + neck)],
            body.1 * 1.3, head * 1.1, ink)
        let torso: [(Float, Float)] = [
            (-body.0 * 1.02, y + body.1 * 0.25), (-body.0 * 0.6, y + body.1 * 0.92), (0, y + body.1 * 0.8),
            (body.0 * 0.6, y + body.1 * 0.96),
            (body.0 * 1.02, y + body.1 * 0.3), (body.0 * 0.8, y - body.1 * 0.7), (0, y - body.1 * 0.86),
            (-body.0 * 0.8, y - body.1 * 0.6),
        ]
        pen.shaded(Pen.smooth(torso), ink * 1.16, dark, at: (-0.05, y + body.1 * 0.9), radius: body.0 * 1.5)
        pen.ball(body.0 + neck * 0.6 + head * 0.3, y + neck, head, head * 0.72, ink * 1.12, ink * 0.82)
    }

    mutating func dog(_ color: UInt32?) {
        let fur = light.on(color ?? 0xA9763F)
        beast(
            fur, leg: 0.26, body: (0.36, 0.15), neck: 0.2, head: 0.14, tail: [(0, 0.06), (-0.14, 0.2), (-0.16, 0.32)],
            tailWidth: 0.06)
        pen.ellipse(0.66, 0.6, 0.1, 0.07, fur * 0.95)
        pen.ellipse(0.42, 0.6, 0.055, 0.12, fur * 0.62)
        pen.ellipse(0.75, 0.62, 0.024, 0.02, light.on(0x1B181A))
        pen.ellipse(0.57, 0.66, 0.017, 0.02, light.on(0x1B181A))
    }

    mutating func horse(_ color: UInt32?) {
        let coat = light.on(color ?? 0x7A4A2C)
        beast(
            coat, leg: 0.42, body: (0.36, 0.15), neck: 0.3, head: 0.11,
            tail: [(0, 0.04), (-0.1, -0.1), (-0.12, -0.34)], tailWidth: 0.08)
        pen.polygon([(0.5, 0.92), (0.56, 0.93), (0.78, 0.74), (0.72, 0.7)], coat)
        pen.polygon([(0.22, 0.66), (0.5, 1), (0.42, 1), (0.2, 0.72)], coat * 0.5)
        pen.polygon([(0.5, 0.94), (0.53, 1.03), (0.56, 0.93)], coat)
    }

    mutating func deer(_ color: UInt32?) {
        let coat = light.on(color ?? 0x9A6A3E)
        beast(
            coat, leg: 0.4, body: (0.31, 0.14), neck: 0.28, head: 0.09, tail: [(0, 0.04), (-0.06, 0.02)],
            tailWidth: 0.06)
        let horn = light.on(0xD9C7A3)
        for side in [Float(-0.04), 0.06] {
            pen.stroke([(0.48 + side, 0.88), (0.44 + side * 2.6, 1.06), (0.5 + side * 3.4, 1.2)], 0.022, horn)
            pen.stroke([(0.44 + side * 2.4, 1.02), (0.54 + side * 2.2, 1.1)], 0.018, horn)
        }
    }

    mutating func bird(_ color: UInt32?) {
        let ink = color.map { light.on($0) } ?? light.on(0x2A2A34, distance: 0.25)
        pen.stroke([(-0.5, 0.16), (-0.25, 0.26), (-0.02, 0.02)], 0.05, ink)
        pen.stroke([(0.5, 0.2), (0.24, 0.28), (0.02, 0.02)], 0.05, ink)
        pen.ellipse(0, 0.02, 0.1, 0.045, ink)
    }

    mutating func fish(_ color: UInt32?) {
        let skin = light.on(color ?? [0xF08A3C, 0xF2C53D, 0xE05A6A][pick(3)])
        pen.polygon([(-0.3, 0.3), (-0.58, 0.5), (-0.52, 0.3), (-0.58, 0.1)], skin * 0.85)
        pen.ellipse(0, 0.3, 0.36, 0.2, skin * 1.1, to: skin * 0.75)
        pen.polygon([(-0.1, 0.48), (0.1, 0.64), (0.12, 0.46)], skin * 0.8)
        pen.rect(0.02, 0.14, 0.05, 0.32, light.on(0xF8F2E6), alpha: 0.8)
        pen.ellipse(0.22, 0.35, 0.04, 0.04, light.on(0xFFFFFF))
        pen.ellipse(0.23, 0.35, 0.02, 0.022, light.on(0x16161A))
    }

    mutating func whale(_ color: UInt32?) {
        let skin = light.on(color ?? 0x3C5878)
        pen.polygon(
            [(-0.85, 0), (-0.7, 0.22), (-0.3, 0.4), (0.15, 0.38), (0.5, 0.18), (0.66, 0.06), (0.7, 0)], skin * 1.1,
            to: skin * 0.7)
        pen.polygon(
            [(0.6, 0.05), (0.78, 0.32), (0.58, 0.4), (0.86, 0.36), (1.06, 0.46), (0.92, 0.28), (0.72, 0)], skin)
        pen.ellipse(-0.6, 0.12, 0.02, 0.02, light.on(0x0F1218))
        for x in [Float(-0.1), 0, 0.1] {
            pen.stroke(
                [(-0.4, 0.42), (-0.4 + x * 0.6, 0.62), (-0.4 + x * 2, 0.72)], 0.024, light.on(0xDDF0F6), alpha: 0.8)
        }
    }

    mutating func person(_ color: UInt32?) {
        let coat = light.on(color ?? [0xB8432F, 0x2F5D8A, 0x5B7F4A, 0xD9A93A][pick(4)])
        let dark = light.on(0x2A2630)
        pen.polygon([(-0.09, 0), (-0.02, 0), (-0.01, 0.42), (-0.1, 0.42)], dark)
        pen.polygon([(0.02, 0), (0.09, 0), (0.1, 0.42), (0.01, 0.42)], dark * 0.8)
        pen.polygon([(-0.15, 0.34), (0.15, 0.34), (0.11, 0.76), (-0.11, 0.76)], coat * 1.05, to: coat * 0.75)
        pen.stroke([(-0.11, 0.72), (-0.18, 0.46)], 0.06, coat * 0.85)
        pen.stroke([(0.11, 0.72), (0.18, 0.46)], 0.06, coat * 0.7)
        pen.ellipse(0, 0.87, 0.082, 0.092, light.on(0xE3B48E))
        pen.polygon(Pen.arc(0, 0.89, 0.092, 0.095, 0).filter { $0.1 >= 0.885 }, light.on(0x3A2A22))
        heldUmbrella()
    }

    /// The one held by a person, when one was asked for.
    private mutating func heldUmbrella() {
        guard let asked = scene.subjects.first(where: { $0.kind == .umbrella }) else { return }
        let cloth = light.on(asked.color ?? [0xD8412F, 0xF2C53D, 0x3FB5AE][pick(3)])
        pen.rect(0.17, 0.45, 0.02, 0.66, light.on(0x2A2630))
        pen.shaded(
            Pen.arc(0.18, 1.06, 0.46, 0.3, 0).filter { $0.1 >= 1.05 }, cloth * 1.25, cloth * 0.62, at: (0, 1.3),
            radius: 0.7)
    }

    mutating func astronaut(_ color: UInt32?) {
        let suit = light.on(color ?? 0xF4F2EC)
        let (shade, dark) = (suit * 0.56, light.on(0x4A5160))
        pen.ellipse(0.3, -0.01, 0.5, 0.035, Ink(0.02, 0.02, 0.04), alpha: scene.place == .space ? 0 : 0.45)
        pen.shaded(
            Pen.smooth([(-0.24, 0.4), (0.22, 0.4), (0.24, 0.82), (-0.26, 0.82)]), suit * 0.8, shade * 0.8,
            at: (-0.2, 0.8), radius: 0.5)
        for side in [Float(-1), 1] {
            let leg: [(Float, Float)] = [
                (side * 0.02, 0.44), (side * 0.19, 0.42), (side * 0.2, 0.22), (side * 0.19, 0.06), (side * 0.23, 0.0),
                (side * 0.04, 0.0), (side * 0.05, 0.2),
            ]
            pen.shaded(
                Pen.smooth(leg), suit * (side < 0 ? 1.02 : 0.9), shade, at: (side * 0.06 - 0.08, 0.36), radius: 0.42)
            pen.curve([(side * 0.04, 0.055), (side * 0.2, 0.055), (side * 0.25, 0.0), (side * 0.03, 0.0)], dark)
            pen.taper([(side * 0.05, 0.22), (side * 0.19, 0.225)], 0.016, 0.016, shade)
        }
        pen.taper([(-0.17, 0.66), (-0.32, 0.54), (-0.3, 0.38)], 0.13, 0.105, suit * 0.95)
        pen.ball(-0.295, 0.35, 0.06, 0.06, dark * 1.5, dark)
        pen.taper([(0.17, 0.66), (0.34, 0.72), (0.38, 0.9)], 0.13, 0.105, suit * 0.86)
        pen.ball(0.385, 0.95, 0.06, 0.06, dark * 1.5, dark)
        pen.shaded(
            Pen.smooth([(-0.19, 0.38), (0.19, 0.38), (0.22, 0.56), (0.17, 0.74), (-0.17, 0.74), (-0.22, 0.56)]),
            suit * 1.05, shade, at: (-0.12, 0.7), radius: 0.5)
        pen.rect(-0.19, 0.4, 0.38, 0.026, shade)
        pen.ball(0, 0.88, 0.2, 0.2, suit * 1.08, suit * 0.6)
        pen.shaded(
            Pen.smooth([(-0.13, 0.8), (-0.13, 0.95), (0.02, 0.99), (0.16, 0.95), (0.16, 0.8), (0.02, 0.765)]),
            Ink(1, 0.74, 0.36), Ink(0.09, 0.08, 0.2), at: (0.12, 0.78), radius: 0.3)
        pen.ellipse(-0.06, 0.93, 0.04, 0.02, Ink(0.95, 0.97, 1), alpha: 0.85, turned: 0.5)
        pen.curve([(-0.09, 0.5), (0.09, 0.5), (0.09, 0.6), (-0.09, 0.6)], dark)
        pen.ellipse(-0.045, 0.55, 0.019, 0.019, Ink(0.98, 0.36, 0.28))
        pen.ellipse(0.015, 0.55, 0.019, 0.019, Ink(0.4, 0.85, 0.55))
        pen.taper([(0.06, 0.52), (0.2, 0.46), (0.24, 0.56)], 0.022, 0.022, shade)
        pen.rect(-0.2, 0.63, 0.075, 0.05, light.on(0xD8412F))
    }
}
