/// What a picture shows, as the sketch painter understands it: read from words, changed by words, painted at any size.
struct Scene: Hashable, Sendable {
    enum Place: String, Sendable, CaseIterable {
        case coast, mountains, forest, desert, city, street, field, room, space, lunar
        case lake, undersea, abstract
    }
    enum Time: String, Sendable { case dawn, day, golden, dusk, night }
    enum Weather: String, Sendable { case clear, clouds, rain, snow, fog, storm }
    enum Season: String, Sendable { case spring, summer, autumn, winter }
    enum Style: String, Sendable { case print, watercolour, pencil, pixel, neon, poster, oil }
    enum Grading: String, Sendable { case none, warm, cool, mono, sepia, tealOrange, vivid, faded }
    enum Focus: String, Sendable { case sharp, blurBack, blurFront, soft }
    enum Light: String, Sendable { case plain, dramatic, backlit, soft }

    struct Subject: Hashable, Sendable {
        var kind: Kind
        var color: UInt32?
        var count = 1
        var scale: Float = 1
        /// 0…1 from the left; nil: where the seed puts it.
        var x: Float?
        /// Down, in picture heights, from where the seed puts it.
        var drop: Float = 0
        /// A rectangle it was asked into.
        var frame: Frame?
        /// Tells two of a kind apart for the dice.
        var number = 0
        /// Which variant of its turn it came with: variants throw other dice.
        var take = 0
    }

    /// A rectangle as parts of the picture: 0…1 from the left and the top.
    struct Frame: Hashable, Sendable {
        var x0: Float
        var y0: Float
        var x1: Float
        var y1: Float
    }

    /// A part of the picture that shows another state of the same scene.
    struct Patch: Hashable, Sendable {
        var frame: Frame
        var scene: Scene
    }

    enum Kind: String, Sendable, CaseIterable {
        case lighthouse, boat, ship, house, tree, pine, birch, moon, sun, bird, fox, cat, dog, horse, deer, whale, fish
        case person, astronaut, car, balloon, flower, mushroom, orange, apple, bowl, tower, castle, bridge, rocket
        case planet, rock, lamp, fence, umbrella, windmill, tent, cactus, plant, cup, snowman, rabbit, bear, owl, robot
        case butterfly, swan, plane, palm
    }

    var seed: UInt64
    var place: Place = .mountains
    var time: Time = .day
    var weather: Weather = .clear
    var season: Season = .summer
    var style: Style = .print
    var grading: Grading = .none
    var focus: Focus = .sharp
    var light: Light = .plain
    var subjects: [Subject] = []
    var lettering: String?
    var hasStars = false
    /// Scenery and lights that were asked away.
    var hidden: Set<Kind> = []
    var skyColor: UInt32?
    var waterColor: UInt32?
    /// Painted over the scene, oldest first.
    var patches: [Patch] = []
    var camera = Camera()

    struct Camera: Hashable, Sendable {
        /// 1 is as composed; 2 is twice as near.
        var zoom: Float = 1
        /// Where the horizon is, as a change of its height in the picture: up is negative.
        var horizon: Float = 0
        /// Radians.
        var tilt: Float = 0
        /// To the right, in picture heights.
        var pan: Float = 0
    }

    /// Fresh numbers for one more of a kind.
    mutating func add(_ subject: Subject) {
        var subject = subject
        subject.number = subjects.filter { $0.kind == subject.kind }.map { $0.number + $0.count }.max() ?? 0
        subjects.append(subject)
    }

    var isDark: Bool { time == .night || place == .space || place == .lunar }
    var hasWater: Bool { place == .coast || place == .lake || place == .undersea }
}
