/// The colours that time and weather give to everything.
struct Light: Hashable, Sendable {
    var top: Ink
    var middle: Ink
    var low: Ink
    var haze: Ink
    /// What falls on things.
    var ambient: Ink
    var sun: Ink
    /// Lamps and windows are lit.
    var isLampTime: Bool

    init(_ scene: Scene) {
        switch scene.time {
        case .dawn:
            self.init(
                0x3A4A86, 0xD78E9A, 0xFDD6A2, haze: 0xE0AFA6, ambient: Ink(0.92, 0.80, 0.80), sun: 0xFFE3B0,
                lamps: false)
        case .day:
            self.init(0x3579C2, 0x7DB8E4, 0xDDEEF3, haze: 0xBFD9E6, ambient: Ink(1, 1, 1), sun: 0xFFF6DC, lamps: false)
        case .golden:
            self.init(
                0x5A86B8, 0xE9BE8A, 0xFCD892, haze: 0xE9BF92, ambient: Ink(1.04, 0.88, 0.70), sun: 0xFFDE9A,
                lamps: false)
        case .dusk:
            self.init(
                0x241E48, 0x8A4C82, 0xF59F6A, haze: 0xB3768C, ambient: Ink(0.74, 0.60, 0.72), sun: 0xFFB374, lamps: true
            )
        case .night:
            self.init(
                0x060A1C, 0x14244A, 0x31507E, haze: 0x243C62, ambient: Ink(0.34, 0.42, 0.62), sun: 0xE8EEFF, lamps: true
            )
        }
        if scene.place == .space || scene.place == .lunar {
            self = Light(
                0x03040B, 0x070815, 0x0C0B1E, haze: 0x1A1930, ambient: Ink(0.95, 0.95, 1), sun: 0xFFF6DC, lamps: true)
        }
        if scene.place == .undersea {
            self = Light(
                0x3FA3B8, 0x14607F, 0x072B46, haze: 0x1B5F7C, ambient: Ink(0.55, 0.85, 0.95), sun: 0xD8FFF5,
                lamps: false)
        }
        let grey: Float =
            switch scene.weather {
            case .clear: 0
            case .clouds: 0.35
            case .snow: 0.28
            case .fog: 0.5
            case .rain: 0.5
            case .storm: 0.65
            }
        if grey > 0 {
            for path in [\Light.top, \.middle, \.low, \.haze] {
                let value = self[keyPath: path]
                let dull = Ink(repeating: value.luminance) * Ink(0.96, 1, 1.06)
                self[keyPath: path] = value.mixed(dull, grey) * (scene.weather == .storm ? 0.7 : 1)
            }
            ambient *= scene.weather == .storm ? 0.75 : 0.94
        }
        if scene.style == .neon {
            top = Ink(hex: 0x0B0620)
            middle = Ink(hex: 0x3A0F5C)
            low = Ink(hex: 0xE0388F)
            haze = Ink(hex: 0x5A1B78)
            ambient = Ink(0.62, 0.45, 0.9)
            isLampTime = true
        }
        if let color = scene.skyColor {
            let tint = Ink(hex: color)
            top = top.mixed(tint * 0.62, 0.8)
            middle = middle.mixed(tint, 0.75)
            low = low.mixed(tint.mixed(Ink(1, 1, 1), 0.45), 0.7)
            haze = haze.mixed(tint, 0.45)
        }
        if scene.light == .dramatic { ambient *= 0.82; top *= 0.6 }
        if scene.light == .backlit { ambient *= 0.55; low = low.mixed(sun, 0.5) }
    }

    private init(_ top: UInt32, _ middle: UInt32, _ low: UInt32, haze: UInt32, ambient: Ink, sun: UInt32, lamps: Bool) {
        self.top = Ink(hex: top)
        self.middle = Ink(hex: middle)
        self.low = Ink(hex: low)
        self.haze = Ink(hex: haze)
        self.ambient = ambient
        self.sun = Ink(hex: sun)
        isLampTime = lamps
    }

    /// A thing's own colour as it looks there: 0 is here, 1 is at the horizon.
    func on(_ ink: Ink, distance: Float = 0) -> Ink { (ink * ambient).mixed(haze, distance) }
    func on(_ hex: UInt32, distance: Float = 0) -> Ink { on(Ink(hex: hex), distance: distance) }

    /// The sky at a height: 0 at the top of the picture, 1 at the horizon.
    func sky(_ height: Float) -> Ink {
        let t = max(0, min(1, height))
        return t < 0.55 ? top.mixed(middle, smoothstep(0, 0.55, t)) : middle.mixed(low, smoothstep(0.55, 1, t))
    }
}
