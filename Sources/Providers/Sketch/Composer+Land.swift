/// What lies behind the horizon and before it, place by place.
extension Composer {
    mutating func ridge(
        _ form: Ridge.Form, base: Float, height: Float, detail: Float, index: Int, _ color: UInt32, distance: Float,
        cap: Bool = false, texture: Float = 0.05, relief: Float = 0
    ) {
        var dice = Dice(scene.seed, "ridge", index)
        let ink = light.on(color, distance: distance)
        let white = light.on(0xF3F6FA, distance: distance * 0.8).mixed(light.sun, scene.time == .day ? 0 : 0.18)
        let soft = scene.focus == .blurFront ? (distance < 0.2 ? 0.02 : 0) : blur * distance
        layers.append(
            Ridge(
                form, noise: noise, base: base, height: height, detail: detail, offset: dice.within(0...200),
                aspect: aspect,
                look: Ridge.Look(
                    ink: ink, bottomInk: ink.mixed(light.haze, 0.45), capInk: cap ? white : nil, texture: texture,
                    soft: soft,
                    relief: relief, capReach: isSnowy ? 0.85 : 0.34)))
    }

    mutating func far() {
        switch scene.place {
        case .mountains, .lake:
            ridge(
                .peaks, base: horizon + 0.02, height: 0.44, detail: 1.3, index: 0, 0x6F7FA0, distance: 0.74, cap: true,
                relief: 0.16)
            ridge(
                .peaks, base: horizon + 0.03, height: 0.32, detail: 2.0, index: 1, 0x586C8C, distance: 0.52, cap: true,
                relief: 0.16)
            ridge(
                .hills, base: horizon + 0.02, height: 0.16, detail: 1.6, index: 3, isSnowy ? 0xB5C6D6 : 0x4F7470,
                distance: 0.5)
            ridge(
                .trees, base: horizon + 0.03, height: 0.1, detail: 3.6, index: 2, isSnowy ? 0x8FA3B5 : 0x35574F,
                distance: 0.36)
        case .coast:
            ridge(.hills, base: horizon + 0.005, height: 0.12, detail: 1.1, index: 0, 0x60738C, distance: 0.76)
            ridge(
                .hills, base: horizon + 0.005, height: 0.06, detail: 2.1, index: 1, isSnowy ? 0xC2CEDA : 0x4F6670,
                distance: 0.54)
        case .forest:
            let autumn: [UInt32] = [0xC98A4A, 0xB06E34, 0x8A532C, 0x5F3B25]
            for index in 0..<4 {
                let near = Float(index) / 3
                ridge(
                    .trees, base: horizon - 0.06 + near * 0.1, height: 0.4 - near * 0.07, detail: 1.7 + near * 0.5,
                    index: index,
                    isSnowy ? 0x9FB2C2 : scene.season == .autumn ? autumn[index] : 0x35594A,
                    distance: 0.82 - near * 0.42)
            }
            rays()
            trunks()
        case .desert:
            ridge(
                .mesas, base: horizon + 0.01, height: 0.3, detail: 0.9, index: 0, 0xB06A4C, distance: 0.66, relief: 0.1)
            ridge(
                .mesas, base: horizon + 0.03, height: 0.2, detail: 1.4, index: 3, 0xB8623C, distance: 0.44, relief: 0.14
            )
            ridge(
                .dunes, base: horizon + 0.08, height: 0.1, detail: 1.2, index: 1, 0xDFA868, distance: 0.3, relief: 0.22)
        case .field:
            ridge(
                .hills, base: horizon, height: 0.24, detail: 1.0, index: 0, isSnowy ? 0xC5D2E0 : 0x6E9490,
                distance: 0.72)
            ridge(
                .hills, base: horizon + 0.03, height: 0.15, detail: 1.5, index: 1, isSnowy ? 0xDBE4EC : 0x6FA05E,
                distance: 0.46)
            ridge(
                .trees, base: horizon + 0.035, height: 0.06, detail: 4.2, index: 2, isSnowy ? 0xA9BAC8 : 0x42704E,
                distance: 0.36)
        case .city: City.paint(scene, light, aspect, horizon, noise, &layers)
        case .street: Street.paint(scene, light, aspect, horizon, noise, &layers)
        case .space, .lunar: heavens()
        case .undersea:
            rays()
            for index in 0..<3 {
                ridge(
                    .hills, base: horizon + Float(index) * 0.05, height: 0.22 - Float(index) * 0.05, detail: 1.6,
                    index: index, 0x1F6A7C,
                    distance: 0.6 - Float(index) * 0.2)
            }
        case .room, .abstract: break
        }
    }

