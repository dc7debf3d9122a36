/// What is painted when no word is known: waves of colour under a disc, composed by the seed.
enum Abstract {
    private static let palettes: [[UInt32]] = [
        [0xF4E9D8, 0xE9B872, 0xD9774B, 0xA63D40, 0x5B2A4A, 0x2B2145],
        [0xEFF3EA, 0xB9D6C2, 0x6FB0A2, 0x2F7F86, 0x1D4E68, 0x172B46],
        [0xFBEFE3, 0xF6C9B7, 0xE58F9B, 0xA95F8F, 0x5F4683, 0x2A2B5C],
        [0xF1EFE7, 0xD6D2B8, 0x9DB17C, 0x5E8C61, 0x2F5D50, 0x1B3A3A],
    ]

    static func paint(_ scene: Scene, _ aspect: Float, _ noise: Noise, _ layers: inout [any Layer]) {
        var dice = Dice(scene.seed, "abstract")
        let inks = palettes[dice.pick(palettes.count)].map { Ink(hex: $0) * (scene.time == .night ? 0.6 : 1) }
        layers.append(
            Shape(
                [[SIMD2(-9, -9), SIMD2(aspect + 9, -9), SIMD2(aspect + 9, 2), SIMD2(-9, 2)]], ink: inks[0],
                bottomInk: inks[1]))
        var pen = Pen(
            x: aspect * dice.within(0.3...0.7), y: dice.within(0.3...0.42),
            size: min(1, aspect) * dice.within(0.34...0.48))
        pen.glow(0, 0, 1.1, inks[1] * 0.3)
        pen.ball(0, 0, 0.5, 0.5, inks[2].mixed(inks[1], 0.4), inks[3])
        layers += pen.layers
        for index in 0..<8 {
            let share = Float(index) / 7
            let ink = inks[min(5, 1 + Int(share * 4.5))].mixed(inks[min(5, 2 + Int(share * 3.5))], 0.5)
            layers.append(
                Ridge(
                    index % 3 == 1 ? .dunes : .hills, noise: noise, base: 0.5 + share * 0.56,
                    height: 0.34 - share * 0.16,
                    detail: dice.within(0.7...1.5), offset: dice.within(0...200), aspect: aspect,
                    look: Ridge.Look(
                        ink: ink * 1.08, bottomInk: ink * 0.8, capInk: nil, texture: 0.06, soft: 0, relief: 0.16)))
        }
        for _ in 0..<5 {
            var small = Pen(x: aspect * dice.unit(), y: dice.within(0.08...0.5), size: dice.within(0.02...0.07))
            small.ball(0, 0, 0.5, 0.5, inks[dice.pick(3)], inks[2 + dice.pick(3)], alpha: 0.9)
            layers += small.layers
        }
    }
}
