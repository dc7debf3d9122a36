/// Houses, towers and what else people build.
extension Things {
    mutating func lighthouse(_ color: UInt32?) {
        let wall = light.on(0xF4EFE6)
        let shade = light.on(0xC9C2BC)
        let band = light.on(color ?? 0xC8402F)
        pen.polygon(
            [(-0.42, -0.03), (-0.3, 0.09), (-0.1, 0.13), (0.16, 0.12), (0.34, 0.05), (0.46, -0.03)], light.on(0x4C4650),
            to: light.on(0x2C2933))
        func half(_ y: Float) -> Float { 0.115 - 0.05 * y }
        for index in 0..<5 {
            let y0 = 0.1 + Float(index) * 0.14
            let y1 = y0 + 0.14
            let ink = index % 2 == 1 ? band : wall
            pen.polygon([(-half(y0), y0), (half(y0), y0), (half(y1), y1), (-half(y1), y1)], ink)
            pen.polygon(
                [(half(y0) * 0.25, y0), (half(y0), y0), (half(y1), y1), (half(y1) * 0.25, y1)],
                index % 2 == 1 ? band * 0.72 : shade)
        }
        pen.rect(-0.115, 0.8, 0.23, 0.025, light.on(0x33313B))
        for index in 0..<6 { pen.rect(-0.105 + Float(index) * 0.04, 0.82, 0.008, 0.035, light.on(0x33313B)) }
        let lamp = isLampTime ? Ink(1, 0.93, 0.62) : light.on(0xBFD8E0)
        pen.rect(-0.06, 0.825, 0.12, 0.09, lamp)
        pen.rect(-0.004, 0.825, 0.008, 0.09, light.on(0x33313B))
        pen.polygon([(-0.085, 0.915), (0.085, 0.915), (0.012, 0.99), (-0.012, 0.99)], band * 0.85)
        pen.ellipse(0, 0.995, 0.012, 0.014, light.on(0x33313B))
        pen.rect(-0.022, 0.32, 0.036, 0.06, light.on(0x3A4358))
        pen.rect(-0.018, 0.58, 0.03, 0.05, isLampTime ? Ink(1, 0.85, 0.5) : light.on(0x3A4358))
        pen.polygon([(-0.03, 0.1), (0.03, 0.1), (0.03, 0.2), (0, 0.22), (-0.03, 0.2)], light.on(0x5B3A2B))
        if isLampTime {
            pen.beam((0.03, 0.87), (3.4, 1.22), 0.34, Ink(1, 0.9, 0.62) * 0.5)
            pen.beam((-0.03, 0.87), (-3.2, 1.02), 0.3, Ink(1, 0.9, 0.62) * 0.42)
            pen.glow(0, 0.87, 0.55, Ink(0.9, 0.72, 0.34) * 0.55)
            pen.glow(0, 0.87, 0.14, Ink(1, 0.95, 0.7))
        }
        if isSnowy {
            pen.polygon(
                [(-0.42, -0.02), (-0.3, 0.1), (-0.1, 0.14), (0.1, 0.12), (-0.12, 0.08), (-0.28, 0.03)],
                light.on(0xEEF3F8))
        }
    }

    mutating func house(_ color: UInt32?) {
        let wall = light.on(color ?? [0xE9DCC3, 0xC96F4A, 0xD8D2C4, 0x9A4438][pick(4)])
        let roof = isSnowy ? light.on(0xEFF4F9) : light.on(color == nil ? 0x6B3F35 : 0x4A3A40)
        pen.rect(0.14, 0.62, 0.1, 0.3, light.on(0x6A4A42))
        pen.rect(-0.4, 0, 0.8, 0.5, wall, to: wall * 0.86)
        pen.polygon([(-0.48, 0.48), (0.48, 0.48), (0.26, 0.84), (-0.26, 0.84)], roof, to: roof * 0.84)
        let pane = isLampTime ? Ink(1, 0.82, 0.44) : light.on(0x6F8CA6)
        for x in [Float(-0.29), 0.13] {
            pen.rect(x - 0.015, 0.155, 0.19, 0.21, light.on(0xF2EDE2))
            pen.rect(x, 0.17, 0.16, 0.18, pane)
            pen.rect(x + 0.073, 0.17, 0.012, 0.18, light.on(0xF2EDE2))
            pen.rect(x, 0.253, 0.16, 0.012, light.on(0xF2EDE2))
            if isLampTime { pen.glow(x + 0.08, 0.25, 0.35, Ink(0.9, 0.55, 0.2) * 0.35) }
        }
        pen.rect(-0.07, 0, 0.15, 0.3, light.on(0x4A3328))
        if isSnowy || scene.time == .dusk {
            for index in 0..<3 {
                pen.ellipse(
                    0.2 + Float(index) * 0.07, 1.0 + Float(index) * 0.12, 0.06 + Float(index) * 0.03,
                    0.05 + Float(index) * 0.02, light.haze, alpha: 0.35)
            }
        }
    }

    mutating func tower(_ color: UInt32?) {
        let wall = light.on(color ?? 0x9B9088)
        pen.rect(-0.14, 0, 0.28, 0.8, wall, to: wall * 0.7)
        for index in 0..<4 { pen.rect(-0.17 + Float(index) * 0.095, 0.8, 0.06, 0.08, wall * 0.95) }
        pen.rect(-0.17, 0.76, 0.34, 0.05, wall * 0.9)
        for y in [Float(0.25), 0.5] {
            pen.rect(-0.025, y, 0.05, 0.1, isLampTime ? Ink(1, 0.82, 0.44) : light.on(0x2F2B33))
        }
    }

