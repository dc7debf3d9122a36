/// Words to a scene: nouns with their colours and numbers, place, time, weather, season, style, and what is in quotes.
struct SceneReader {
    /// What one sentence names.
    struct Reading: Hashable {
        var subjects: [Scene.Subject] = []
        var place: Scene.Place?
        var time: Scene.Time?
        var weather: Scene.Weather?
        var season: Scene.Season?
        var style: Scene.Style?
        var lettering: String?
        var hasStars = false
        var isEmpty: Bool {
            subjects.isEmpty && place == nil && time == nil && weather == nil && season == nil && style == nil
                && lettering == nil && !hasStars
        }
        /// Lower case, without punctuation.
        var words: [String] = []
    }

    static func read(_ prompt: String) -> Reading {
        var reading = Reading()
        let (text, quoted) = unquoted(prompt)
        reading.lettering = quoted
        let words = text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "'") }.map(String.init)
        reading.words = words
        var color: UInt32?
        var count = 1
        var scale: Float = 1
        for (index, word) in words.enumerated() {
            if let found = Vocabulary.colors[word], !(word == "orange" && !isAdjective(words, index)) {
                color = found
                continue
            }
            if word == "big" || word == "huge" || word == "large" || word == "giant" { scale = 1.6 }
            if word == "small" || word == "tiny" || word == "little" { scale = 0.65 }
            if let number = Vocabulary.numbers[word] ?? Int(word), (1...20).contains(number) {
                count = number
                continue
            }
            if word == "moon", index > 1, words[index - 2] == "on" || words[index - 1] == "on" {
                reading.place = .lunar
                continue
            }
            if word == "star" || word == "stars" || word == "starry" { reading.hasStars = true }
            if let kind = word == "orange" ? .orange : Vocabulary.look(word, in: Vocabulary.kinds) {
                let plural = word.hasSuffix("s") && count == 1 && !Vocabulary.singulars.contains(word)
                reading.subjects.append(
                    Scene.Subject(
                        kind: kind, color: color, count: plural ? 3 : count, scale: scale, x: side(words, index)))
                (color, count, scale) = (nil, 1, 1)
            }
            if let place = Vocabulary.look(word, in: Vocabulary.places) {
                // “a tokyo street” is a street, “a cat on a windowsill in the city” a room.
                reading.place = reading.place == .city && place == .street ? place : reading.place ?? place
            }
            if let time = Vocabulary.times[word] { reading.time = time }
            if let weather = Vocabulary.look(word, in: Vocabulary.weathers) { reading.weather = weather }
            if let season = Vocabulary.seasons[word] { reading.season = season }
            if let style = Vocabulary.styles[word] { reading.style = style }
        }
        return reading
    }

    /// A first prompt as a whole scene; what it leaves open, the seed decides.
    static func scene(_ prompt: String, seed: UInt64) -> Scene {
        let reading = read(prompt)
        var dice = Dice(seed, "scene")
        var scene = Scene(seed: seed)
        let home = reading.subjects.compactMap { Vocabulary.homes[$0.kind] }.first
        let open: [Scene.Place] = [.mountains, .coast, .field, .lake, .forest]
        let isLost = reading.isEmpty || reading.words.contains("abstract")
        scene.place = reading.place ?? (isLost ? .abstract : home ?? open[dice.pick(open.count)])
        if reading.place == .mountains, reading.words.contains(where: { $0 == "lake" || $0 == "river" }) {
            scene.place = .lake
        }
        if scene.place == .mountains, reading.subjects.contains(where: { $0.kind == .boat || $0.kind == .ship }) {
            scene.place = .lake
        }
        scene.weather = reading.weather ?? .clear
        scene.season = reading.season ?? (scene.weather == .snow ? .winter : .summer)
        let times: [Scene.Time] =
            switch scene.place {
            case .room: [.golden, .golden, .day]
            case .city, .street: [.dusk, .night]
            case .forest: [.golden, .dawn, .day]
            default: [.day, .golden, .golden, .dusk, .dawn]
            }
        scene.time = reading.time ?? (reading.hasStars ? .night : times[dice.pick(times.count)])
        scene.style = reading.style ?? .print
        scene.lettering = reading.lettering
        scene.hasStars = reading.hasStars
        for subject in reading.subjects { scene.add(subject) }
        return scene
    }

    /// “on the left” after a noun says where it stands.
    private static func side(_ words: [String], _ index: Int) -> Float? {
        let near = words[index..<min(words.count, index + 5)]
        if near.contains("middle") || near.contains("centre") || near.contains("center") { return 0.5 }
        if near.contains("left") { return 0.2 }
        if near.contains("right") { return 0.8 }
        return nil
    }

    /// “an orange boat” is a colour, “an orange” is a fruit.
    private static func isAdjective(_ words: [String], _ index: Int) -> Bool {
        guard index + 1 < words.count else { return false }
        return Vocabulary.look(words[index + 1], in: Vocabulary.kinds) != nil
            || Vocabulary.colors[words[index + 1]] != nil
    }

    /// The text without what stands in quotes, and that.
    static func unquoted(_ prompt: String) -> (String, String?) {
        var text = ""
        var quoted = ""
        var isQuoted = false
        for character in prompt {
            if "\"“”„«»".contains(character) {
                isQuoted.toggle()
            } else if isQuoted {
                quoted.append(character)
            } else {
                text.append(character)
            }
        }
        return (text, quoted.isEmpty ? nil : String(quoted.prefix(40)))
    }
}
