/// Foxes, cats and the rest that sit and look: outlines of curves with a little light on them.
extension Things {
    mutating func shadow(_ half: Float) { pen.ellipse(0, 0.005, half, half * 0.09, light.on(0x15121A), alpha: 0.28) }

    mutating func fox(_ color: UInt32?) {
        let fur = light.on(color ?? 0xDB6B27)
        let (deep, white, dark) = (fur * 0.72, light.on(0xFBF1E2), light.on(0x33211F))
        shadow(0.62)
        let tail: [(Float, Float)] = [
            (-0.06, 0.01), (-0.36, 0.0), (-0.62, 0.08), (-0.74, 0.28), (-0.66, 0.5), (-0.56, 0.42), (-0.46, 0.28),
            (-0.3, 0.22), (-0.12, 0.2),
        ]
        pen.shaded(Pen.smooth(tail), fur * 1.12, deep, at: (-0.5, 0.4), radius: 0.55)
        pen.curve(
            [(-0.735, 0.3), (-0.72, 0.44), (-0.655, 0.56), (-0.575, 0.44), (-0.6, 0.36), (-0.65, 0.38), (-0.68, 0.31)],
            white)
        let body: [(Float, Float)] = [
            (-0.16, 0.0), (-0.27, 0.13), (-0.22, 0.34), (-0.07, 0.54), (0.05, 0.68), (0.2, 0.66), (0.24, 0.46),
            (0.21, 0.22), (0.21, 0.0), (0.05, 0.0),
        ]
        pen.shaded(Pen.smooth(body), fur * 1.12, deep, at: (0.0, 0.56), radius: 0.66)
        pen.curve([(0.1, 0.62), (0.25, 0.57), (0.26, 0.42), (0.19, 0.26), (0.13, 0.4)], white)
        pen.shaded(Pen.arc(-0.07, 0.15, 0.17, 0.155, 0), fur * 1.04, fur * 0.8, at: (-0.13, 0.24), radius: 0.28)
        pen.curve([(0.11, 0.26), (0.2, 0.26), (0.2, 0.1), (0.235, 0.015), (0.11, 0.01), (0.12, 0.12)], fur * 0.92)
        pen.curve([(0.115, 0.15), (0.2, 0.15), (0.205, 0.08), (0.25, 0.01), (0.105, 0.005)], dark)
        pen.curve([(-0.16, 0.05), (0.0, 0.06), (0.05, 0.0), (-0.16, 0.0)], dark)
        pen.polygon([(-0.02, 0.82), (-0.05, 1.06), (0.11, 0.9)], deep)
        let head: [(Float, Float)] = [
            (-0.05, 0.76), (0.01, 0.88), (0.14, 0.92), (0.25, 0.86), (0.33, 0.765), (0.485, 0.69), (0.475, 0.655),
            (0.33, 0.635), (0.14, 0.6), (-0.02, 0.64),
        ]
        pen.shaded(Pen.smooth(head), fur * 1.14, fur * 0.82, at: (0.1, 0.9), radius: 0.45)
        pen.curve(
            [
                (0.47, 0.665), (0.34, 0.71), (0.22, 0.72), (0.1, 0.68), (-0.04, 0.69), (0.03, 0.6), (0.16, 0.585),
                (0.33, 0.635),
            ], white)
        pen.polygon([(0.1, 0.89), (0.145, 1.13), (0.245, 0.85)], fur)
        pen.polygon([(0.13, 0.9), (0.15, 1.05), (0.21, 0.87)], dark)
        pen.polygon([(0.128, 1.045), (0.145, 1.13), (0.18, 1.03)], dark)
        pen.ellipse(0.478, 0.683, 0.026, 0.021, dark)
        pen.curve([(0.2, 0.775), (0.235, 0.8), (0.275, 0.765), (0.235, 0.76)], dark)
        pen.ellipse(0.236, 0.786, 0.007, 0.007, white)
    }

