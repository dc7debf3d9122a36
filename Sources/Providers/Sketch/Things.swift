/// Draws one subject with a pen, in the light of its scene.
struct Things {
    var pen: Pen
    let scene: Scene
    let light: Light
    var dice: Dice
    /// 0 is here, 1 at the horizon: distant things fade into the haze.
    let distance: Float

    var isLampTime: Bool { light.isLampTime }
    var isSnowy: Bool { scene.weather == .snow || scene.season == .winter }
    var bowlFruit: UInt32 { scene.subjects.contains { $0.kind == .apple } ? 0xC8402F : 0xEE8A2A }

    mutating func pick(_ count: Int) -> Int { dice.pick(count) }

    mutating func draw(_ kind: Scene.Kind, _ color: UInt32?) {
        switch kind {
        case .lighthouse: lighthouse(color)
        case .boat: boat(color)
        case .ship: ship(color)
        case .house: house(color)
        case .tree: tree(color)
        case .pine: pine(color)
        case .birch: birch(color)
        case .moon: moon(color)
        case .sun: sun(color)
        case .bird: bird(color)
        case .fox: fox(color)
        case .cat: cat(color)
        case .dog: dog(color)
        case .horse: horse(color)
        case .deer: deer(color)
        case .whale: whale(color)
        case .fish: fish(color)
        case .person: person(color)
        case .astronaut: astronaut(color)
        case .car: car(color)
        case .balloon: balloon(color)
        case .flower: flower(color)
        case .mushroom: mushroom(color)
        case .orange: fruit(color ?? 0xEE8A2A, leaf: true)
        case .apple: fruit(color ?? 0xC8402F, leaf: true)
        case .bowl: bowl(color)
        case .tower: tower(color)
        case .castle: castle(color)
        case .bridge: bridge(color)
        case .rocket: rocket(color)
        case .planet: planet(color)
        case .rock: rock(color)
        case .lamp: lamp(color)
        case .fence: fence(color)
        case .umbrella: umbrella(color)
        case .windmill: windmill(color)
        case .tent: tent(color)
        case .cactus: cactus(color)
        case .plant: plant(color)
        case .cup: cup(color)
        case .snowman: snowman(color)
        case .rabbit: rabbit(color)
        case .bear: bear(color)
        case .owl: owl(color)
        case .robot: robot(color)
        case .butterfly: butterfly(color)
        case .swan: swan(color)
        case .plane: plane(color)
        case .palm: palm(color)
        }
    }

    /// Usual height against the picture's, at the front.
    static func height(_ kind: Scene.Kind) -> Float {
        switch kind {
        case .lighthouse: 0.56
        case .boat: 0.2
        case .ship: 0.16
        case .house: 0.2
        case .tree: 0.36
        case .pine: 0.4
        case .birch: 0.86
        case .moon, .sun: 0.1
        case .bird: 0.05
        case .fox: 0.3
        case .dog: 0.26
        case .cat: 0.34
        case .horse, .deer: 0.36
        case .whale: 0.22
        case .fish: 0.26
        case .person: 0.22
        case .astronaut: 0.46
        case .car: 0.15
        case .balloon: 0.36
        case .flower: 0.2
        case .mushroom: 0.15
        case .orange, .apple: 0.25
        case .bowl: 0.4
        case .tower: 0.36
        case .castle: 0.36
        case .bridge: 0.26
        case .rocket: 0.42
        case .planet: 0.3
        case .rock: 0.1
        case .lamp: 0.34
        case .fence: 0.1
        case .umbrella: 0.22
        case .windmill: 0.3
        case .tent: 0.18
        case .cactus: 0.3
        case .plant: 0.3
        case .cup: 0.2
        case .snowman, .bear: 0.32
        case .rabbit, .owl: 0.24
        case .robot: 0.36
        case .butterfly: 0.1
        case .swan: 0.14
        case .plane: 0.12
        case .palm: 0.5
        }
    }

    /// Drawn around its middle, not from its foot up.
    static func isCentred(_ kind: Scene.Kind) -> Bool { [.moon, .sun, .bird, .butterfly, .plane].contains(kind) }
}
