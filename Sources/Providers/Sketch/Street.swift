/// A street in perspective: houses on both sides, signs, lanterns, and the light of all of them on the ground.
struct Street {
    private let scene: Scene
    private let light: Light
    private let noise: Noise
    private let aspect: Float
    private let eye: Float
    private var dice: Dice
    private var layers: [any Layer] = []
    private static let neon: [UInt32] = [0xFF3D81, 0x2FD8FF, 0xFFC83D, 0x7CFF8A, 0xB56BFF, 0xFF7A45]

    private init(_ scene: Scene, _ light: Light, _ aspect: Float, _ horizon: Float, _ noise: Noise) {
        (self.scene, self.light, self.aspect, eye, self.noise) = (scene, light, aspect, horizon, noise)
        dice = Dice(scene.seed, "street")
    }

    static func paint(
        _ scene: Scene, _ light: Light, _ aspect: Float, _ horizon: Float, _ noise: Noise, _ layers: inout [any Layer]
    ) {
        var street = Street(scene, light, aspect, horizon, noise)
        street.build()
        layers += street.layers
    }

    private var isLit: Bool { light.isLampTime }
    private var isWet: Bool { scene.weather == .rain || scene.weather == .storm }

    /// Metres to the picture: x from the middle, y up from the ground, z away.
    private func at(_ x: Float, _ y: Float, _ z: Float) -> SIMD2<Float> {
        SIMD2(aspect / 2 + x / z * 0.7, eye - (y - 1.6) / z * 0.7)
    }

    private func haze(_ ink: Ink, _ z: Float) -> Ink { ink.mixed(light.haze, min(0.82, z / 55)) }

    private mutating func quad(
        _ a: SIMD2<Float>, _ b: SIMD2<Float>, _ c: SIMD2<Float>, _ d: SIMD2<Float>, _ ink: Ink, to bottom: Ink? = nil,
        alpha: Float = 1
    ) {
        layers.append(Shape([[a, b, c, d]], ink: ink, bottomInk: bottom, alpha: alpha))
    }

    private mutating func build() {
        // The far end glows; towers stand in it.
        if isLit {
            layers.append(Glow(center: SIMD2(aspect / 2, eye - 0.02), radius: 0.62, ink: Ink(0.75, 0.34, 0.42) * 0.6))
        }
        for index in 0..<7 {
            let x = (Float(index) - 3) * 5 + dice.within(-1.5...1.5)
            let tower = haze(light.on(0x343A5C), 38)
            let tall = dice.within(12...30)
            quad(
                at(x - 2.9, 0, 62), at(x + 2.9, 0, 62), at(x + 2.9, tall, 62), at(x - 2.9, tall, 62), tower,
                to: tower * 1.3)
        }
        ground()
        var sides: [(z0: Float, z1: Float, side: Float)] = []
        for side in [Float(-1), 1] {
            var z: Float = 1.9
            while z < 58 {
                let long = dice.within(2.6...5) * (1 + z / 40)
                sides.append((z, z + long, side))
                z += long
            }
        }
        for house in sides.sorted(by: { $0.z0 > $1.z0 }) { building(house.z0, house.z1, house.side) }
        if isLit { lanterns() }
        wires()
        if !scene.hidden.contains(.person) { for index in 0..<5 { walker(index) } }
    }

    private mutating func ground() {
        let stone = isLit ? Ink(hex: 0x171626) : light.on(0x77757F)
        let end = at(0, 0, 60).y
        quad(
            SIMD2(-2, end), SIMD2(aspect + 2, end), SIMD2(aspect + 2, 2), SIMD2(-2, 2), stone.mixed(light.haze, 0.55),
            to: stone * 0.85)
        let curb = isLit ? Ink(hex: 0x2C2A3E) : light.on(0xA09DA3)
        for side in [Float(-1), 1] {
            quad(
                at(side * 3.4, 0.12, 60), at(side * 5, 0.12, 60), at(side * 5, 0.12, 1.4), at(side * 3.4, 0.12, 1.4),
                curb.mixed(light.haze, 0.25), to: curb)
        }
        for index in 0..<9 {
            let z = 2.2 + Float(index * index) * 0.55 + Float(index)
            quad(
                at(-0.07, 0, z), at(0.07, 0, z), at(0.07, 0, z + 1.2), at(-0.07, 0, z + 1.2),
                haze(light.on(0xD8D4C8), z), alpha: 0.5)
        }
    }

