/// A quiet interior: a window with the weather in it, curtains, a sill or a table in the light that falls through.
struct Room {
    private let scene: Scene
    private let light: Light
    private let aspect: Float
    private let horizon: Float
    private let noise: Noise
    private let dim: Float
    private var layers: [any Layer] = []

    private init(_ scene: Scene, _ light: Light, _ aspect: Float, _ horizon: Float, _ noise: Noise) {
        (self.scene, self.light, self.aspect, self.horizon, self.noise) = (scene, light, aspect, horizon, noise)
        dim = scene.time == .night ? 0.42 : scene.time == .dusk ? 0.66 : 1
    }

    /// Whether the picture is about the window; else about the table.
    static func isSill(_ scene: Scene) -> Bool {
        !scene.subjects.contains { [.bowl, .orange, .apple, .cup].contains($0.kind) }
    }

    static func paint(
        _ scene: Scene, _ light: Light, _ aspect: Float, _ horizon: Float, _ noise: Noise, _ layers: inout [any Layer]
    ) {
        var room = Room(scene, light, aspect, horizon, noise)
        if isSill(scene) { room.sill() } else { room.table() }
        layers += room.layers
    }

    private mutating func box(
        _ x0: Float, _ y0: Float, _ x1: Float, _ y1: Float, _ ink: Ink, to bottom: Ink? = nil, alpha: Float = 1
    ) {
        layers.append(
            Shape(
                [[SIMD2(x0, y0), SIMD2(x1, y0), SIMD2(x1, y1), SIMD2(x0, y1)]], ink: ink, bottomInk: bottom,
                alpha: alpha))
    }

    private mutating func sill() {
        let wall = Ink(hex: [0x6E5A66, 0x4F6470, 0x75604F, 0x5B5A78][Int(scene.seed % 4)]) * dim
        let (left, right) = (max(0.06, aspect * 0.11), min(aspect - 0.06, aspect * 0.89))
        outside(left, 0.05, right, horizon)
        // The wall is four boxes around the window, so that the view is painted once.
        let rims: [(Float, Float, Float, Float)] = [
            (-1, -1, aspect + 1, 0.05), (-1, 0, left, 2), (right, 0, aspect + 1, 2), (-1, horizon, aspect + 1, 2),
        ]
        for rim in rims { box(rim.0, rim.1, rim.2, rim.3, wall) }
        frame(left, 0.05, right, horizon)
        let wood = Ink(hex: 0xC98F5E) * dim
        box(-1, horizon, aspect + 1, horizon + 0.16, wood * 1.12, to: wood * 0.82)
        box(-1, horizon, aspect + 1, horizon + 0.008, wood * 1.4)
        box(-1, horizon + 0.105, aspect + 1, horizon + 0.16, wood * 0.7, to: wood * 0.55)
        box(-1, horizon + 0.16, aspect + 1, horizon + 0.2, Ink(repeating: 0.03), to: wall * 0.8, alpha: 0.5)
        layers.append(Glow(center: SIMD2(aspect * 0.36, horizon * 0.8), radius: 0.9, ink: light.sun * (0.14 * dim)))
        curtain(left - 0.05, 1)
        curtain(right + 0.05, -1)
        if !scene.hidden.contains(.plant) { plants() }
    }

    private mutating func outside(_ left: Float, _ top: Float, _ right: Float, _ bottom: Float) {
        layers.append(
            Sky(
                light: light, noise: noise, horizon: bottom, cloudiness: scene.weather == .clear ? 0.42 : 0.9,
                stars: scene.time == .night || scene.hasStars ? 1 : 0, sun: SIMD2(aspect * 0.34, bottom * 0.72)))
        var pen = Pen(x: aspect * 0.34, y: bottom * (scene.time == .night ? 0.34 : 0.72), size: 0.13)
        let face = light.sun
        if scene.weather == .clear {
            pen.glow(0, 0, 3.6, face * 0.3)
            pen.ellipse(0, 0, 0.5, 0.5, face * 1.05)
        }
        layers += pen.layers
        let isWhite = scene.weather == .snow || scene.season == .winter
        for index in 0..<4 {
            let share = Float(index) / 3
            let ink = light.on(
                isWhite ? 0xDCE6EE : [0x7E93A8, 0x6B8C8A, 0x5D8466, 0x47703F][index], distance: 0.7 - share * 0.55)
            layers.append(
                Ridge(
                    index == 2 ? .trees : .hills, noise: noise, base: bottom - 0.14 + share * 0.14,
                    height: 0.15 - share * 0.05,
                    detail: 1.4 + share, offset: Dice.value(scene.seed, index) * 90, aspect: aspect,
                    look: Ridge.Look(ink: ink, bottomInk: ink.mixed(light.haze, 0.4))))
        }
    }