    mutating func cat(_ color: UInt32?) {
        let fur = light.on(color ?? [0xDE8A3F, 0x4A4650, 0xB9AFA6][Int(scene.seed % 3)])
        let (deep, white, dark) = (fur * 0.66, light.on(0xFBF3E6), light.on(0x1D181B))
        shadow(0.46)
        pen.taper([(0.2, 0.06), (0.42, 0.02), (0.52, -0.1), (0.46, -0.26), (0.5, -0.36)], 0.1, 0.05, fur * 0.86)
        let body: [(Float, Float)] = [
            (-0.22, 0.0), (-0.28, 0.14), (-0.22, 0.36), (-0.13, 0.56), (0.13, 0.56), (0.22, 0.36), (0.28, 0.14),
            (0.22, 0.0),
        ]
        pen.shaded(Pen.smooth(body), fur * 1.14, deep, at: (-0.12, 0.46), radius: 0.62)
        pen.curve([(-0.09, 0.54), (0.09, 0.54), (0.1, 0.36), (0, 0.2), (-0.1, 0.36)], white, alpha: 0.92)
        for side in [Float(-1), 1] {
            pen.curve(
                [(side * 0.05, 0.3), (side * 0.13, 0.28), (side * 0.14, 0.03), (side * 0.02, 0.02)], fur * 1.02,
                to: fur * 0.86)
            pen.ellipse(side * 0.085, 0.03, 0.075, 0.04, white)
            pen.polygon(
                [(side * 0.2, 0.72), (side * 0.225, 0.99), (side * 0.05, 0.86)], fur * (side < 0 ? 1.05 : 0.86))
            pen.polygon([(side * 0.18, 0.76), (side * 0.2, 0.92), (side * 0.09, 0.85)], light.on(0xE7A29A))
        }
        let head: [(Float, Float)] = [
            (-0.22, 0.68), (-0.18, 0.8), (0, 0.86), (0.18, 0.8), (0.22, 0.68), (0.15, 0.56), (0, 0.52), (-0.15, 0.56),
        ]
        pen.shaded(Pen.smooth(head), fur * 1.18, fur * 0.8, at: (-0.1, 0.8), radius: 0.42)
        for x in [Float(-0.06), 0, 0.06] {
            pen.taper([(x, 0.845 - abs(x) * 0.2), (x * 0.8, 0.775)], 0.022, 0.008, deep)
        }
        pen.curve([(-0.1, 0.62), (0, 0.66), (0.1, 0.62), (0.07, 0.555), (0, 0.54), (-0.07, 0.555)], white)
        for side in [Float(-1), 1] {
            let x = side * 0.095
            pen.ellipse(x, 0.705, 0.047, 0.045, dark)
            pen.ellipse(x, 0.705, 0.04, 0.039, light.on(0xB9CF5E) * 1.1)
            pen.ellipse(x, 0.705, 0.014, 0.036, dark)
            pen.ellipse(x - 0.012, 0.72, 0.009, 0.009, Ink(1, 1, 1))
            for line in 0..<3 {
                pen.taper(
                    [(side * 0.06, 0.6 - Float(line) * 0.012), (side * 0.3, 0.63 - Float(line) * 0.035)], 0.006, 0.002,
                    white, alpha: 0.8)
            }
            pen.taper([(0, 0.605), (side * 0.03, 0.585), (side * 0.055, 0.595)], 0.01, 0.005, dark)
        }
        pen.polygon([(-0.025, 0.635), (0.025, 0.635), (0, 0.607)], light.on(0xD9807C))
    }

    mutating func rabbit(_ color: UInt32?) {
        let fur = light.on(color ?? 0xB79A80)
        shadow(0.42)
        pen.ball(-0.36, 0.16, 0.1, 0.1, light.on(0xFBF3E6), light.on(0xD8CCBE))
        pen.shaded(
            Pen.smooth([(-0.36, 0.02), (-0.38, 0.22), (-0.2, 0.42), (0.06, 0.44), (0.22, 0.3), (0.24, 0.02)]),
            fur * 1.14, fur * 0.7, at: (-0.12, 0.38), radius: 0.6)
        for x in [Float(0.1), 0.2] {
            pen.curve(
                [(x, 0.66), (x - 0.1, 0.84), (x - 0.1, 1.04), (x, 1.02), (x + 0.05, 0.8)],
                x < 0.15 ? fur * 0.8 : fur * 1.05)
        }
        pen.shaded(
            Pen.smooth([(0.04, 0.56), (0.14, 0.7), (0.3, 0.66), (0.38, 0.54), (0.3, 0.42), (0.12, 0.4)]), fur * 1.18,
            fur * 0.8, at: (0.14, 0.68), radius: 0.36)
        pen.ellipse(0.25, 0.585, 0.026, 0.03, light.on(0x1D181B))
        pen.ellipse(0.243, 0.595, 0.008, 0.008, Ink(1, 1, 1))
        pen.ellipse(0.38, 0.53, 0.018, 0.014, light.on(0xD9807C))
        pen.ellipse(-0.12, 0.05, 0.17, 0.055, fur * 0.9)
        pen.ellipse(0.2, 0.035, 0.1, 0.038, fur * 1.05)
    }

