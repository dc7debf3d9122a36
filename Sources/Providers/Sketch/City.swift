/// A skyline in three depths over a river that has its lights.
enum City {
    static func paint(
        _ scene: Scene, _ light: Light, _ aspect: Float, _ horizon: Float, _ noise: Noise, _ layers: inout [any Layer]
    ) {
        for depth in 0..<3 {
            let near = Float(depth) / 2
            var dice = Dice(scene.seed, "city", depth)
            var x: Float = -0.05
            while x < aspect + 0.05 {
                let width = dice.within(0.05...0.13) * (0.8 + near * 0.6)
                let height =
                    dice.within(0.1...0.38) * (1.1 - near * 0.3) * (x < aspect * 0.3 || x > aspect * 0.7 ? 1.25 : 0.8)
                building(x, width, height, near, scene, light, horizon, &dice, &layers)
                x += width + dice.within(0...0.012)
            }
        }
        layers.append(Water(light: light, noise: noise, horizon: horizon, sun: nil, roughness: 0.6, tint: nil))
        guard light.isLampTime else { return }
        // Lights of the town stand in the water.
        var dice = Dice(scene.seed, "neon")
        let lamps: [UInt32] = [0xFFC46B, 0xFFD9A0, 0xFF6F91, 0x5FD4FF, 0xFFB04D, 0xFFE7B8]
        for index in 0..<Int(26 * max(0.6, aspect)) {
            let ink = Ink(hex: lamps[index % lamps.count])
            let x = dice.unit() * aspect
            var pen = Pen(x: x, y: horizon - dice.within(0.004...0.02), size: 1)
            pen.ellipse(0, 0, 0.0035, 0.0035, ink.mixed(Ink(1, 1, 1), 0.5))
            pen.glow(0, 0, 0.045, ink * 0.6)
            layers += pen.layers
            layers.append(
                Streak(
                    x: x, top: horizon, length: dice.within(0.1...0.3), width: dice.within(0.004...0.012),
                    ink: ink * dice.within(0.4...0.9),
                    noise: noise))
        }
    }

    private static func building(
        _ x: Float, _ width: Float, _ height: Float, _ near: Float, _ scene: Scene, _ light: Light, _ horizon: Float,
        _ dice: inout Dice,
        _ layers: inout [any Layer]
    ) {
        var pen = Pen(x: x, y: horizon + 0.05, size: 1)
        let wall = light.on(
            [0x5A6078, 0x6B6472, 0x4C566E, 0x776A6C][Int(dice.next() % 4)], distance: 0.62 - near * 0.5)
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
                let pane =
                    isLit
                    ? Ink(1, 0.8, 0.45).mixed(Ink(0.7, 0.85, 1), chance < 0.08 ? 0.8 : 0) * (0.55 + near * 0.45)
                    : wall.mixed(light.low, 0.28)
                let gap = width / Float(columns)
                pen.rect(
                    gap * (Float(column) + 0.26), height + 0.05 - Float(row) * 0.026 - 0.012, gap * 0.48, 0.013, pane)
            }
        }
        layers += pen.layers
    }
}
