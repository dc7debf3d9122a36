/// Where a thing stands: the seed decides, the words may overrule.
enum Placement {
    struct Spot: Hashable {
        var x: Float
        var y: Float
        var size: Float
        /// Things are painted in this order.
        var depth: Float
        var distance: Float
        var isAfloat: Bool
        var isFlipped: Bool
    }

    static func spot(
        _ subject: Scene.Subject, _ index: Int, among all: [Scene.Subject], scene: Scene, aspect: Float, horizon: Float, unit: Float
    ) -> Spot {
        let number = subject.number + index
        var dice = Dice(scene.seed, "place-\(subject.kind.rawValue)", number)
        let crowd = subject.count > 1
        var x = subject.x ?? usualX(subject.kind, number, crowd, scene, &dice)
        if let wanted = subject.x, crowd { x = wanted + (Float(index) - Float(subject.count - 1) / 2) * 0.09 }
        var size = Things.height(subject.kind) * unit * subject.scale
        if crowd { size *= dice.within(0.72...1.05) * (subject.count > 4 ? 0.75 : 0.9) }
        var y: Float
        var isAfloat = false
        var distance: Float = 0
        let floor = 1 - horizon
        switch subject.kind {
        case .boat, .ship, .whale:
            y = scene.hasWater ? horizon + floor * (subject.kind == .ship ? 0.1 : dice.within(0.26...0.52)) : horizon + floor * 0.6
            isAfloat = scene.hasWater
        case .lighthouse:
            y = scene.hasWater ? horizon + floor * 0.16 : horizon + floor * 0.3
            isAfloat = scene.hasWater
        case .bird:
            y = horizon * dice.within(0.2...0.62)
            size *= dice.within(0.8...1.3)
        case .balloon:
            y = horizon * (0.55 + 0.42 * dice.unit())
            distance = dice.within(0...0.2)
        case .planet, .rocket: y = scene.place == .space ? 0.62 : horizon * 0.7
        case .moon, .sun: y = 0.26
        case .fish: y = scene.place == .undersea ? dice.within(0.25...0.8) : horizon + floor * 0.5
        case .bridge:
            y = horizon + floor * 0.2
            isAfloat = scene.hasWater
        case .orange, .apple, .bowl: y = scene.place == .room ? horizon + floor * dice.within(0.5...0.62) : horizon + floor * 0.7
        case .cat where scene.place == .room: y = horizon + 0.012
        case .house, .castle, .tower, .windmill:
            let near = scene.hasWater ? 0.04 : dice.within(0.22...0.4)
            y = horizon + floor * near
            size *= scene.hasWater ? 0.7 : 1
            distance = 0.1
        case .tree, .pine, .birch: y = horizon + floor * dice.within(0.3...0.75)
        case .car: y = horizon + floor * 0.72
        default: y = horizon + floor * dice.within(0.6...0.78)
        }
        // What stands further down is nearer and larger.
        if !isAfloat, subject.kind != .bird, subject.kind != .balloon { size *= 0.8 + 0.4 * max(0, (y - horizon) / max(0.1, floor)) }
        return Spot(
            x: x * aspect, y: y, size: size, depth: y, distance: distance, isAfloat: isAfloat,
            isFlipped: dice.unit() < 0.5 && subject.kind != .lighthouse && subject.kind != .car)
    }

    /// Thirds for what matters most, spread for crowds.
    private static func usualX(_ kind: Scene.Kind, _ number: Int, _ crowd: Bool, _ scene: Scene, _ dice: inout Dice) -> Float {
        let jitter = dice.within(-0.04...0.04)
        switch kind {
        case .lighthouse, .castle, .tower, .windmill: return 0.69 + jitter
        case .boat: return [0.33, 0.52, 0.18, 0.84][number % 4] + jitter
        case .ship: return 0.22 + jitter
        case .fox, .dog, .horse, .deer, .person, .astronaut, .cat, .rocket: return number == 0 && !crowd ? [0.42, 0.56][Int(scene.seed % 2)] + jitter : [0.42, 0.62, 0.26, 0.78, 0.52, 0.12, 0.9][number % 7] + jitter
        case .bowl, .bridge, .whale: return 0.5 + jitter
        case .planet, .moon, .sun: return 0.72 + jitter
        case .house: return [0.3, 0.47, 0.16, 0.62, 0.78][number % 5] + jitter
        case .balloon: return [0.28, 0.56, 0.78, 0.42, 0.12, 0.9][number % 6] + jitter
        case .orange, .apple: return [0.4, 0.56, 0.7, 0.28, 0.82, 0.16][number % 6] + jitter
        default: return [0.3, 0.62, 0.46, 0.8, 0.15, 0.72, 0.38, 0.9][number % 8] + jitter
        }
    }
}
