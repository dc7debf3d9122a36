/// What frames the picture at its edges, and the weather over everything.
extension Composer {
    mutating func front() {
        var dice = Dice(scene.seed, "front")
        shore()
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
