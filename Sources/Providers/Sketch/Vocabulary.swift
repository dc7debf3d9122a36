/// The words the sketch painter knows.
enum Vocabulary {
    static let colors: [String: UInt32] = [
        "red": 0xD8412F, "orange": 0xE8842C, "yellow": 0xF2C53D, "green": 0x4E9A52, "blue": 0x3D74C4,
        "purple": 0x7D53B5,
        "violet": 0x8A63D2, "pink": 0xE98AB0, "white": 0xF3EFE6, "black": 0x23222A, "grey": 0x8A8A90, "gray": 0x8A8A90,
        "brown": 0x7C4F30, "gold": 0xD9A93A, "golden": 0xD9A93A, "silver": 0xB9C0C9, "turquoise": 0x3FB5AE,
        "teal": 0x2D8A8A,
        "crimson": 0xB3223A, "cyan": 0x4CC3DD, "beige": 0xD9C7A3, "scarlet": 0xD8302F, "navy": 0x26386B,
    ]

    static let numbers: [String: Int] = [
        "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
        "nine": 9,
        "several": 5, "some": 3, "many": 8, "few": 3, "couple": 2, "pair": 2,
    ]

    static let kinds: [String: Scene.Kind] = [
        "lighthouse": .lighthouse, "boat": .boat, "sailboat": .boat, "sailing": .boat, "dinghy": .boat, "ship": .ship,
        "house": .house, "cabin": .house, "cottage": .house, "hut": .house, "barn": .house, "village": .house,
        "home": .house,
        "tree": .tree, "oak": .tree, "pine": .pine, "fir": .pine, "spruce": .pine, "birch": .birch, "moon": .moon,
        "sun": .sun,
        "bird": .bird, "gull": .bird, "seagull": .bird, "crow": .bird, "goose": .bird, "fox": .fox, "wolf": .fox,
        "cat": .cat,
        "kitten": .cat, "dog": .dog, "puppy": .dog, "horse": .horse, "deer": .deer, "stag": .deer, "whale": .whale,
        "fish": .fish,
        "person": .person, "man": .person, "woman": .person, "girl": .person, "boy": .person, "child": .person,
        "figure": .person,
        "people": .person, "traveller": .person, "hiker": .person, "astronaut": .astronaut, "car": .car, "bus": .car,
        "taxi": .car,
        "balloon": .balloon, "flower": .flower, "tulip": .flower, "rose": .flower, "poppy": .flower,
        "mushroom": .mushroom,
        "apple": .apple, "bowl": .bowl, "tower": .tower, "castle": .castle, "bridge": .bridge, "rocket": .rocket,
        "planet": .planet, "rock": .rock, "boulder": .rock, "lamp": .lamp, "lantern": .lamp, "streetlight": .lamp,
        "fence": .fence,
        "umbrella": .umbrella, "windmill": .windmill, "mill": .windmill, "tent": .tent, "oranges": .orange,
        "cactus": .cactus, "cacti": .cactus, "plant": .plant, "pot": .plant, "cup": .cup, "mug": .cup, "coffee": .cup,
        "tea": .cup,
        "snowman": .snowman, "rabbit": .rabbit, "bunny": .rabbit, "hare": .rabbit, "bear": .bear, "owl": .owl,
        "robot": .robot,
        "butterfly": .butterfly, "swan": .swan, "duck": .swan, "plane": .plane, "airplane": .plane, "aeroplane": .plane,
        "palm": .palm, "cosmonaut": .astronaut, "spaceman": .astronaut, "birches": .birch, "yacht": .boat,
        "ferry": .ship,
        "canoe": .boat, "sunflower": .flower, "daisy": .flower, "men": .person, "women": .person, "children": .person,
    ]

