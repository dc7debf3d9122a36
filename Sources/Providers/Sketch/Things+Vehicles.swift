/// What floats, drives and flies.
extension Things {
    mutating func boat(_ color: UInt32?) {
        let hull = light.on(color ?? 0x8A4B32)
        pen.rect(-0.012, 0.16, 0.024, 0.86, light.on(0x5B4332))
        let sail = light.on(0xF6F0E2)
        pen.polygon([(0.03, 0.26), (0.03, 1), (0.44, 0.3)], sail, to: sail * 0.86)
        pen.polygon([(-0.03, 0.28), (-0.03, 0.9), (-0.32, 0.3)], sail * 0.92, to: sail * 0.78)
        pen.polygon([(0, 1.02), (0.14, 0.98), (0, 0.94)], hull)
        pen.polygon(
            [(-0.46, 0.18), (0.5, 0.2), (0.38, 0.02), (0.28, -0.03), (-0.3, -0.03), (-0.38, 0.03)], hull * 1.1,
            to: hull * 0.66)
        pen.polygon([(-0.46, 0.18), (0.5, 0.2), (0.48, 0.165), (-0.44, 0.145)], light.on(0xF3EAD8))
        if isLampTime { pen.glow(0.3, 0.26, 0.3, Ink(1, 0.8, 0.4) * 0.6) }
    }

    mutating func ship(_ color: UInt32?) {
        let hull = light.on(color ?? 0x2F3A4C)
        pen.rect(-0.3, 0.2, 0.7, 0.2, light.on(0xEDEAE2))
        pen.rect(-0.2, 0.4, 0.42, 0.13, light.on(0xEDEAE2) * 0.92)
        for x in [Float(-0.1), 0.1] { pen.rect(x, 0.52, 0.11, 0.22, light.on(0xC8402F), to: light.on(0x8F2B20)) }
        for index in 0..<7 {
            pen.ellipse(
                -0.25 + Float(index) * 0.1, 0.3, 0.025, 0.025, isLampTime ? Ink(1, 0.86, 0.5) : light.on(0x50708E))
        }
        pen.polygon([(-0.7, 0.24), (0.8, 0.28), (0.62, -0.03), (-0.58, -0.03)], hull, to: hull * 0.6)
        pen.rect(-0.62, 0.0, 1.26, 0.025, light.on(0xB8402F))
    }

    mutating func car(_ color: UInt32?) {
        let paint = light.on(color ?? [0xC8402F, 0x3D74C4, 0xE2B93B, 0x4E9A8A][pick(4)])
        pen.ellipse(0, 0.0, 0.62, 0.04, light.on(0x16141A), alpha: 0.4)
        pen.polygon([(-0.34, 0.3), (-0.22, 0.52), (0.18, 0.52), (0.36, 0.3)], paint * 0.92)
        pen.polygon([(-0.27, 0.31), (-0.19, 0.47), (-0.02, 0.47), (-0.02, 0.31)], light.on(0xA9CBDD))
        pen.polygon([(0.02, 0.31), (0.02, 0.47), (0.15, 0.47), (0.28, 0.31)], light.on(0xA9CBDD) * 0.9)
        pen.polygon(
            [(-0.62, 0.08), (0.62, 0.08), (0.62, 0.24), (0.5, 0.32), (-0.54, 0.32), (-0.62, 0.24)], paint * 1.08,
            to: paint * 0.7)
        for x in [Float(-0.36), 0.36] {
            pen.ellipse(x, 0.09, 0.12, 0.12, light.on(0x1C1B20))
            pen.ellipse(x, 0.09, 0.055, 0.055, light.on(0xB9C0C9))
        }
        pen.ellipse(0.6, 0.21, 0.03, 0.04, isLampTime ? Ink(1, 0.95, 0.7) : light.on(0xFFF6DC))
        pen.ellipse(-0.6, 0.21, 0.025, 0.035, isLampTime ? Ink(1, 0.2, 0.15) : light.on(0xB3223A))
        if isLampTime {
            pen.polygon([(0.62, 0.23), (1.7, 0.34), (1.7, 0.0), (0.62, 0.18)], Ink(1, 0.95, 0.7), alpha: 0.18)
            pen.glow(0.6, 0.21, 0.35, Ink(1, 0.9, 0.6) * 0.6)
        }
    }

