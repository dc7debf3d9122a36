/// What frames the picture at its edges, and the weather over everything.
extension Composer {
    mutating func front() {
        var dice = Dice(scene.seed, "front")
        shore()
        reef()
        let kinds: [(Scene.Kind, Int)] =
            switch scene.place {
            case .mountains: [(.pine, 8)]
            case .forest: scene.subjects.contains { $0.kind == .birch } ? [(.birch, 5)] : [(.pine, 6)]
            case .lake: [(.pine, 6)]
            case .field: [(.flower, isSnowy ? 0 : 14)]
            case .desert: [(.cactus, 2), (.rock, 3)]
            case .coast: [(.rock, 3)]
            case .lunar: [(.rock, 4)]
            default: []
            }
        for (kind, count) in kinds where !scene.hidden.contains(kind) {
            for index in 0..<count {
                let side: Float = index % 2 == 0 ? dice.within(-0.02...0.2) : dice.within(0.82...1.02)
                let size =
                    Things.height(kind) * unit * dice.within(0.7...1.3)
                    * (kind == .flower ? 0.7 : kind == .cactus ? 0.62 : 1)
                let foot = kind == .cactus ? dice.within(0.84...0.94) : dice.within(0.97...1.06)
                var things = Things(
                    pen: Pen(x: side * aspect, y: foot, size: size), scene: scene, light: light,
                    dice: Dice(scene.seed, "front-\(kind.rawValue)", index), distance: 0)
                things.draw(kind, nil)
                layers += things.pen.layers
            }
        }
        birds()
    }

    /// Sand or grass to stand on, when something that cannot swim was asked to the water.
    mutating func beach() {
        guard scene.place == .coast || scene.place == .lake,
            scene.subjects.contains(where: { Placement.needsLand($0.kind) })
        else {
            return
        }
        let sand: UInt32 = isSnowy ? 0xE9F0F6 : scene.place == .lake ? 0x6E9A58 : 0xE6CFA0
        ridge(.hills, base: 0.93, height: 0.07, detail: 0.8, index: 9, sand, distance: 0.04, texture: 0.04)
    }

    /// Weed and coral on the floor of the sea.
    private mutating func reef() {
        guard scene.place == .undersea else { return }
        var dice = Dice(scene.seed, "reef")
        let inks: [UInt32] = [0xE0607A, 0xF08A4C, 0x2E8F78, 0x46B08A, 0xB565B8]
        for index in 0..<26 {
            let side: Float = index % 2 == 0 ? dice.within(0...0.34) : dice.within(0.66...1)
            var pen = Pen(x: side * aspect, y: dice.within(0.93...1.03), size: dice.within(0.12...0.32) * unit)
            let ink = light.on(inks[index % 5], distance: dice.within(0...0.35))
            let sway = dice.within(-0.14...0.14)
            for blade in 0..<(index % 5 < 2 ? 5 : 3) {
                let lean = (Float(blade) - 1.5) * (index % 5 < 2 ? 0.2 : 0.1)
                pen.taper(
                    [(lean * 0.3, 0), (lean + sway, 0.4), (lean - sway * 0.5, 0.72), (lean * 1.6 + sway, 1)], 0.11,
                    index % 5 < 2 ? 0.09 : 0.02, ink)
            }
            layers += pen.layers
        }
        for _ in 0..<30 {
            var pen = Pen(x: dice.unit() * aspect, y: dice.within(0.1...0.85), size: dice.within(0.003...0.011))
            pen.ellipse(0, 0, 1, 1, Ink(0.8, 0.97, 1), alpha: 0.28)
            pen.ellipse(-0.3, 0.3, 0.3, 0.25, Ink(1, 1, 1), alpha: 0.6)
            layers += pen.layers
        }
    }

    /// A dark bank in the corner to stand on.
    private mutating func shore() {
        guard scene.place == .coast || scene.place == .lake, !scene.hidden.contains(.rock) else { return }
        let side: Float = scene.seed % 2 == 0 ? 0 : 1
        let stone = light.on(isSnowy ? 0xE4ECF4 : scene.place == .lake ? 0x33503F : 0x4A4450) * 0.8
        var pen = Pen(x: side * aspect, y: 1, size: unit, isFlipped: side == 1)
        pen.curve(
            [
                (-0.2, -0.2), (-0.2, 0.14), (0.06, 0.125), (0.2, 0.09), (0.38, 0.06), (0.5, 0.02), (0.6, -0.06),
                (0.4, -0.3),
            ], stone, to: stone * 0.55)
        layers += pen.layers
    }

    private mutating func birds() {
        let places: [Scene.Place] = [.coast, .lake, .mountains, .field, .desert]
        guard places.contains(scene.place), scene.time != .night, scene.weather == .clear || scene.weather == .clouds,
            !scene.hidden.contains(.bird), !scene.subjects.contains(where: { $0.kind == .bird })
        else { return }
        var dice = Dice(scene.seed, "birds")
        let (x, y) = (aspect * dice.within(0.5...0.8), horizon * dice.within(0.25...0.42))
        for index in 0..<5 {
            var things = Things(
                pen: Pen(
                    x: x + dice.within(-0.12...0.12), y: y + dice.within(-0.06...0.06), size: dice.within(0.012...0.026)
                ), scene: scene,
                light: light, dice: Dice(scene.seed, "far bird", index), distance: 0.3)
            things.draw(.bird, nil)
            layers += things.pen.layers
        }
    }

    mutating func weather() {
        var dice = Dice(scene.seed, "weather")
        guard scene.place != .room, scene.place != .space, scene.place != .lunar else { return }
        switch scene.weather {
        case .snow:
            for index in 0..<Int(200 * max(1, aspect)) {
                let near = dice.unit()
                let size = 0.0014 + near * near * near * 0.0062
                var pen = Pen(x: dice.unit() * aspect, y: dice.unit(), size: 1)
                pen.ellipse(0, 0, size, size, Ink(repeating: index % 3 == 0 ? 1 : 0.94), alpha: 0.35 + (1 - near) * 0.5)
                layers += pen.layers
            }
        case .rain, .storm:
            for _ in 0..<Int(190 * max(1, aspect)) {
                let long = dice.within(0.02...0.06)
                var pen = Pen(x: dice.within(-0.05...1.05) * aspect, y: dice.unit(), size: 1)
                pen.polygon(
                    [(0, 0), (0.0014, 0), (-long * 0.22 + 0.0014, -long), (-long * 0.22, -long)], Ink(0.82, 0.88, 0.96),
                    alpha: dice.within(0.1...0.3))
                layers += pen.layers
            }
        case .fog: layers.append(Fog(ink: light.haze, noise: noise, horizon: horizon))
        case .clear, .clouds: break
        }
    }
}
