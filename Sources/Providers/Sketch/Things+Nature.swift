/// Trees, flowers, stones, and what hangs in the sky.
extension Things {
    mutating func pine(_ color: UInt32?) {
        let green = light.on(color ?? 0x2A5348, distance: distance)
        let snow = light.on(0xF1F6FA, distance: distance)
        pen.rect(-0.022, 0, 0.044, 0.16, light.on(0x4A3428, distance: distance))
        let tiers = 7
        for index in 0..<tiers {
            let share = Float(index) / Float(tiers)
            let y = 0.09 + share * 0.74
            let half = 0.27 * (1 - share) + 0.035
            let jitter = dice.within(-0.02...0.02)
            let skirt: [(Float, Float)] = [
                (-half, y - 0.012 + jitter), (-half * 0.55, y + 0.022), (-half * 0.2, y - 0.008),
                (half * 0.3, y + 0.014), (half * 0.62, y - 0.004),
                (half, y - 0.014 - jitter), (half * 0.3, y + 0.14), (0, y + 0.23), (-half * 0.3, y + 0.14),
            ]
            pen.polygon(skirt, green * (0.9 + share * 0.3), to: green * 0.62)
            pen.polygon(
                [(half * 0.1, y), (half, y - 0.014 - jitter), (half * 0.3, y + 0.14), (0, y + 0.23)], green * 0.62,
                alpha: 0.55)
            if isSnowy {
                pen.curve(
                    [
                        (-half * 0.9, y + 0.012), (-half * 0.3, y + 0.14), (0, y + 0.22), (half * 0.1, y + 0.12),
                        (-half * 0.25, y + 0.05),
                    ], snow, alpha: 0.92)
            }
        }
    }

    mutating func tree(_ color: UInt32?) {
        let leaves: [UInt32] =
            switch scene.season {
            case .spring: [0xE8A7BC, 0xF2C4D0, 0xD98AA6]
            case .summer: [0x4F8A4A, 0x6BA35A, 0x3D7042]
            case .autumn: [0xD9782D, 0xE8A23A, 0xB8502B]
            case .winter: [0xDDE6EE, 0xF0F4F8, 0xC4D0DC]
            }
        pen.polygon(
            [(-0.05, 0), (0.05, 0), (0.028, 0.5), (-0.028, 0.5)], light.on(0x54392B, distance: distance),
            to: light.on(0x3A271F, distance: distance))
        pen.stroke([(0, 0.34), (0.16, 0.55)], 0.03, light.on(0x54392B, distance: distance))
        pen.stroke([(0, 0.38), (-0.15, 0.58)], 0.03, light.on(0x54392B, distance: distance))
        for index in 0..<46 {
            let angle = dice.within(-1...1)
            let x = angle * 0.33 * (0.4 + 0.6 * dice.unit())
            let y = 0.72 + dice.within(-0.2...0.24) * (1.1 - abs(angle))
            let base = color ?? leaves[index % 3]
            let lit = 0.72 + (y - 0.5) * 0.62 - x * 0.3
            let size = dice.within(0.05...0.1)
            pen.ellipse(x, y, size, size * 0.8, light.on(base, distance: distance) * lit, alpha: 0.9)
        }
    }

    mutating func birch(_ color: UInt32?) {
        let bark = light.on(0xF0E9DE, distance: distance)
        let dark = light.on(0x2E282B, distance: distance)
        let lean = dice.within(-0.04...0.04)
        let trunk: [(Float, Float)] = [(-0.034, -0.02), (0.034, -0.02), (0.02 + lean, 1.06), (-0.02 + lean, 1.06)]
        pen.polygon(trunk, bark, to: bark * 0.86)
        pen.polygon(
            [(0.008, -0.02), (0.034, -0.02), (0.02 + lean, 1.06), (0.004 + lean, 1.06)],
            light.on(0x8C8792, distance: distance), alpha: 0.6)
        for _ in 0..<16 {
            let y = dice.within(0.0...1.0)
            let long = dice.within(0.012...0.04)
            let x = dice.unit() < 0.5 ? -0.033 + lean * y + y * 0.012 : 0.03 + lean * y - y * 0.012 - long
            pen.curve(
                [(x, y), (x + long, y + 0.004), (x + long * 0.8, y + 0.014), (x + 0.003, y + 0.012)], dark, alpha: 0.85)
        }
        for index in 0..<4 {
            let y = 0.56 + Float(index) * 0.12
            let side: Float = index % 2 == 0 ? 1 : -1
            pen.taper(
                [(lean * y, y), (side * 0.1 + lean, y + 0.1), (side * 0.2 + lean, y + 0.14)], 0.016, 0.005, dark,
                alpha: 0.8)
        }
        let leaves: [UInt32] =
            color.map { [$0, $0, $0] }
            ?? (scene.season == .autumn
                ? [0xE9A72E, 0xF2C24A, 0xD9822B]
                : scene.season == .winter ? [0xE6EDF3, 0xF4F8FA, 0xCBD7E2] : [0x8DB255, 0xA9C76A, 0x6F9A4A])
        for _ in 0..<90 {
            let away = dice.unit()
            let side: Float = dice.unit() < 0.5 ? -1 : 1
            let y = dice.within(0.52...1.14)
            let x = side * away * away * 0.34 * (1.2 - abs(y - 0.86)) + lean
            let size = dice.within(0.012...0.03)
            pen.ellipse(
                x, y, size, size * 0.66, light.on(leaves[dice.pick(3)], distance: distance) * dice.within(0.82...1.14),
                alpha: 0.9, turned: dice.within(-0.8...0.8))
        }
    }

