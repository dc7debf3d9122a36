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
        _ subject: Scene.Subject, _ index: Int, among all: [Scene.Subject], scene: Scene, aspect: Float, horizon: Float,
        unit: Float
    ) -> Spot {
        let number = subject.number + index
        var dice = Dice(scene.seed, "place-\(subject.kind.rawValue)", number + subject.take * 101)
        let crowd = subject.count > 1
        if let frame = subject.frame { return framed(subject, index, frame, aspect, horizon, &dice) }
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
            y =
                scene.hasWater
                ? horizon + floor * (subject.kind == .ship ? 0.1 : dice.within(0.26...0.52)) : horizon + floor * 0.6
            isAfloat = scene.hasWater
        case .lighthouse:
            y = scene.hasWater ? horizon + floor * 0.16 : horizon + floor * 0.3
            isAfloat = scene.hasWater
        case .bird:
            y = horizon * dice.within(0.2...0.62)
            size *= dice.within(0.8...1.3)
        case .balloon:
            // Near ones are high and large, far ones low and small.
            let near = [Float(1), 0.35, 0.62, 0.12, 0.8, 0.48][number % 6]
            y = horizon * (1.02 - near * 0.3) + dice.within(-0.03...0.03)
            size *= crowd || subject.number > 0 ? 0.5 + near * 0.75 : 1.15
            distance = (1 - near) * 0.42
        case .planet, .rocket: y = scene.place == .space ? 0.62 : min(0.6, horizon * 0.7)
        case .astronaut where scene.place == .space: y = 0.76
        case .plane, .butterfly: y = min(0.8, horizon) * dice.within(0.3...0.6)
        case .moon, .sun: y = 0.26
        case .swan:
            y = scene.hasWater ? horizon + floor * dice.within(0.35...0.6) : horizon + floor * 0.6
            isAfloat = scene.hasWater
        case .plant,
            .cup where scene.place == .room:
            y = horizon + (Room.isSill(scene) ? 0.05 : floor * 0.45)
        case .person where scene.place == .street, .dog where scene.place == .street: y = 0.9
        case .fish: y = scene.place == .undersea ? dice.within(0.25...0.8) : horizon + floor * 0.5
        case .bridge:
            y = horizon + floor * 0.2
            isAfloat = scene.hasWater
        case .bowl: y = horizon + floor * 0.62
        case .orange, .apple: y = horizon + floor * dice.within(0.66...0.8)
        case .cat where scene.place == .room, .owl where scene.place == .room, .bird where scene.place == .room,
            .rabbit where scene.place == .room:
            y = horizon + 0.05
            size *= 1.25
        case .house, .castle, .tower, .windmill:
            let near = scene.hasWater ? 0.04 : dice.within(0.22...0.4)
            y = horizon + floor * near
            size *= scene.hasWater ? 0.7 : 1
            distance = 0.1
        case .tree, .pine, .birch, .palm, .cactus: y = horizon + floor * dice.within(0.3...0.75)
        case .car: y = horizon + floor * 0.72
        default: y = horizon + floor * dice.within(0.6...0.78)
        }
        if scene.hasWater, scene.place != .undersea, needsLand(subject.kind) { y = dice.within(0.93...0.985) }
        y += subject.drop
        // Alone, an animal or a person is what the picture is about.
        let isAlone = all.count == 1 && !crowd
        if isAlone, [.fox, .dog, .horse, .deer, .person, .rabbit, .bear, .owl, .robot].contains(subject.kind) {
            size *= 1.3
        }
        // What stands further down is nearer and larger.
        if !isAfloat, subject.kind != .bird, subject.kind != .balloon {
            size *= 0.8 + 0.4 * max(0, (y - horizon) / max(0.1, floor))
        }
        return Spot(
            x: x * aspect, y: y, size: size, depth: y, distance: distance, isAfloat: isAfloat,
            isFlipped: dice.unit() < 0.5 && subject.kind != .lighthouse && subject.kind != .car)
    }

    static func needsLand(_ kind: Scene.Kind) -> Bool {
        [
            .tree, .pine, .birch, .palm, .person, .fox, .cat, .dog, .horse, .deer, .rabbit, .bear, .owl, .robot, .tent,
            .flower, .car,
            .umbrella, .snowman, .mushroom, .fence, .lamp, .astronaut, .cactus,
        ].contains(kind)
    }

    /// A thing that was asked into a rectangle fills it.
    private static func framed(
        _ subject: Scene.Subject, _ index: Int, _ frame: Scene.Frame, _ aspect: Float, _ horizon: Float,
        _ dice: inout Dice
    ) -> Spot {
        let share = (Float(index) + 0.5) / Float(max(1, subject.count))
        let height = frame.y1 - frame.y0
        let width = (frame.x1 - frame.x0) * aspect / Float(max(1, subject.count))
        let centred = Things.isCentred(subject.kind)
        return Spot(
            x: (frame.x0 + (frame.x1 - frame.x0) * share) * aspect,
            y: centred ? (frame.y0 + frame.y1) / 2 : frame.y1 - height * 0.06,
            size: min(height * 0.86, width) * subject.scale, depth: frame.y1, distance: 0, isAfloat: false,
            isFlipped: dice.unit() < 0.5 && subject.kind != .lighthouse)
    }

    /// Thirds for what matters most, spread for crowds.
    private static func usualX(_ kind: Scene.Kind, _ number: Int, _ crowd: Bool, _ scene: Scene, _ dice: inout Dice)
        -> Float
    {
        let jitter = dice.within(-0.04...0.04)
        switch kind {
        case .lighthouse, .castle, .tower, .windmill: return 0.69 + jitter
        case .boat: return [0.33, 0.52, 0.18, 0.84][number % 4] + jitter
        case .ship: return 0.22 + jitter
        case .fox, .dog, .horse, .deer, .person, .astronaut, .cat, .rocket:
            return number == 0 && !crowd
                ? [0.42, 0.56][Int(scene.seed % 2)] + jitter
                : [0.42, 0.62, 0.26, 0.78, 0.52, 0.12, 0.9][number % 7] + jitter
        case .bowl, .bridge, .whale: return 0.5 + jitter
        case .planet, .moon, .sun: return 0.72 + jitter
        case .plant: return [0.2, 0.86][number % 2]
        case .cup: return 0.34 + jitter
        case .robot, .bear, .owl, .rabbit, .snowman: return [0.45, 0.62, 0.3, 0.76][number % 4] + jitter
        case .swan: return [0.4, 0.56, 0.28, 0.7][number % 4] + jitter
        case .house: return [0.3, 0.47, 0.16, 0.62, 0.78][number % 5] + jitter
        case .balloon: return [0.28, 0.56, 0.78, 0.42, 0.12, 0.9][number % 6] + jitter
        case .orange, .apple:
            return
                (scene.subjects.contains { $0.kind == .bowl }
                ? [0.27, 0.74, 0.69, 0.2, 0.82, 0.16] : [0.42, 0.56, 0.68, 0.3, 0.8, 0.18])[number % 6] + jitter * 0.5
        default: return [0.3, 0.62, 0.46, 0.8, 0.15, 0.72, 0.38, 0.9][number % 8] + jitter
        }
    }
}