    mutating func castle(_ color: UInt32?) {
        let wall = light.on(color ?? 0x8D8792)
        pen.rect(-0.5, 0, 1, 0.34, wall, to: wall * 0.72)
        for index in 0..<9 { pen.rect(-0.5 + Float(index) * 0.115, 0.34, 0.065, 0.05, wall) }
        for (x, height, width) in [(Float(-0.52), Float(0.62), Float(0.2)), (0.32, 0.62, 0.2), (-0.14, 0.86, 0.28)] {
            pen.rect(x, 0, width, height, wall * 1.06, to: wall * 0.7)
            pen.polygon(
                [(x - 0.04, height), (x + width + 0.04, height), (x + width / 2, height + 0.26)],
                light.on(isSnowy ? 0xE6ECF2 : 0x3E4D78))
            pen.rect(
                x + width / 2 - 0.025, height - 0.2, 0.05, 0.09, isLampTime ? Ink(1, 0.8, 0.4) : light.on(0x2B2833))
        }
        pen.polygon([(-0.08, 0), (0.08, 0), (0.08, 0.16), (0, 0.23), (-0.08, 0.16)], light.on(0x2B2430))
    }

    mutating func bridge(_ color: UInt32?) {
        let ink = light.on(color ?? 0x7A5A50)
        pen.polygon(
            [
                (-1.3, 0.3), (-0.6, 0.42), (0, 0.46), (0.6, 0.42), (1.3, 0.3), (1.3, 0.24), (0.6, 0.35), (0, 0.39),
                (-0.6, 0.35), (-1.3, 0.24),
            ], ink)
        for x in stride(from: Float(-1.2), through: 1.2, by: 0.3) {
            pen.rect(x, 0.34 + 0.08 * (1 - x * x / 1.7), 0.02, 0.13, ink * 0.9)
        }
        pen.stroke([(-1.3, 0.44), (-0.6, 0.56), (0, 0.6), (0.6, 0.56), (1.3, 0.44)], 0.022, ink * 0.9)
        for x in [Float(-0.75), 0.75] { pen.rect(x - 0.05, -0.1, 0.1, 0.46, ink * 0.75) }
    }

    mutating func windmill(_ color: UInt32?) {
        let wall = light.on(color ?? 0xE4D9C8)
        pen.polygon([(-0.2, 0), (0.2, 0), (0.12, 0.6), (-0.12, 0.6)], wall, to: wall * 0.8)
        pen.polygon([(-0.14, 0.6), (0.14, 0.6), (0.05, 0.75), (-0.05, 0.75)], light.on(0x6B4A3C))
        for (dx, dy) in [(Float(0.36), Float(0.3)), (-0.3, 0.36), (-0.36, -0.3), (0.3, -0.36)] {
            pen.stroke([(0, 0.64), (dx, 0.64 + dy)], 0.02, light.on(0x4A3A34))
            pen.polygon(
                [
                    (dx * 0.25, 0.64 + dy * 0.25), (dx, 0.64 + dy), (dx - dy * 0.2, 0.64 + dy + dx * 0.2),
                    (dx * 0.3 - dy * 0.16, 0.64 + dy * 0.3 + dx * 0.16),
                ], light.on(0xF2EBDD), alpha: 0.9)
        }
        pen.rect(-0.04, 0, 0.08, 0.15, light.on(0x4A3328))
    }

    mutating func lamp(_ color: UInt32?) {
        let metal = light.on(color ?? 0x2C2A33)
        pen.rect(-0.014, 0, 0.028, 0.82, metal)
        pen.rect(-0.04, 0, 0.08, 0.05, metal)
        pen.polygon(
            [(-0.05, 0.82), (0.05, 0.82), (0.065, 0.94), (-0.065, 0.94)],
            isLampTime ? Ink(1, 0.88, 0.55) : light.on(0xD8DFE2))
        pen.polygon([(-0.08, 0.94), (0.08, 0.94), (0, 1)], metal)
        if isLampTime { pen.glow(0, 0.88, 0.6, Ink(0.95, 0.7, 0.3) * 0.6) }
    }

    mutating func fence(_ color: UInt32?) {
        let wood = light.on(color ?? 0xE8E0D2)
        for index in 0..<9 {
            pen.polygon(
                [
                    (-0.9 + Float(index) * 0.22, 0), (-0.83 + Float(index) * 0.22, 0),
                    (-0.83 + Float(index) * 0.22, 0.4), (-0.865 + Float(index) * 0.22, 0.46),
                    (-0.9 + Float(index) * 0.22, 0.4),
                ], wood)
        }
        pen.rect(-1, 0.12, 2, 0.04, wood * 0.92)
        pen.rect(-1, 0.28, 2, 0.04, wood * 0.92)
    }

    mutating func tent(_ color: UInt32?) {
        let cloth = light.on(color ?? 0xE0863A)
        pen.polygon([(-0.6, 0), (0.1, 0), (-0.2, 0.55)], cloth)
        pen.polygon([(0.1, 0), (0.62, 0.06), (-0.2, 0.55)], cloth * 0.72)
        pen.polygon([(-0.34, 0), (-0.12, 0), (-0.21, 0.36)], isLampTime ? Ink(1, 0.8, 0.42) : light.on(0x4A2E22))
        if isLampTime { pen.glow(-0.2, 0.2, 0.7, Ink(0.95, 0.55, 0.2) * 0.4) }
    }
}
