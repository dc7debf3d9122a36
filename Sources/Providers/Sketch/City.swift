/// A skyline in three depths, with windows, and wet light in the street.
enum City {
    static func paint(_ scene: Scene, _ light: Light, _ aspect: Float, _ horizon: Float, _ layers: inout [any Layer]) {
        for depth in 0..<3 {
            let near = Float(depth) / 2
            var dice = Dice(scene.seed, "city", depth)
            var x: Float = -0.05
            while x < aspect + 0.05 {
                let width = dice.within(0.05...0.13) * (0.8 + near * 0.6)
                let height = dice.within(0.14...0.5) * (1.1 - near * 0.3) * (x < aspect * 0.3 || x > aspect * 0.7 ? 1.25 : 0.8)
                building(x, width, height, near, scene, light, horizon, &dice, &layers)
                x += width + dice.within(0...0.012)
            }
        }
        guard light.isLampTime else { return }
        // Shop lights and their glow above the pavement.
        var dice = Dice(scene.seed, "neon")
        let signs: [UInt32] = [0xFF4F8B, 0x39D7FF, 0xFFD24A, 0x8CFF6B, 0xB07BFF]
        for index in 0..<Int(7 * max(1, aspect)) {
            let ink = Ink(hex: signs[index % signs.count])
            var pen = Pen(x: dice.within(0.02...0.98) * aspect, y: horizon - dice.within(0.03...0.2), size: 1)
            let (width, height) = index % 2 == 0 ? (dice.within(0.02...0.05), Float(0.016)) : (Float(0.014), dice.within(0.04...0.09))
            pen.rect(-width / 2, 0, width, height, ink)
            pen.glow(0, height / 2, 0.1, ink * 0.5)
            layers += pen.layers
        }
    }

    private static func building(
        _ x: Float, _ width: Float, _ height: Float, _ near: Float, _ scene: Scene, _ light: Light, _ horizon: Float, _ dice: inout Dice,
        _ layers: inout [any Layer]
    ) {
        var pen = Pen(x: x, y: horizon + 0.05, size: 1)
        let wall = light.on([0x5A6078, 0x6B6472, 0x4C566E, 0x776A6C][Int(dice.next() % 4)], distance: 0.62 - near * 0.5)
        pen.rect(0, 0, width, height + 0.05, wall, to: wall.mixed(light.haze, 0.35))
        if dice.unit() < 0.3 { pen.rect(width * 0.45, height + 0.05, 0.006, dice.within(0.03...0.09), wall) }
        if dice.unit() < 0.35 { pen.rect(width * 0.2, height + 0.05, width * 0.5, 0.022, wall * 0.9) }
        let columns = max(2, Int(width / 0.017))
        let rows = Int(height / 0.026)
        for row in 1..<max(2, rows) {
            for column in 0..<columns {
                let chance = dice.unit()
                let isLit = light.isLampTime && chance < 0.42
                guard isLit || (!light.isLampTime && chance < 0.8) else { continue }
                let pane = isLit ? Ink(1, 0.8, 0.45).mixed(Ink(0.7, 0.85, 1), chance < 0.08 ? 0.8 : 0) * (0.55 + near * 0.45) : wall.mixed(light.low, 0.28)
                let gap = width / Float(columns)
                pen.rect(gap * (Float(column) + 0.26), height + 0.05 - Float(row) * 0.026 - 0.012, gap * 0.48, 0.013, pane)
            }
        }
        layers += pen.layers
    }
}

/// A quiet interior: a wall, a window with the weather in it, a table or sill.
enum Room {
    static func paint(_ scene: Scene, _ light: Light, _ aspect: Float, _ horizon: Float, _ noise: Noise, _ layers: inout [any Layer]) {
        let dim: Float = scene.time == .night ? 0.42 : scene.time == .dusk ? 0.7 : 1
        let wall = Ink(hex: [0xC9B9A4, 0x9FB0A8, 0xB8A0A0, 0xA8A4B8][Int(scene.seed % 4)]) * dim
        layers.append(Shape([box(-1, -1, aspect + 1, 2)], ink: wall * 1.1, bottomInk: wall * 0.74))
        let isSill = scene.subjects.contains { $0.kind == .cat }
        let (left, right) = isSill ? (aspect * 0.16, aspect * 0.84) : (aspect * 0.56, aspect * 0.93)
        let (top, bottom) = (Float(0.09), isSill ? horizon : horizon * 0.8)
        layers.append(Shape([box(left - 0.03, top - 0.03, right + 0.03, bottom + 0.03)], ink: Ink(hex: 0xF3EDE1) * dim))
        for step in 0..<10 {
            let share = Float(step) / 10
            layers.append(
                Shape([box(left, top + (bottom - top) * share, right, top + (bottom - top) * (share + 0.101))], ink: light.sky(share * 1.05), bottomInk: light.sky((share + 0.1) * 1.05)))
        }
        let hills = stride(from: Float(0), through: 1, by: 0.02).map { share in
            SIMD2(left + (right - left) * share, bottom - 0.08 - 0.05 * noise.clouds(share * 3, 2, octaves: 3))
        }
        layers.append(Shape([hills + [SIMD2(right, bottom), SIMD2(left, bottom)]], ink: light.on(0x6E8F86, distance: 0.35)))
        let frame = Ink(hex: 0xF3EDE1) * dim
        layers.append(Shape([box((left + right) / 2 - 0.009, top, (left + right) / 2 + 0.009, bottom)], ink: frame))
        layers.append(Shape([box(left, top + (bottom - top) * 0.42, right, top + (bottom - top) * 0.42 + 0.016)], ink: frame))
        if !isSill {
            layers.append(Shape([[SIMD2(left, top), SIMD2(right, top), SIMD2(right - 0.5, 1.1), SIMD2(left - 0.6, 1.1)]], ink: light.sun, alpha: 0.09))
        }
        let wood = Ink(hex: isSill ? 0xEDE4D4 : 0x8A5A38) * dim
        layers.append(Shape([box(-1, horizon, aspect + 1, 2)], ink: wood * 1.12, bottomInk: wood * 0.6))
        layers.append(Shape([box(-1, horizon, aspect + 1, horizon + 0.012)], ink: wood * 1.35))
    }

    private static func box(_ x0: Float, _ y0: Float, _ x1: Float, _ y1: Float) -> [SIMD2<Float>] {
        [SIMD2(x0, y0), SIMD2(x1, y0), SIMD2(x1, y1), SIMD2(x0, y1)]
    }
}