    mutating func cactus(_ color: UInt32?) {
        let green = light.on(color ?? 0x4C7A4E, distance: distance)
        pen.ellipse(0.1, 0, 0.24, 0.03, light.on(0x2A1A14), alpha: 0.3)
        for (points, width) in [
            ([(Float(0), Float(0)), (0, 0.5), (0, 0.94)], Float(0.13)),
            ([(-0.02, 0.36), (-0.22, 0.38), (-0.24, 0.66)], 0.09),
            ([(0.02, 0.48), (0.2, 0.5), (0.22, 0.74)], 0.085),
        ] {
            pen.taper(points, width, width * 0.95, green)
            pen.taper(points.map { ($0.0 - width * 0.22, $0.1) }, width * 0.18, width * 0.12, green * 1.4, alpha: 0.6)
            pen.taper(points.map { ($0.0 + width * 0.25, $0.1) }, width * 0.3, width * 0.2, green * 0.6, alpha: 0.6)
        }
    }

    mutating func palm(_ color: UInt32?) {
        let green = light.on(color ?? 0x3F8050, distance: distance)
        pen.taper([(0, 0), (0.05, 0.4), (0.16, 0.82)], 0.055, 0.032, light.on(0x7A5A3E, distance: distance))
        for index in 0..<8 {
            let side: Float = index % 2 == 0 ? 1 : -1
            let reach = 0.2 + Float(index / 2) * 0.06
            let fall = 0.16 - Float(index / 2) * 0.11
            pen.curve(
                [
                    (0.16, 0.82), (0.16 + side * reach * 0.5, 0.9 + fall * 0.7), (0.16 + side * reach, 0.78 + fall),
                    (0.16 + side * reach * 0.55, 0.84 + fall * 0.6),
                ],
                green * (1.1 - Float(index) * 0.05), to: green * 0.7)
        }
    }

    mutating func snowman(_ color: UInt32?) {
        let (snow, shade) = (light.on(0xFBFCFF), light.on(0xA9B8CE))
        pen.ellipse(0.06, 0, 0.4, 0.04, light.on(0x2A2A3A), alpha: 0.25)
        for (y, r) in [(Float(0.24), Float(0.27)), (0.58, 0.2), (0.83, 0.145)] {
            pen.ball(0, y, r, r * 0.95, snow, shade)
        }
        let scarf = light.on(color ?? 0xD8412F)
        pen.taper([(-0.14, 0.71), (0, 0.685), (0.14, 0.71)], 0.06, 0.06, scarf)
        pen.taper([(0.09, 0.7), (0.13, 0.58), (0.11, 0.48)], 0.06, 0.05, scarf * 0.84)
        pen.polygon([(0, 0.85), (0, 0.815), (0.16, 0.82)], light.on(0xE8842C))
        for x in [Float(-0.05), 0.05] { pen.ellipse(x, 0.88, 0.016, 0.018, light.on(0x1D181B)) }
        for y in [Float(0.52), 0.6] { pen.ellipse(0, y, 0.018, 0.018, light.on(0x1D181B)) }
        for side in [Float(-1), 1] {
            pen.taper([(side * 0.17, 0.62), (side * 0.34, 0.72), (side * 0.44, 0.78)], 0.02, 0.01, light.on(0x4A3428))
        }
        pen.rect(-0.15, 0.94, 0.3, 0.022, light.on(0x25222B))
        pen.rect(-0.095, 0.95, 0.19, 0.15, light.on(0x25222B))
    }

