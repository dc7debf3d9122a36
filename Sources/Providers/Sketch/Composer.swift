/// A scene as layers, back to front. The same scene gives the same composition at every size.
struct Composer {
    let scene: Scene
    let light: Light
    let aspect: Float
    let horizon: Float
    /// What things are measured by: in an upright picture the width, so that they do not fill it.
    let unit: Float
    private let noise: Noise
    private var layers: [any Layer] = []

    init(_ scene: Scene, aspect: Float) {
        self.scene = scene
        self.aspect = aspect
        light = Light(scene)
        noise = Noise(scene.seed)
        unit = min(1, max(0.34, aspect * 0.95))
        let usual: Float =
            switch scene.place {
            case .coast, .lake: 0.6
            case .mountains: 0.66
            case .forest: 0.7
            case .desert: 0.64
            case .city: 0.8
            case .field: 0.62
            case .room: 0.66
            case .space: 0.82
            case .undersea: 0.86
            }
        horizon = max(0.3, min(0.9, usual + scene.camera.horizon))
    }

    static func layers(_ scene: Scene, aspect: Float) -> [any Layer] {
        var composer = Composer(scene, aspect: aspect)
        composer.compose()
        return composer.layers
    }

    /// Only what was asked for, for painting over a picture from elsewhere.
    static func things(_ scene: Scene, aspect: Float) -> [any Layer] {
        var composer = Composer(scene, aspect: aspect)
        composer.things()
        if let text = scene.lettering { composer.layers += Lettering.layers(text, scene: scene, light: composer.light, aspect: aspect) }
        return composer.layers
    }

    private mutating func compose() {
        let sun = celestial()
        if scene.place == .room {
            Room.paint(scene, light, aspect, horizon, noise, &layers)
        } else {
            let stars: Float = scene.hasStars || scene.isDark ? 1 : scene.time == .dusk ? 0.45 : 0
            let cloudiness: Float =
                switch scene.weather {
                case .clear: scene.place == .space || scene.place == .undersea ? 0 : 0.28
                case .clouds, .snow: 0.75
                case .rain, .storm: 1
                case .fog: 0.4
                }
            layers.append(
                Sky(
                    light: light, noise: noise, horizon: horizon, cloudiness: cloudiness,
                    stars: scene.weather == .clear || scene.hasStars ? stars : stars * 0.2,
                    sun: scene.time == .night ? nil : sun))
            placeCelestial(sun)
            far()
            ground(sun)
        }
        things()
        front()
        weather()
        if let text = scene.lettering { layers += Lettering.layers(text, scene: scene, light: light, aspect: aspect) }
    }

    /// Where the sun or moon stands.
    private func celestial() -> SIMD2<Float>? {
        guard scene.place != .room, scene.place != .undersea, scene.place != .space else { return nil }
        var dice = Dice(scene.seed, "sun")
        let x = aspect * dice.within(0.24...0.46)
        return switch scene.time {
        case .day: SIMD2(x, horizon * 0.22)
        case .golden: SIMD2(x, horizon * 0.66)
        case .dawn, .dusk: SIMD2(x, horizon * 0.88)
        case .night: SIMD2(aspect * dice.within(0.16...0.34), horizon * 0.26)
        }
    }

    private mutating func placeCelestial(_ sun: SIMD2<Float>?) {
        guard let sun else { return }
        let isHidden = scene.weather == .rain || scene.weather == .storm || scene.weather == .fog
        let asked = scene.subjects.first { $0.kind == .moon || $0.kind == .sun }
        guard asked != nil || !isHidden else { return }
        let kind: Scene.Kind = asked?.kind ?? (scene.time == .night ? .moon : .sun)
        if kind == .sun, asked == nil, scene.time == .day, scene.weather != .clear { return }
        var things = Things(
            pen: Pen(x: asked?.x.map { $0 * aspect } ?? sun.x, y: sun.y, size: Things.height(kind) * unit * (asked?.scale ?? 1)),
            scene: scene, light: light, dice: Dice(scene.seed, kind.rawValue), distance: 0)
        things.draw(kind, asked?.color)
        layers += things.pen.layers
    }

    private var isSnowy: Bool { scene.weather == .snow || scene.season == .winter }
    private var blur: Float { scene.focus == .blurBack ? 0.022 : scene.focus == .soft ? 0.008 : 0 }

    private mutating func ridge(
        _ form: Ridge.Form, base: Float, height: Float, detail: Float, index: Int, _ color: UInt32, distance: Float, cap: Bool = false,
        texture: Float = 0.05
    ) {
        var dice = Dice(scene.seed, "ridge", index)
        let ink = light.on(color, distance: distance)
        let capInk = cap ? light.on(0xF3F6FA, distance: distance * 0.8).mixed(light.sun, scene.time == .day ? 0 : 0.18) : nil
        layers.append(
            Ridge(
                form: form, noise: noise, base: base, height: height, detail: detail, offset: dice.within(0...200), ink: ink,
                bottomInk: ink.mixed(light.haze, 0.45), capInk: capInk, texture: texture, soft: blur * distance))
    }