    private mutating func frame(_ left: Float, _ top: Float, _ right: Float, _ bottom: Float) {
        let paint = Ink(hex: 0xF1E8DA) * dim
        let middle = (left + right) / 2
        for x in [left, middle, right] { box(x - 0.013, top, x + 0.013, bottom, paint * 0.98, to: paint * 0.84) }
        for y in [top, top + (bottom - top) * 0.36] { box(left, y - 0.01, right, y + 0.013, paint) }
        for x in [left, middle, right] { box(x + 0.009, top, x + 0.013, bottom, Ink(repeating: 0.05), alpha: 0.25) }
    }

    private mutating func curtain(_ x: Float, _ side: Float) {
        let cloth = Ink(hex: [0xE8D5BE, 0xD9B6A6, 0xC9CDBA, 0xD8CFE0][Int(scene.seed / 3 % 4)]) * dim
        for fold in 0..<5 {
            let start = x - side * 0.3 + side * Float(fold) * 0.082
            let ink = cloth * (fold % 2 == 0 ? 1.04 : 0.86)
            var pen = Pen(x: start, y: 0, size: 1, isFlipped: side < 0)
            let gather = 0.03 * Float(fold)
            pen.curve(
                [
                    (-0.02, 0.3), (0.1, 0.3), (0.105 - gather, -0.4), (0.09 - gather * 1.6, -0.72),
                    (0.1 - gather, -1.2), (-0.02 - gather, -1.2),
                ], ink * 1.06, to: ink * 0.8, alpha: 0.97)
            layers += pen.layers
        }
    }

    private mutating func plants() {
        var things = Things(
            pen: Pen(x: aspect * 0.8, y: horizon + 0.045, size: 0.3 * min(1, aspect)), scene: scene, light: light,
            dice: Dice(scene.seed, "sill plant"), distance: 0)
        things.plant(nil)
        layers += things.pen.layers
    }

    private mutating func table() {
        let wall = Ink(hex: [0x8FA39A, 0xC2A68C, 0x9A9FB5, 0xB58F86][Int(scene.seed % 4)]) * dim
        box(-1, -1, aspect + 1, 2, wall * 0.92, to: wall * 0.8)
        layers.append(Glow(center: SIMD2(aspect * 0.2, 0.1), radius: 1.2, ink: light.sun * (0.28 * dim)))
        // The window's light on the wall, crossed by its bars.
        for column in 0..<2 {
            for row in 0..<2 {
                let x = aspect * 0.6 + Float(column) * 0.17 + Float(row) * 0.07
                let y = 0.08 + Float(row) * 0.21 + Float(column) * 0.03
                layers.append(
                    Shape(
                        [
                            [
                                SIMD2(x, y), SIMD2(x + 0.15, y + 0.025), SIMD2(x + 0.21, y + 0.215),
                                SIMD2(x + 0.06, y + 0.19),
                            ]
                        ], ink: light.sun * dim, alpha: 0.3))
            }
        }
        let cloth = Ink(hex: [0xE9DFCE, 0x7D4B33, 0xDCD3C2, 0x5B6B70][Int(scene.seed / 5 % 4)]) * dim
        box(-1, horizon, aspect + 1, 2, cloth * 1.06, to: cloth * 0.72)
        box(-1, horizon, aspect + 1, horizon + 0.006, cloth * 1.3)
        var pen = Pen(x: aspect * 0.5, y: horizon, size: 1)
        pen.curve(
            [(-0.9, -0.06), (-0.2, -0.1), (0.5, -0.07), (0.86, -0.14), (0.62, -0.28), (-0.1, -0.3), (-0.8, -0.22)],
            cloth * 1.16, alpha: 0.5)
        layers += pen.layers
    }
}

extension Dice {
    /// One number 0..<1 for one thing of many.
    static func value(_ seed: UInt64, _ index: Int) -> Float {
        var dice = Dice(seed, "value", index)
        return dice.unit()
    }
}
