/// A scene as layers, back to front. The same scene gives the same composition at every size.
struct Composer {
    let scene: Scene
    let light: Light
    let aspect: Float
    let horizon: Float
    /// What things are measured by: in an upright picture the width, so that they do not fill it.
    let unit: Float
    let noise: Noise
    var layers: [any Layer] = []
    private var background = 0

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
            case .city: 0.74
            case .street: 0.6
            case .field: 0.62
            case .room: Room.isSill(scene) ? 0.8 : 0.62
            case .space: 1.2
            case .lunar: 0.7
            case .undersea: 0.86
            case .abstract: 0.66
            }
        horizon = max(0.3, min(1.2, usual + (scene.place == .space ? 0 : scene.camera.horizon)))
    }

    /// - Returns: the layers, and how many of them are background.
    static func layers(_ scene: Scene, aspect: Float) -> (all: [any Layer], background: Int) {
        var composer = Composer(scene, aspect: aspect)
        composer.compose()
        return (composer.layers, composer.background)
    }

    /// Only what was asked for, for painting over a picture from elsewhere.
    static func things(_ scene: Scene, aspect: Float) -> [any Layer] {
        var composer = Composer(scene, aspect: aspect)
        composer.things()
        composer.weather()
        if let text = scene.lettering {
            composer.layers += Lettering.layers(text, scene: scene, light: composer.light, aspect: aspect)
        }
        return composer.layers
    }

    private mutating func compose() {
        let sun = celestial()
        if scene.place == .room {
            Room.paint(scene, light, aspect, horizon, noise, &layers)
        } else if scene.place == .abstract {
            Abstract.paint(scene, aspect, noise, &layers)
        } else {
            let stars: Float = scene.hasStars || scene.isDark ? 1 : scene.time == .dusk ? 0.45 : 0
            let cloudiness: Float =
                switch scene.weather {
                case .clear: [.space, .lunar, .undersea].contains(scene.place) ? 0 : 0.28
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
            beach()
        }
        background = layers.count
        things()
        front()
        weather()
        if let text = scene.lettering { layers += Lettering.layers(text, scene: scene, light: light, aspect: aspect) }
    }

    /// Where the sun or moon stands.
    private func celestial() -> SIMD2<Float>? {
        guard ![.room, .undersea, .space, .lunar, .abstract].contains(scene.place) else { return nil }
        var dice = Dice(scene.seed, "sun")
        let x = aspect * dice.within(0.24...0.46)
        return switch scene.time {
        case .day: SIMD2(x, horizon * 0.22)
        case .golden: SIMD2(x, horizon * 0.66)
        case .dawn, .dusk:
            SIMD2(
                x, horizon * (scene.place == .desert || scene.place == .lake || scene.place == .mountains ? 0.6 : 0.88))
        case .night: SIMD2(aspect * dice.within(0.16...0.34), horizon * 0.26)
        }
    }

    /// Where the sky has no sun or moon of its own, one that is asked for is a thing like others.
    private var hangsFreely: Bool { [.space, .lunar, .abstract].contains(scene.place) }

    private mutating func placeCelestial(_ sun: SIMD2<Float>?) {
        guard let sun else { return }
        let orb: Scene.Kind = scene.time == .night ? .moon : .sun
        let isHidden =
            [.rain, .storm, .fog].contains(scene.weather) || scene.hidden.contains(orb)
            || scene.place == .street
        let asked = scene.subjects.first { $0.kind == .moon || $0.kind == .sun }
        guard asked != nil || !isHidden else { return }
        let kind = asked?.kind ?? orb
        if kind == .sun, asked == nil, scene.time == .day, scene.weather != .clear { return }
        var things = Things(
            pen: Pen(
                x: asked?.x.map { $0 * aspect } ?? sun.x, y: sun.y,
                size: Things.height(kind) * unit * (asked?.scale ?? 1)),
            scene: scene, light: light, dice: Dice(scene.seed, kind.rawValue), distance: 0)
        things.draw(kind, asked?.color)
        layers += things.pen.layers
    }

    var isSnowy: Bool { scene.weather == .snow || scene.season == .winter }
    var blur: Float { scene.focus == .blurBack ? 0.022 : scene.focus == .soft ? 0.008 : 0 }

    mutating func things() {
        var placed: [(depth: Float, layers: [any Layer])] = []
        let subjects = scene.subjects.filter { ($0.kind != .sun && $0.kind != .moon) || hangsFreely }
        let hasPeople = subjects.contains { $0.kind == .person }
        for subject in subjects where !(hasPeople && subject.kind == .umbrella) {
            for index in 0..<subject.count {
                let spot = Placement.spot(
                    subject, index, among: subjects, scene: scene, aspect: aspect, horizon: horizon, unit: unit)
                var things = Things(
                    pen: Pen(x: spot.x, y: spot.y, size: spot.size, isFlipped: spot.isFlipped), scene: scene,
                    light: light,
                    dice: Dice(scene.seed, subject.kind.rawValue, subject.number + index + subject.take * 101),
                    distance: spot.distance)
                things.draw(subject.kind, subject.color)
                let mirror = spot.isAfloat ? things.pen.reflected(at: spot.y + spot.size * 0.02) : []
                placed.append((spot.depth, mirror + things.pen.layers))
            }
        }
        for item in placed.enumerated().sorted(by: { ($0.element.depth, $0.offset) < ($1.element.depth, $1.offset) }) {
            layers += item.element.layers
        }
    }
}