    private mutating func building(_ z0: Float, _ z1: Float, _ side: Float) {
        let x = side * 5
        let height = dice.within(8...21)
        let walls: [UInt32] =
            isLit ? [0x2B2745, 0x35294A, 0x22304C, 0x3A2C40] : [0xC9A58C, 0xB8B2A6, 0x9FA9B4, 0xC4947A]
        let wall = haze(isLit ? Ink(hex: walls[dice.pick(4)]) : light.on(walls[dice.pick(4)]), z0)
        quad(
            at(x, 0, z0), at(x, 0, z1), at(x, height, z1), at(x, height, z0), wall * 0.86, to: wall * (isLit ? 1.35 : 1)
        )
        // The end wall that faces us, where the next house is lower.
        quad(at(x, 0, z0), at(x + side * 5, 0, z0), at(x + side * 5, height, z0), at(x, height, z0), wall * 0.62)
        let columns = max(2, Int((z1 - z0) / 0.95))
        var y: Float = 4.2
        while y < height - 1.2, z0 < 34 {
            for column in 0..<columns {
                let a = z0 + (z1 - z0) * (Float(column) + 0.22) / Float(columns)
                let b = z0 + (z1 - z0) * (Float(column) + 0.78) / Float(columns)
                let chance = dice.unit()
                let warm = Ink(hex: [0xFFCF7A, 0xFFB35C, 0xFFE3A8, 0x9CD7FF][Int(chance * 9) % 4])
                let pane = isLit ? (chance < 0.46 ? haze(warm, z0) * 0.95 : wall * 0.55) : haze(light.on(0x7E97AC), z0)
                quad(at(x, y, a), at(x, y, b), at(x, y + 1.5, b), at(x, y + 1.5, a), pane, to: pane * 0.72)
            }
            y += 2.7
        }
        shop(z0, z1, side)
        if z0 > 2.6, z0 < 36, dice.unit() < 0.85 { sign(z0 + 0.2, side) }
    }

    private mutating func shop(_ z0: Float, _ z1: Float, _ side: Float) {
        let x = side * 4.98
        let (a, b) = (z0 + (z1 - z0) * 0.1, z0 + (z1 - z0) * 0.9)
        let warm = Ink(hex: [0xFFC46B, 0xFFA94D, 0xFFE2B0, 0xFF8FA8][dice.pick(4)])
        let pane = isLit ? haze(warm, z0) : haze(light.on(0x5E6B78), z0)
        quad(at(x, 0.3, a), at(x, 0.3, b), at(x, 2.7, b), at(x, 2.7, a), pane, to: pane * 0.8)
        let bars = max(3, Int((b - a) / 0.8))
        goods(a, b, x, pane)
        for bar in 1..<bars {
            let z = a + (b - a) * Float(bar) / Float(bars)
            quad(at(x, 0.3, z), at(x, 0.3, z + 0.12), at(x, 2.7, z + 0.12), at(x, 2.7, z), haze(Ink(hex: 0x1E1A2C), z0))
        }
        let cloth = haze(light.on([0xB8432F, 0x2F6D7A, 0x6A4A8A, 0xC98F2E][dice.pick(4)]) * (isLit ? 1.3 : 1), z0)
        quad(
            at(x, 3.2, a), at(x, 3.2, b), at(x - side * 0.9, 2.6, b), at(x - side * 0.9, 2.6, a), cloth, to: cloth * 0.7
        )
        guard isLit else { return }
        let foot = at(x - side * 0.8, 0, (a + b) / 2)
        layers.append(
            Streak(
                x: foot.x, top: foot.y, length: 0.1 + 0.6 / z0, width: 0.55 / z0, ink: warm * (isWet ? 0.5 : 0.2),
                noise: noise))
    }

    /// Shelves behind the glass, and light from the ceiling.
    private mutating func goods(_ a: Float, _ b: Float, _ x: Float, _ pane: Ink) {
        for shelf in 0..<2 {
            let y = 0.5 + Float(shelf) * 0.85
            var z = a + 0.1
            while z < b - 0.2 {
                let wide = dice.within(0.1...0.3)
                let tall = dice.within(0.2...0.6)
                if dice.unit() < 0.75 {
                    let ink = pane * dice.within(0.45...0.75)
                    quad(at(x, y, z), at(x, y, z + wide), at(x, y + tall, z + wide), at(x, y + tall, z), ink)
                }
                z += wide + 0.06
            }
        }
        let ceiling = pane.mixed(Ink(1, 1, 1), isLit ? 0.5 : 0)
        quad(at(x, 2.45, a), at(x, 2.45, b), at(x, 2.7, b), at(x, 2.7, a), ceiling, to: pane)
    }