    mutating func moon(_ color: UInt32?) {
        let face = Ink(hex: color ?? 0xF6F1DE)
        pen.glow(0, 0, 4.2, face * 0.34)
        pen.glow(0, 0, 1.9, face * 0.4)
        pen.ellipse(0, 0, 0.5, 0.5, face)
        for (x, y, r) in [
            (Float(-0.16), Float(0.12), Float(0.1)), (0.14, 0.2, 0.06), (0.1, -0.16, 0.13), (-0.22, -0.2, 0.06),
        ] {
            pen.ellipse(x, y, r, r * 0.9, face * 0.9, alpha: 0.6)
        }
    }

    mutating func sun(_ color: UInt32?) {
        let face = color.map { Ink(hex: $0) } ?? light.sun
        pen.glow(0, 0, 5, face * 0.22)
        pen.glow(0, 0, 1.8, face * 0.3)
        pen.ellipse(0, 0, 0.5, 0.5, face * 1.08)
    }

    mutating func planet(_ color: UInt32?) {
        let face = Ink(hex: color ?? 0xC98F5A)
        pen.glow(0, 0.5, 1.5, face * 0.3)
        pen.ellipse(0, 0.5, 0.5, 0.5, face * 1.15, to: face * 0.5)
        for index in 0..<5 {
            pen.ellipse(
                -0.03, 0.24 + Float(index) * 0.12, 0.44 - abs(Float(index) - 2.2) * 0.08, 0.022,
                face * (index % 2 == 0 ? 0.8 : 1.2), alpha: 0.5)
        }
        pen.stroke([(-0.85, 0.36), (-0.5, 0.42)], 0.03, face * 1.3, alpha: 0.8)
        pen.polygon(
            Pen.arc(0, 0.5, 0.88, 0.17, 0.2) + Pen.arc(0, 0.5, 0.7, 0.115, 0.2).reversed(), face * 1.35, alpha: 0.72)
    }

    mutating func rock(_ color: UInt32?) {
        let stone = light.on(color ?? 0x6D6870, distance: distance)
        pen.polygon(
            [(-0.5, 0), (-0.4, 0.24), (-0.12, 0.38), (0.2, 0.32), (0.42, 0.16), (0.5, 0)], stone, to: stone * 0.6)
        pen.polygon([(0.06, 0), (0.2, 0.32), (0.42, 0.16), (0.5, 0)], stone * 0.72)
        if isSnowy {
            pen.polygon([(-0.4, 0.24), (-0.12, 0.38), (0.2, 0.32), (0.02, 0.28), (-0.2, 0.24)], light.on(0xF1F6FA))
        }
    }

    mutating func flower(_ color: UInt32?) {
        let petal = light.on(color ?? [0xD8412F, 0xE98AB0, 0xF2C53D, 0x8A63D2][pick(4)])
        pen.stroke([(0, 0), (0.03, 0.3), (0, 0.66)], 0.03, light.on(0x4C7A3D))
        pen.ellipse(0.12, 0.26, 0.12, 0.04, light.on(0x5B8F48), turned: 0.5)
        for (x, y) in [(Float(0), Float(0.15)), (0.14, 0.05), (0.09, -0.12), (-0.09, -0.12), (-0.14, 0.05)] {
            pen.ellipse(x, 0.76 + y, 0.105, 0.105, petal, to: petal * 0.8)
        }
        pen.ellipse(0, 0.76, 0.075, 0.075, light.on(0xF3CE58))
    }

    mutating func mushroom(_ color: UInt32?) {
        let cap = light.on(color ?? 0xC93A2B)
        pen.polygon([(-0.1, 0), (0.1, 0), (0.07, 0.5), (-0.07, 0.5)], light.on(0xEFE5D3), to: light.on(0xCFC2AC))
        pen.polygon(Pen.arc(0, 0.45, 0.42, 0.38, 0).filter { $0.1 >= 0.44 }, cap, to: cap * 0.7)
        for (x, y, r) in [
            (Float(-0.2), Float(0.58), Float(0.05)), (0.05, 0.7, 0.06), (0.22, 0.56, 0.045), (-0.06, 0.54, 0.035),
        ] { pen.ellipse(x, y, r, r * 0.8, light.on(0xF7F0E4)) }
    }
}