    mutating func balloon(_ color: UInt32?) {
        let choices: [UInt32] = [0xD8412F, 0xE8A23A, 0x3D74C4, 0x7D53B5, 0x3FB5AE]
        let main = light.on(color ?? choices[pick(5)], distance: distance)
        let second = light.on(0xF6ECD6, distance: distance)
        // Gores: strips of the envelope between two meridians of a body of rotation.
        let third = light.on(color == nil ? [0xF2C53D, 0x2D8A8A, 0xE98AB0][pick(3)] : color ?? 0, distance: distance)
        let gores = 10
        for index in 0..<gores {
            let (a, b) = (Float(index) / Float(gores) * 2 - 1, Float(index + 1) / Float(gores) * 2 - 1)
            func edge(_ side: Float) -> [(Float, Float)] {
                (0...20).map { step in
                    let t = Float(step) / 20
                    // Sine of the meridian's angle, without a library: −1…1 to −1…1, flat at the ends.
                    let meridian = side * (1.5 - 0.5 * side * side)
                    return (meridian * Self.envelope(t), 0.28 + 0.74 * t)
                }
            }
            let base = index % 2 == 0 ? main : (index % 4 == 1 ? second : third)
            let shade = 1.12 - 0.5 * abs(a + b + 0.5) / 2
            pen.polygon(edge(a) + edge(b).reversed(), base * shade * 1.05, to: base * shade * 0.8)
        }
        if isLampTime { pen.glow(0, 0.4, 0.3, Ink(1, 0.6, 0.2) * 0.4) }
        pen.polygon([(-0.08, 0.285), (0.08, 0.285), (0.06, 0.22), (-0.06, 0.22)], main * 0.6)
        for x in [Float(-0.055), 0.055] {
            pen.stroke([(x, 0.24), (x * 0.9, 0.12)], 0.008, light.on(0x4A3A30, distance: distance))
        }
        pen.rect(
            -0.06, 0, 0.12, 0.12, light.on(0x8A5A34, distance: distance), to: light.on(0x5B3A22, distance: distance))
    }

    /// Half the width of a balloon's envelope, from its mouth to its crown.
    private static func envelope(_ t: Float) -> Float {
        if t > 0.56 {
            let u = (t - 0.56) / 0.44
            return 0.36 * max(0, 1 - u * u).squareRoot()
        }
        let u = t / 0.56
        return 0.08 + 0.28 * (u * (2 - u) * 0.55 + smoothstep(0, 1, u) * 0.45)
    }

    mutating func rocket(_ color: UInt32?) {
        let body = light.on(color ?? 0xECEBE6)
        pen.glow(0, -0.05, 0.6, Ink(1, 0.6, 0.2) * 0.8)
        pen.polygon([(-0.08, 0.05), (0, -0.4), (0.08, 0.05)], Ink(1, 0.75, 0.3))
        pen.polygon([(-0.24, 0), (-0.1, 0.28), (-0.1, 0.08)], light.on(0xC8402F))
        pen.polygon([(0.24, 0), (0.1, 0.28), (0.1, 0.08)], light.on(0xC8402F) * 0.75)
        pen.polygon(
            [(-0.12, 0.04), (0.12, 0.04), (0.13, 0.6), (0.07, 0.86), (0, 1), (-0.07, 0.86), (-0.13, 0.6)], body,
            to: body * 0.7)
        pen.polygon([(-0.1, 0.78), (0.1, 0.78), (0.07, 0.86), (0, 1), (-0.07, 0.86)], light.on(0xC8402F))
        pen.ellipse(0, 0.58, 0.06, 0.06, light.on(0x4A6A8A))
    }

    mutating func umbrella(_ color: UInt32?) {
        let cloth = light.on(color ?? 0xD8412F)
        pen.stroke([(0, 0.1), (0, 0.78)], 0.02, light.on(0x3A3036))
        for index in 0..<4 {
            let x = -0.4 + Float(index) * 0.2
            pen.polygon(
                [(x, 0.62), (x + 0.1, 0.57), (x + 0.2, 0.62), (0, 0.96)], index % 2 == 0 ? cloth : cloth * 0.78)
        }
    }

    mutating func plane(_ color: UInt32?) {
        let body = light.on(color ?? 0xF0EEE8)
        pen.curve(
            [(-0.8, 0.06), (-0.3, 0.12), (0.5, 0.1), (0.8, 0), (0.5, -0.08), (-0.5, -0.06)], body * 1.05, to: body * 0.7
        )
        pen.polygon([(-0.78, 0.05), (-0.9, 0.34), (-0.72, 0.34), (-0.5, 0.1)], light.on(0xC8402F))
        pen.polygon([(0.16, 0.0), (-0.2, -0.34), (-0.36, -0.34), (-0.16, 0.0)], body * 0.66)
        for index in 0..<8 { pen.ellipse(-0.34 + Float(index) * 0.1, 0.045, 0.02, 0.024, light.on(0x4A6A8A)) }
    }
}