    mutating func bear(_ color: UInt32?) {
        let fur = light.on(color ?? 0x6B4630)
        shadow(0.5)
        pen.shaded(
            Pen.smooth([(-0.26, 0), (-0.34, 0.24), (-0.24, 0.56), (0, 0.68), (0.24, 0.56), (0.34, 0.24), (0.26, 0)]),
            fur * 1.2, fur * 0.66, at: (-0.16, 0.56), radius: 0.72)
        pen.ellipse(0, 0.28, 0.19, 0.24, light.on(0xB98A62), alpha: 0.85)
        for side in [Float(-1), 1] {
            pen.ball(side * 0.2, 0.06, 0.15, 0.09, fur * 1.1, fur * 0.7)
            pen.taper([(side * 0.24, 0.52), (side * 0.32, 0.36), (side * 0.22, 0.24)], 0.13, 0.11, fur * 0.84)
            pen.ball(side * 0.17, 0.93, 0.075, 0.075, fur * 1.05, fur * 0.7)
            pen.ellipse(side * 0.17, 0.925, 0.04, 0.04, light.on(0xB98A62))
        }
        pen.ball(0, 0.79, 0.22, 0.19, fur * 1.24, fur * 0.78)
        pen.ellipse(0, 0.73, 0.11, 0.085, light.on(0xC99B72))
        pen.ellipse(0, 0.765, 0.04, 0.028, light.on(0x1D181B))
        for x in [Float(-0.085), 0.085] { pen.ellipse(x, 0.83, 0.02, 0.022, light.on(0x1D181B)) }
    }

    mutating func owl(_ color: UInt32?) {
        let down = light.on(color ?? 0x8A6A4C)
        shadow(0.32)
        pen.shaded(
            Pen.smooth([
                (-0.14, 0), (-0.28, 0.3), (-0.28, 0.66), (-0.2, 0.9), (0, 0.94), (0.2, 0.9), (0.28, 0.66), (0.28, 0.3),
                (0.14, 0),
            ]), down * 1.15, down * 0.64, at: (-0.12, 0.78), radius: 0.75)
        pen.curve([(-0.15, 0.52), (0.15, 0.52), (0.13, 0.2), (0, 0.06), (-0.13, 0.2)], light.on(0xEAD9BC))
        for row in 0..<4 {
            for column in 0..<3 {
                pen.ellipse((Float(column) - 1) * 0.08, 0.46 - Float(row) * 0.09, 0.018, 0.028, down * 0.8)
            }
        }
        for side in [Float(-1), 1] {
            pen.polygon([(side * 0.07, 0.92), (side * 0.21, 1.03), (side * 0.22, 0.84)], down * 0.84)
            pen.curve([(side * 0.2, 0.62), (side * 0.32, 0.4), (side * 0.2, 0.1)], down * 0.62)
            pen.ellipse(side * 0.105, 0.73, 0.115, 0.12, light.on(0xF3E7CF))
            pen.ellipse(side * 0.1, 0.73, 0.072, 0.075, Ink(1, 0.76, 0.2) * (isLampTime ? 0.95 : 0.9))
            pen.ellipse(side * 0.1, 0.73, 0.04, 0.044, light.on(0x17131A))
            pen.ellipse(side * 0.1 - 0.014, 0.75, 0.012, 0.012, Ink(1, 1, 1))
        }
        pen.polygon([(-0.03, 0.67), (0.03, 0.67), (0, 0.58)], light.on(0xE0A03A))
    }

    mutating func swan(_ color: UInt32?) {
        let down = light.on(color ?? 0xFAF6EE)
        pen.shaded(
            Pen.smooth([
                (-0.62, 0.36), (-0.4, 0.46), (0, 0.44), (0.3, 0.26), (0.34, 0.06), (0, -0.02), (-0.4, 0.02),
                (-0.56, 0.16),
            ]), down * 1.04, down * 0.66, at: (-0.1, 0.4), radius: 0.7)
        pen.taper([(0.22, 0.16), (0.44, 0.34), (0.34, 0.64), (0.42, 0.86), (0.52, 0.88)], 0.17, 0.09, down)
        pen.ball(0.5, 0.89, 0.085, 0.07, down, down * 0.86)
        pen.polygon([(0.55, 0.92), (0.72, 0.84), (0.56, 0.84)], light.on(0xE8842C))
        pen.ellipse(0.53, 0.905, 0.014, 0.014, light.on(0x17131A))
        pen.curve([(-0.56, 0.36), (-0.2, 0.36), (0.12, 0.22), (-0.3, 0.14)], down * 0.86)
    }

    mutating func butterfly(_ color: UInt32?) {
        let wing = light.on(color ?? [0xE8842C, 0x3D74C4, 0xE98AB0][pick(3)])
        for side in [Float(-1), 1] {
            pen.curve(
                [(0, 0.06), (side * 0.3, 0.46), (side * 0.56, 0.36), (side * 0.4, 0.04)], wing * 1.1, to: wing * 0.8)
            pen.curve([(0, 0), (side * 0.36, 0), (side * 0.36, -0.3), (side * 0.12, -0.34)], wing * 0.86)
            pen.ellipse(side * 0.36, 0.28, 0.06, 0.06, light.on(0xFBF1DC), alpha: 0.8)
        }
        pen.taper([(0, 0.22), (0, -0.26)], 0.06, 0.03, light.on(0x221C20))
    }
}
