/// What stands on tables and sills.
extension Things {
    mutating func fruit(_ color: UInt32, leaf: Bool) {
        let skin = light.on(color)
        pen.ellipse(0.1, 0.02, 0.42, 0.06, light.on(0x1E1712), alpha: 0.32)
        pen.ball(0, 0.3, 0.31, 0.3, skin.mixed(Ink(1, 0.95, 0.8), 0.32), skin * 0.5)
        pen.ellipse(-0.11, 0.43, 0.07, 0.045, Ink(1, 1, 1), alpha: 0.42, turned: 0.5)
        pen.ellipse(0.02, 0.57, 0.035, 0.016, skin * 0.45)
        guard leaf else { return }
        pen.taper([(0.02, 0.57), (0.03, 0.63), (0.06, 0.67)], 0.03, 0.02, light.on(0x5B4028))
        pen.curve([(0.05, 0.64), (0.15, 0.72), (0.3, 0.7), (0.18, 0.6)], light.on(0x6E9E4C), to: light.on(0x3F6E3A))
    }

    mutating func bowl(_ color: UInt32?) {
        let clay = light.on(color ?? 0x4F7F94)
        pen.ellipse(0.12, 0.0, 0.86, 0.09, light.on(0x1E1712), alpha: 0.34)
        let saved = pen
        pen.ellipse(0, 0.52, 0.72, 0.11, clay * 0.42)
        let heap: [(Float, Float)] = [(-0.2, 0.58), (0.22, 0.6), (-0.42, 0.4), (0.44, 0.4), (0.0, 0.4)]
        for (index, place) in heap.enumerated() {
            pen.x = saved.x + (saved.isFlipped ? -place.0 : place.0) * saved.size
            pen.y = saved.y - place.1 * saved.size
            pen.size = saved.size * 0.74
            fruit(bowlFruit, leaf: index < 2)
        }
        (pen.x, pen.y, pen.size) = (saved.x, saved.y, saved.size)
        let body: [(Float, Float)] = [
            (-0.74, 0.52), (-0.5, 0.475), (0, 0.45), (0.5, 0.475), (0.74, 0.52), (0.68, 0.34), (0.5, 0.15), (0.3, 0.05),
            (0.28, 0),
            (-0.28, 0), (-0.3, 0.05), (-0.5, 0.15), (-0.68, 0.34),
        ]
        pen.shaded(body, clay.mixed(Ink(1, 1, 1), 0.38), clay * 0.42, at: (-0.36, 0.42), radius: 1.15)
        for level in 0..<2 {
            let y = 0.35 - Float(level) * 0.055
            let half = 0.685 - Float(level) * 0.045
            pen.taper(
                [(-half, y + 0.005), (-0.3, y - 0.055), (0.3, y - 0.055), (half, y + 0.005)], 0.014, 0.014,
                light.on(0xF4EAD6), alpha: 0.75)
        }
        pen.taper(
            [(-0.74, 0.52), (-0.4, 0.472), (0, 0.455), (0.4, 0.472), (0.74, 0.52)], 0.022, 0.022,
            clay.mixed(Ink(1, 1, 1), 0.55))
    }

    mutating func cup(_ color: UInt32?) {
        let clay = light.on(color ?? 0xE6DCCB)
        pen.ellipse(0.08, 0, 0.56, 0.07, light.on(0x1E1712), alpha: 0.3)
        pen.taper([(0.3, 0.5), (0.56, 0.48), (0.54, 0.2), (0.26, 0.16)], 0.07, 0.06, clay * 0.72)
        let body: [(Float, Float)] = [(-0.38, 0.62), (0.38, 0.62), (0.34, 0.2), (0.2, 0), (-0.2, 0), (-0.34, 0.2)]
        pen.shaded(body, clay.mixed(Ink(1, 1, 1), 0.4), clay * 0.5, at: (-0.22, 0.46), radius: 0.8)
        pen.ellipse(0, 0.62, 0.38, 0.075, clay * 1.05)
        pen.ellipse(0, 0.612, 0.34, 0.06, light.on(0x4A2C1A))
        for x in [Float(-0.1), 0.1] {
            pen.taper(
                [(x, 0.7), (x + 0.07, 0.85), (x - 0.04, 1), (x + 0.05, 1.16)], 0.05, 0.01, Ink(1, 1, 1), alpha: 0.22)
        }
    }

    mutating func plant(_ color: UInt32?) {
        let clay = light.on(color ?? 0xC56B45)
        for index in 0..<11 {
            let lean = (Float(index) - 5) * 0.085 + dice.within(-0.03...0.03)
            let tall = dice.within(0.72...1.02) - abs(lean) * 0.5
            let leaf = light.on([0x4F8A57, 0x3C7049, 0x6BA062][index % 3])
            pen.curve(
                [
                    (lean * 0.3, 0.36), (lean * 0.9 - 0.05, 0.36 + (tall - 0.36) * 0.55), (lean * 1.5, tall),
                    (lean * 0.9 + 0.055, 0.36 + (tall - 0.36) * 0.5),
                ],
                leaf * 1.1, to: leaf * 0.7)
        }
        pen.ellipse(0.05, 0, 0.28, 0.04, light.on(0x1E1712), alpha: 0.3)
        pen.shaded(
            [(-0.22, 0.36), (0.22, 0.36), (0.16, 0), (-0.16, 0)], clay * 1.2, clay * 0.6, at: (-0.14, 0.3), radius: 0.5)
        pen.rect(-0.25, 0.34, 0.5, 0.07, clay * 1.1, to: clay * 0.9)
    }

    mutating func robot(_ color: UInt32?) {
        let steel = light.on(color ?? 0x8FA9B5)
        let dark = steel * 0.5
        for x in [Float(-0.13), 0.13] {
            pen.taper([(x, 0.3), (x, 0.06)], 0.08, 0.07, dark)
            pen.curve([(x - 0.1, 0), (x + 0.1, 0), (x + 0.08, 0.09), (x - 0.08, 0.09)], steel * 0.8)
        }
        pen.taper([(-0.25, 0.6), (-0.37, 0.48), (-0.34, 0.32)], 0.07, 0.06, dark)
        pen.taper([(0.25, 0.6), (0.38, 0.66), (0.42, 0.82)], 0.07, 0.06, dark)
        pen.shaded(
            Pen.smooth([(-0.25, 0.28), (0.25, 0.28), (0.27, 0.62), (-0.27, 0.62)]), steel * 1.25, steel * 0.6,
            at: (-0.15, 0.56), radius: 0.6)
        pen.shaded(
            Pen.smooth([(-0.23, 0.66), (0.23, 0.66), (0.24, 0.95), (-0.24, 0.95)]), steel * 1.3, steel * 0.66,
            at: (-0.12, 0.92), radius: 0.55)
        pen.curve([(-0.18, 0.72), (0.18, 0.72), (0.18, 0.89), (-0.18, 0.89)], Ink(hex: 0x10222E))
        for x in [Float(-0.08), 0.08] {
            pen.ellipse(x, 0.81, 0.035, 0.045, Ink(0.45, 0.95, 1))
            pen.glow(x, 0.81, 0.16, Ink(0.2, 0.6, 0.7) * 0.7)
        }
        pen.taper([(0, 0.97), (0.01, 1.07)], 0.018, 0.018, dark)
        pen.ellipse(0.01, 1.09, 0.03, 0.03, Ink(1, 0.45, 0.3))
        pen.ellipse(0, 0.46, 0.06, 0.06, Ink(1, 0.78, 0.35))
    }
}