    static let places: [String: Scene.Place] = [
        "sea": .coast, "ocean": .coast, "coast": .coast, "beach": .coast, "harbour": .coast, "harbor": .coast,
        "bay": .coast,
        "island": .coast, "shore": .coast, "lake": .lake, "river": .lake, "pond": .lake, "mountain": .mountains,
        "alps": .mountains,
        "hill": .field, "valley": .mountains, "forest": .forest, "woods": .forest, "wood": .forest, "jungle": .forest,
        "desert": .desert, "dune": .desert, "canyon": .desert, "city": .city, "street": .street, "alley": .street,
        "road": .street, "town": .city, "tokyo": .city, "kyoto": .city,
        "skyline": .city, "paris": .city, "london": .city, "york": .city, "meadow": .field, "field": .field,
        "garden": .field,
        "park": .field, "farm": .field, "room": .room, "table": .room, "kitchen": .room, "windowsill": .room,
        "interior": .room,
        "life": .room, "desk": .room, "space": .space, "galaxy": .space, "orbit": .space, "mars": .desert,
        "underwater": .undersea,
        "reef": .undersea, "lunar": .lunar, "window": .room, "sill": .room, "abstract": .abstract, "cafe": .room,
        "savanna": .field,
        "tropical": .coast, "waterfront": .city, "seaside": .coast,
    ]

    static let times: [String: Scene.Time] = [
        "dawn": .dawn, "sunrise": .dawn, "morning": .dawn, "day": .day, "noon": .day, "midday": .day, "daylight": .day,
        "sunset": .golden, "dusk": .dusk, "evening": .dusk, "twilight": .dusk, "night": .night, "midnight": .night,
        "moonlight": .night, "golden": .golden, "afternoon": .golden,
    ]

    static let weathers: [String: Scene.Weather] = [
        "snow": .snow, "snowy": .snow, "snowfall": .snow, "blizzard": .snow, "rain": .rain, "rainy": .rain,
        "drizzle": .rain,
        "fog": .fog, "foggy": .fog, "mist": .fog, "misty": .fog, "haze": .fog, "cloudy": .clouds, "clouds": .clouds,
        "overcast": .clouds, "storm": .storm, "stormy": .storm, "thunder": .storm, "clear": .clear, "sunny": .clear,
    ]

    static let seasons: [String: Scene.Season] = [
        "spring": .spring, "summer": .summer, "autumn": .autumn, "fall": .autumn, "winter": .winter,
    ]

    static let styles: [String: Scene.Style] = [
        "watercolour": .watercolour, "watercolor": .watercolour, "pencil": .pencil, "drawing": .pencil,
        "sketch": .pencil,
        "pixel": .pixel, "pixels": .pixel, "neon": .neon, "cyberpunk": .neon, "poster": .poster, "flat": .poster,
        "print": .print, "oil": .oil, "painting": .oil,
    ]

    /// What a place is where only a subject names it.
    static let homes: [Scene.Kind: Scene.Place] = [
        .lighthouse: .coast, .boat: .coast, .ship: .coast, .whale: .coast, .fish: .undersea, .astronaut: .space,
        .rocket: .space,
        .planet: .space, .car: .city, .bowl: .room, .orange: .room, .apple: .room, .birch: .forest, .fox: .forest,
        .deer: .forest,
        .pine: .mountains, .mushroom: .forest, .balloon: .field, .flower: .field, .windmill: .field, .horse: .field,
        .house: .field, .castle: .mountains, .bridge: .lake, .tent: .mountains,
        .cactus: .desert, .plant: .room, .cup: .room, .snowman: .field, .rabbit: .field, .bear: .forest, .owl: .forest,
        .robot: .field, .butterfly: .field, .swan: .lake, .plane: .mountains, .palm: .coast, .cat: .room,
        .lamp: .street,
        .umbrella: .street,
    ]

    /// Words that end in s and are one.
    static let singulars: Set<String> = ["gas", "bus", "cactus", "canvas"]

    /// The word without its plural.
    static func singular(_ word: String) -> [String] {
        var forms = [word]
        if word.hasSuffix("ies") { forms.append(word.dropLast(3) + "y") }
        if word.hasSuffix("es") { forms.append(String(word.dropLast(2))) }
        if word.hasSuffix("s") { forms.append(String(word.dropLast())) }
        if word.hasSuffix("ves") { forms.append(word.dropLast(3) + "f") }
        return forms
    }

    static func look<Value>(_ word: String, in table: [String: Value]) -> Value? {
        for form in singular(word) { if let value = table[form] { return value } }
        return nil
    }
}