    private mutating func sign(_ z: Float, _ side: Float) {
        let color = Ink(hex: Self.neon[dice.pick(6)])
        let low = dice.within(3.4...5.5)
        let high = low + dice.within(1.8...4.4)
        let (near, far) = (side * 4.9, side * (4.9 - dice.within(0.9...1.3)))
        let (p, q) = (at(far, high, z), at(near, low, z))
        let (left, right) = (min(p.x, q.x), max(p.x, q.x))
        let width = right - left
        let board = isLit ? color * 0.2 : haze(light.on(0xF0E8DA), z)
        let rim = isLit ? haze(color, z * 0.4) : color * 0.8
        quad(SIMD2(left, p.y), SIMD2(right, p.y), SIMD2(right, q.y), SIMD2(left, q.y), rim)
        let inset = width * 0.09
        quad(
            SIMD2(left + inset, p.y + inset), SIMD2(right - inset, p.y + inset), SIMD2(right - inset, q.y - inset),
            SIMD2(left + inset, q.y - inset), board)
        let glyphs = max(1, Int((q.y - p.y) / width))
        for index in 0..<glyphs {
            glyph(
                left + width / 2, p.y + (q.y - p.y) * (Float(index) + 0.5) / Float(glyphs), width * 0.52,
                isLit ? color.mixed(Ink(1, 1, 1), 0.6) : color * 0.6)
        }
        guard isLit else { return }
        layers.append(
            Glow(
                center: SIMD2((left + right) / 2, (p.y + q.y) / 2), radius: (q.y - p.y) * 0.8 + width * 1.4,
                ink: color * 0.34))
        let foot = at((near + far) / 2, 0, z)
        layers.append(
            Streak(
                x: foot.x, top: foot.y + 0.01, length: min(0.5, 0.14 + 1.1 / z), width: width * 0.6,
                ink: color * (isWet ? 0.85 : 0.28), noise: noise))
    }

    /// Strokes that look like writing and say nothing.
    private mutating func glyph(_ x: Float, _ y: Float, _ size: Float, _ ink: Ink) {
        var pen = Pen(x: x, y: y, size: size)
        for _ in 0..<2 {
            let level = dice.within(-0.4...0.4)
            pen.rect(-0.42, level, 0.84, 0.1, ink)
        }
        pen.rect(dice.within(-0.3...0.2), -0.45, 0.11, 0.9, ink)
        if dice.unit() < 0.6 { pen.stroke([(0.05, 0), (0.4, -0.42)], 0.1, ink) }
        layers += pen.layers
    }

    private mutating func lanterns() {
        for row in 0..<2 {
            let z: Float = row == 0 ? 13 : 7
            for index in 0..<9 {
                let share = Float(index) / 8 - 0.5
                let place = at(share * 9.4, 6.6 - (0.25 - share * share) * 4.5, z)
                var pen = Pen(x: place.x, y: place.y, size: 0.5 / z)
                pen.glow(0, 0, 1.5, Ink(1, 0.4, 0.16) * 0.55)
                pen.ball(0, 0, 0.3, 0.38, Ink(1, 0.72, 0.4), Ink(0.88, 0.22, 0.13))
                layers += pen.layers
            }
        }
    }

    private mutating func wires() {
        for index in 0..<3 {
            let z = [Float(5), 9, 16][index]
            let points = stride(from: Float(-1), through: 1, by: 0.1).map { share in
                let place = at(share * 5, 8.6 - (1 - share * share) * 0.7, z)
                return (place.x, -place.y)
            }
            var pen = Pen(x: 0, y: 0, size: 1)
            pen.stroke(points, 0.016 / z, Ink(hex: 0x14111F), alpha: 0.7)
            layers += pen.layers
        }
    }

    private mutating func walker(_ index: Int) {
        let z = [Float(19), 14, 10.5, 7.6, 5.6][index]
        let place = at([Float(-1.2), 1.7, -2.7, 2.2, -0.7][index] + dice.within(-0.4...0.4), 0, z)
        let dark = haze(isLit ? Ink(hex: 0x120F1C) : light.on(0x3A3846), z * 0.6)
        var pen = Pen(x: place.x, y: place.y, size: 1.75 / z * 0.7)
        pen.curve([(-0.09, 0), (0.1, 0), (0.14, 0.4), (0.11, 0.74), (0, 0.82), (-0.12, 0.74), (-0.15, 0.4)], dark)
        pen.ellipse(0, 0.88, 0.07, 0.085, dark)
        if isWet || scene.weather == .snow {
            let cloth = haze(Ink(hex: Self.neon[(index + Int(scene.seed % 5)) % 6]) * (isLit ? 0.62 : 0.9), z * 0.6)
            let dome = Pen.arc(0.05, 0.98, 0.42, 0.28, 0).filter { $0.1 >= 0.97 }
            pen.shaded(dome, cloth * 1.35, cloth * 0.6, at: (-0.1, 1.25), radius: 0.6)
            pen.rect(0.04, 0.5, 0.015, 0.5, dark)
        }
        layers += pen.layers
        if isWet {
            layers.append(
                Shape(
                    [Pen.arc(place.x, place.y + 0.3 / z, 0.22 / z, 0.34 / z, 0).map { SIMD2($0.0, $0.1) }], ink: dark,
                    alpha: 0.4))
        }
    }
}