    /// What stands behind the horizon.
    private mutating func far() {
        switch scene.place {
        case .mountains, .lake:
            ridge(.peaks, base: horizon + 0.02, height: 0.42, detail: 1.5, index: 0, 0x6F7FA0, distance: 0.72, cap: true)
            ridge(.peaks, base: horizon + 0.03, height: 0.3, detail: 2.1, index: 1, 0x586C8C, distance: 0.5, cap: isSnowy || scene.time != .night)
            ridge(.trees, base: horizon + 0.02, height: 0.09, detail: 3.2, index: 2, isSnowy ? 0x8FA3B5 : 0x3F6157, distance: 0.4)
        case .coast:
            ridge(.hills, base: horizon + 0.005, height: 0.09, detail: 1.3, index: 0, 0x60738C, distance: 0.74)
            ridge(.hills, base: horizon + 0.005, height: 0.05, detail: 2.3, index: 1, isSnowy ? 0xC2CEDA : 0x4F6670, distance: 0.52)
        case .forest:
            for index in 0..<4 {
                let near = Float(index) / 3
                ridge(.trees, base: horizon - 0.06 + near * 0.1, height: 0.36 - near * 0.05, detail: 1.6 + near * 0.5, index: index,
                    isSnowy ? 0x9FB2C2 : scene.season == .autumn ? [0xB8763A, 0xA0602E, 0x7F4A28, 0x5C3A24][index] : 0x35594A, distance: 0.78 - near * 0.5)
            }
        case .desert:
            ridge(.hills, base: horizon, height: 0.14, detail: 1.1, index: 0, 0xB5764F, distance: 0.62)
            ridge(.dunes, base: horizon + 0.06, height: 0.13, detail: 1.0, index: 1, 0xDFA868, distance: 0.36)
        case .field:
            ridge(.hills, base: horizon, height: 0.2, detail: 1.1, index: 0, isSnowy ? 0xC5D2E0 : 0x6E9490, distance: 0.68)
            ridge(.hills, base: horizon + 0.03, height: 0.13, detail: 1.5, index: 1, isSnowy ? 0xDBE4EC : 0x6FA05E, distance: 0.42)
            ridge(.trees, base: horizon + 0.035, height: 0.05, detail: 4, index: 2, isSnowy ? 0xA9BAC8 : 0x42704E, distance: 0.35)
        case .city: City.paint(scene, light, aspect, horizon, &layers)
        case .space:
            var planet = Things(pen: Pen(x: aspect * 0.78, y: 0.42, size: 0.26 * unit), scene: scene, light: light, dice: Dice(scene.seed), distance: 0)
            if !scene.subjects.contains(where: { $0.kind == .planet }) {
                planet.draw(.planet, [0x4F86C6, 0xC98F5A, 0x9A6FC0][Int(scene.seed % 3)])
                layers += planet.pen.layers
            }
        case .undersea:
            for index in 0..<3 { ridge(.hills, base: horizon + Float(index) * 0.05, height: 0.22 - Float(index) * 0.05, detail: 1.6, index: index, 0x1F6A7C, distance: 0.6 - Float(index) * 0.2) }
        case .room: break
        }
    }

    /// What lies before it.
    private mutating func ground(_ sun: SIMD2<Float>?) {
        let snow: UInt32 = 0xE9F0F6
        switch scene.place {
        case .coast, .lake:
            let rough: Float = scene.weather == .storm ? 2 : scene.place == .lake ? 0.55 : 1
            layers.append(Water(light: light, noise: noise, horizon: horizon, sun: scene.weather == .fog ? nil : sun, roughness: rough))
        case .mountains:
            ridge(.hills, base: horizon + 0.12, height: 0.12, detail: 1.2, index: 5, isSnowy ? snow : 0x4D7A5C, distance: 0.16)
            ridge(.hills, base: horizon + 0.26, height: 0.13, detail: 0.9, index: 6, isSnowy ? 0xF2F6FA : 0x3A6448, distance: 0.02)
        case .forest: ridge(.hills, base: horizon + 0.12, height: 0.08, detail: 0.9, index: 5, isSnowy ? snow : scene.season == .autumn ? 0x9A6A34 : 0x3F6A45, distance: 0.04, texture: 0.14)
        case .desert:
            ridge(.dunes, base: horizon + 0.2, height: 0.16, detail: 0.8, index: 5, 0xE3AC68, distance: 0.1)
            ridge(.dunes, base: horizon + 0.36, height: 0.16, detail: 0.7, index: 6, 0xC98A4C, distance: 0)
        case .city: ridge(.flat, base: horizon + 0.03, height: 0.004, detail: 1, index: 5, isSnowy ? 0xC9D3DE : 0x3C3B47, distance: 0.1, texture: 0.03)
        case .field:
            ridge(.hills, base: horizon + 0.13, height: 0.1, detail: 0.9, index: 5, isSnowy ? snow : scene.season == .autumn ? 0xC9A24C : 0x7FB25A, distance: 0.12, texture: 0.08)
            ridge(.hills, base: horizon + 0.27, height: 0.1, detail: 0.8, index: 6, isSnowy ? 0xF2F6FA : scene.season == .autumn ? 0xB8883C : 0x5F9A48, distance: 0, texture: 0.12)
        case .space: ridge(.dunes, base: horizon + 0.06, height: 0.07, detail: 1.3, index: 5, 0x8E8D95, distance: 0, texture: 0.16)
        case .undersea: ridge(.dunes, base: horizon + 0.08, height: 0.05, detail: 1.2, index: 5, 0xC9B98E, distance: 0.25)
        case .room: break
        }
    }

