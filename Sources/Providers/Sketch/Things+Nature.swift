/// Trees, flowers, stones, and what hangs in the sky.
extension Things {
    mutating func pine(_ color: UInt32?) {
        let green = light.on(color ?? 0x2C5444, distance: distance)
        pen.rect(-0.025, 0, 0.05, 0.16, light.on(0x4A3428, distance: distance))
        for index in 0..<4 {
            let y = 0.1 + Float(index) * 0.2
            let width = 0.27 - Float(index) * 0.055
            pen.polygon([(-width, y), (width, y), (0, y + 0.34)], green * (0.86 + Float(index) * 0.07), to: green * 0.66)
            if isSnowy {
                pen.polygon([(-width * 0.62, y + 0.13), (0, y + 0.34), (width * 0.5, y + 0.17), (width * 0.2, y + 0.15), (0, y + 0.19), (-width * 0.3, y + 0.11)], light.on(0xF1F6FA, distance: distance))
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
        pen.polygon([(-0.05, 0), (0.05, 0), (0.028, 0.5), (-0.028, 0.5)], light.on(0x54392B, distance: distance), to: light.on(0x3A271F, distance: distance))
        pen.stroke([(0, 0.34), (0.16, 0.55)], 0.03, light.on(0x54392B, distance: distance))
        pen.stroke([(0, 0.38), (-0.15, 0.58)], 0.03, light.on(0x54392B, distance: distance))
        for index in 0..<9 {
            let x = dice.within(-0.26...0.26)
            let y = dice.within(0.52...0.88)
            let base = color ?? leaves[index % 3]
            pen.ellipse(x, y, dice.within(0.12...0.2), dice.within(0.1...0.16), light.on(base, distance: distance) * (0.78 + y * 0.3), alpha: 0.96)
        }
    }

    mutating func birch(_ color: UInt32?) {
        let bark = light.on(0xEDE6DC, distance: distance)
        pen.polygon([(-0.035, 0), (0.035, 0), (0.022, 1), (-0.022, 1)], bark, to: bark * 0.8)
        pen.polygon([(0.012, 0), (0.035, 0), (0.022, 1), (0.008, 1)], bark * 0.76)
        for _ in 0..<9 {
            let y = dice.within(0.04...0.95)
            pen.rect(-0.03, y, dice.within(0.02...0.045), 0.009, light.on(0x2A2628, distance: distance))
        }
        let leaf = color ?? (scene.season == .autumn ? 0xE3A233 : scene.season == .winter ? 0xE6EDF3 : 0x8DB255)
        for _ in 0..<16 {
            let side: Float = dice.unit() < 0.5 ? -1 : 1
            pen.ellipse(side * dice.within(0.03...0.22), dice.within(0.5...1.05), dice.within(0.035...0.08), dice.within(0.025...0.05), light.on(leaf, distance: distance) * dice.within(0.8...1.12), alpha: 0.92)
        }
    }

    mutating func moon(_ color: UInt32?) {
        let face = Ink(hex: color ?? 0xF6F1DE)
        pen.glow(0, 0, 4.2, face * 0.34)
        pen.glow(0, 0, 1.9, face * 0.4)
        pen.ellipse(0, 0, 0.5, 0.5, face)
        for (x, y, r) in [(Float(-0.16), Float(0.12), Float(0.1)), (0.14, 0.2, 0.06), (0.1, -0.16, 0.13), (-0.22, -0.2, 0.06)] {
            pen.ellipse(x, y, r, r * 0.9, face * 0.9, alpha: 0.6)
        }
    }

    mutating func sun(_ color: UInt32?) {
        let face = color.map { Ink(hex: $0) } ?? light.sun
        pen.glow(0, 0, 5, face * 0.34)
        pen.glow(0, 0, 1.8, face * 0.5)
        pen.ellipse(0, 0, 0.5, 0.5, face * 1.08)
    }

    mutating func planet(_ color: UInt32?) {
        let face = Ink(hex: color ?? 0xC98F5A)
        pen.glow(0, 0.5, 1.5, face * 0.3)
        pen.ellipse(0, 0.5, 0.5, 0.5, face * 1.15, to: face * 0.5)
        for index in 0..<5 { pen.ellipse(-0.03, 0.24 + Float(index) * 0.12, 0.44 - abs(Float(index) - 2.2) * 0.08, 0.022, face * (index % 2 == 0 ? 0.8 : 1.2), alpha: 0.5) }
        pen.stroke([(-0.85, 0.36), (-0.5, 0.42)], 0.03, face * 1.3, alpha: 0.8)
        pen.polygon(Pen.arc(0, 0.5, 0.88, 0.17, 0.2) + Pen.arc(0, 0.5, 0.7, 0.115, 0.2).reversed(), face * 1.35, alpha: 0.72)
    }

    mutating func rock(_ color: UInt32?) {
        let stone = light.on(color ?? 0x6D6870, distance: distance)
        pen.polygon([(-0.5, 0), (-0.4, 0.24), (-0.12, 0.38), (0.2, 0.32), (0.42, 0.16), (0.5, 0)], stone, to: stone * 0.6)
        pen.polygon([(0.06, 0), (0.2, 0.32), (0.42, 0.16), (0.5, 0)], stone * 0.72)
        if isSnowy { pen.polygon([(-0.4, 0.24), (-0.12, 0.38), (0.2, 0.32), (0.02, 0.28), (-0.2, 0.24)], light.on(0xF1F6FA)) }
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
        for (x, y, r) in [(Float(-0.2), Float(0.58), Float(0.05)), (0.05, 0.7, 0.06), (0.22, 0.56, 0.045), (-0.06, 0.54, 0.035)] { pen.ellipse(x, y, r, r * 0.8, light.on(0xF7F0E4)) }
    }

    mutating func fruit(_ color: UInt32, leaf: Bool) {
        let skin = light.on(color)
        pen.ellipse(0, 0.015, 0.34, 0.05, light.on(0x1E1712), alpha: 0.35)
        pen.ellipse(0, 0.3, 0.31, 0.3, skin * 1.06, to: skin * 0.58)
        pen.ellipse(-0.1, 0.42, 0.1, 0.07, skin.mixed(Ink(1, 1, 1), 0.55), alpha: 0.55, turned: 0.5)
        pen.stroke([(0, 0.58), (0.03, 0.67)], 0.03, light.on(0x5B4028))
        if leaf { pen.ellipse(0.12, 0.66, 0.11, 0.045, light.on(0x5C8D42), turned: 0.4) }
    }

    mutating func bowl(_ color: UInt32?) {
        let clay = light.on(color ?? 0x6E8FA8)
        pen.ellipse(0, 0.0, 0.74, 0.07, light.on(0x1E1712), alpha: 0.35)
        let saved = pen
        for (x, y) in [(Float(-0.3), Float(0.42)), (0.3, 0.42), (0, 0.46), (-0.14, 0.62), (0.18, 0.62)] {
            pen.x = saved.x + x * saved.size
            pen.y = saved.y - y * saved.size
            pen.size = saved.size * 0.62
            fruit(bowlFruit, leaf: y > 0.5)
        }
        (pen.x, pen.y, pen.size) = (saved.x, saved.y, saved.size)
        pen.polygon([(-0.72, 0.52), (0.72, 0.52), (0.6, 0.24), (0.34, 0.03), (-0.34, 0.03), (-0.6, 0.24)], clay * 1.05, to: clay * 0.6)
        pen.rect(-0.74, 0.49, 1.48, 0.05, clay * 1.2)
        pen.rect(-0.6, 0.34, 1.2, 0.018, light.on(0xF2E8D5), alpha: 0.8)
    }
}