    mutating func ground(_ sun: SIMD2<Float>?) {
        let snow: UInt32 = 0xE9F0F6
        let isAutumn = scene.season == .autumn
        switch scene.place {
        case .coast, .lake:
            let rough: Float = scene.weather == .storm ? 2 : scene.place == .lake ? 0.55 : 1
            layers.append(
                Water(
                    light: light, noise: noise, horizon: horizon, sun: scene.weather == .fog ? nil : sun,
                    roughness: rough,
                    tint: scene.waterColor.map { Ink(hex: $0) }))
        case .mountains:
            ridge(
                .hills, base: horizon + 0.12, height: 0.12, detail: 1.2, index: 5, isSnowy ? snow : 0x4D7A5C,
                distance: 0.2)
            ridge(
                .hills, base: horizon + 0.26, height: 0.13, detail: 0.9, index: 6, isSnowy ? 0xF2F6FA : 0x3A6448,
                distance: 0.02)
        case .forest:
            ridge(
                .hills, base: horizon + 0.12, height: 0.08, detail: 0.9, index: 5,
                isSnowy ? snow : isAutumn ? 0xA8672C : 0x3F6A45,
                distance: 0.08, texture: 0.16)
            litter()
        case .desert:
            ridge(
                .dunes, base: horizon + 0.22, height: 0.17, detail: 0.8, index: 5, 0xE3AC68, distance: 0.1,
                texture: 0.03, relief: 0.26)
            ridge(
                .dunes, base: horizon + 0.38, height: 0.18, detail: 0.66, index: 6, 0xCB8C4C, distance: 0,
                texture: 0.03, relief: 0.3)
        case .field:
            ridge(
                .hills, base: horizon + 0.13, height: 0.1, detail: 0.9, index: 5,
                isSnowy ? snow : isAutumn ? 0xC9A24C : 0x7FB25A,
                distance: 0.14, texture: 0.08)
            ridge(
                .hills, base: horizon + 0.27, height: 0.1, detail: 0.8, index: 6,
                isSnowy ? 0xF2F6FA : isAutumn ? 0xB8883C : 0x5F9A48,
                distance: 0, texture: 0.12)
        case .lunar:
            ridge(
                .hills, base: horizon + 0.03, height: 0.1, detail: 1.1, index: 4, 0x6E6D78, distance: 0.3, texture: 0.1,
                relief: 0.5)
            ridge(
                .dunes, base: horizon + 0.1, height: 0.08, detail: 0.8, index: 5, 0x9D9CA5, distance: 0, texture: 0.12,
                relief: 0.3)
            craters()
        case .undersea:
            ridge(.dunes, base: horizon + 0.08, height: 0.05, detail: 1.2, index: 5, 0xC9B98E, distance: 0.25)
        case .city, .street, .space, .room, .abstract: break
        }
    }

    /// Slanting light between trees, or through water.
    private mutating func rays() {
        guard scene.time != .night, scene.weather == .clear else { return }
        var dice = Dice(scene.seed, "rays")
        for _ in 0..<6 {
            let x = dice.within(-0.1...0.9) * aspect
            layers.append(
                Beam(
                    from: SIMD2(x, -0.25), to: SIMD2(x + dice.within(0.3...0.6), horizon + 0.22),
                    spread: dice.within(0.05...0.12),
                    ink: light.sun * dice.within(0.12...0.24)))
        }
    }

    /// Trunks in the middle distance, fading into the haze.
    private mutating func trunks() {
        guard !scene.hidden.contains(.tree) else { return }
        var dice = Dice(scene.seed, "trunks")
        let isBirch = scene.subjects.contains { $0.kind == .birch }
        let kind: Scene.Kind = isBirch ? .birch : .pine
        for index in 0..<14 {
            let near = Float(index) / 13
            let x = (dice.unit() * 1.1 - 0.05) * aspect
            var things = Things(
                pen: Pen(x: x, y: horizon + 0.02 + near * 0.08, size: (0.5 + near * 0.3) * max(0.7, unit)),
                scene: scene, light: light,
                dice: Dice(scene.seed, "trunk", index), distance: 0.62 - near * 0.42)
            things.draw(kind, nil)
            layers += things.pen.layers
        }
    }

    /// Fallen leaves, or flowers and ferns, on the forest floor.
    private mutating func litter() {
        guard !isSnowy else { return }
        var dice = Dice(scene.seed, "litter")
        let inks: [UInt32] =
            scene.season == .autumn
            ? [0xE9A72E, 0xD9622B, 0xF2C24A, 0xA8431F] : [0x6FA05A, 0x8DB255, 0xF3EFE6, 0x4E8A4A]
        for _ in 0..<230 {
            let down = dice.unit()
            let size = 0.003 + down * down * 0.011
            var pen = Pen(x: dice.unit() * aspect, y: horizon + 0.1 + down * (0.92 - horizon), size: size)
            pen.ellipse(
                0, 0, 1, 0.45, light.on(inks[dice.pick(4)]) * dice.within(0.8...1.15), alpha: 0.85,
                turned: dice.within(-0.7...0.7))
            layers += pen.layers
        }
    }

    private mutating func craters() {
        var dice = Dice(scene.seed, "craters")
        for _ in 0..<16 {
            let down = dice.unit()
            let size = 0.012 + down * 0.075
            var pen = Pen(x: dice.unit() * aspect, y: horizon + 0.12 + down * (0.9 - horizon), size: size)
            pen.ellipse(0, 0, 1.06, 0.3, light.on(0xC9C8CF))
            pen.ellipse(0.03, 0.03, 1, 0.26, light.on(0x55545F), to: light.on(0x8D8C96))
            layers += pen.layers
        }
    }
}