    private mutating func things() {
        var placed: [(depth: Float, layers: [any Layer])] = []
        let subjects = scene.subjects.filter { $0.kind != .sun && $0.kind != .moon || scene.place == .room || scene.place == .space }
        for subject in subjects {
            for index in 0..<subject.count {
                let spot = Placement.spot(subject, index, among: subjects, scene: scene, aspect: aspect, horizon: horizon, unit: unit)
                var things = Things(
                    pen: Pen(x: spot.x, y: spot.y, size: spot.size, isFlipped: spot.isFlipped), scene: scene, light: light,
                    dice: Dice(scene.seed, subject.kind.rawValue, subject.number + index), distance: spot.distance)
                things.draw(subject.kind, subject.color)
                let mirror = spot.isAfloat ? things.pen.reflected(at: spot.y + spot.size * 0.02) : []
                placed.append((spot.depth, mirror + things.pen.layers))
            }
        }
        for item in placed.enumerated().sorted(by: { ($0.element.depth, $0.offset) < ($1.element.depth, $1.offset) }) {
            layers += item.element.layers
        }
    }

    /// Trees and stones at the edges that frame what matters.
    private mutating func front() {
        var dice = Dice(scene.seed, "front")
        let kinds: [(Scene.Kind, Int)] =
            switch scene.place {
            case .mountains: [(.pine, 7)]
            case .forest: scene.subjects.contains { $0.kind == .birch } ? [(.birch, 4)] : [(.pine, 6)]
            case .lake: [(.pine, 5)]
            case .field: [(.flower, isSnowy ? 0 : 9)]
            case .coast: [(.rock, 3)]
            case .space: [(.rock, 3)]
            default: []
            }
        for (kind, count) in kinds {
            for index in 0..<count {
                let side: Float = index % 2 == 0 ? dice.within(-0.02...0.2) : dice.within(0.8...1.02)
                let size = Things.height(kind) * unit * dice.within(0.75...1.35)
                var things = Things(
                    pen: Pen(x: side * aspect, y: dice.within(0.97...1.06), size: size), scene: scene, light: light,
                    dice: Dice(scene.seed, "front-\(kind.rawValue)", index), distance: 0)
                things.draw(kind, nil)
                layers += things.pen.layers
            }
        }
    }

    private mutating func weather() {
        var dice = Dice(scene.seed, "weather")
        switch scene.weather {
        case .snow:
            for index in 0..<260 {
                let near = dice.unit()
                let size = 0.0016 + near * near * 0.0052
                var pen = Pen(x: dice.within(0...1) * aspect, y: dice.unit(), size: 1)
                pen.ellipse(0, 0, size, size, Ink(repeating: index % 3 == 0 ? 1 : 0.94), alpha: 0.35 + near * 0.55)
                layers += pen.layers
            }
        case .rain, .storm:
            for _ in 0..<300 {
                let long = dice.within(0.02...0.06)
                var pen = Pen(x: dice.within(-0.05...1.05) * aspect, y: dice.unit(), size: 1)
                pen.polygon([(0, 0), (0.0014, 0), (-long * 0.22 + 0.0014, -long), (-long * 0.22, -long)], Ink(0.82, 0.88, 0.96), alpha: dice.within(0.12...0.34))
                layers += pen.layers
            }
        case .fog: layers.append(Fog(ink: light.haze, noise: noise, horizon: horizon))
        case .clear, .clouds: break
        }
    }
}

/// Banks of mist, thickest at the horizon.
struct Fog: Layer {
    var ink: Ink
    var noise: Noise
    var horizon: Float

    func paint(_ band: inout Band) {
        let (ink, noise, horizon) = (ink, noise, horizon)
        band.each { place, out in
            let away = abs(place.y - horizon - 0.02)
            let bank = 0.55 + 0.45 * noise.clouds(place.x * 1.6, place.y * 7, octaves: 3)
            out = out.mixed(ink * 1.04, max(0, 0.85 - away * 1.9) * bank)
        }
    }
}
