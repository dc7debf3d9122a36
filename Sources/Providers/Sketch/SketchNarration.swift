/// What the painter says while it works: short, in the first person, about this very picture.
enum SketchNarration {
    static func thoughts(_ scene: Scene, isEdit: Bool) -> [String] {
        var lines: [String] = []
        lines.append(isEdit ? "Keeping the composition; looking for what should change." : "A \(mood(scene)) \(place(scene)).")
        lines.append("The horizon goes \(scene.place == .forest || scene.place == .city ? "low, under tall shapes" : "a little below the middle"); \(lightWords(scene)).")
        let subjects = scene.subjects.map { subject in
            (subject.count > 1 ? "\(subject.count) × " : "") + subject.kind.rawValue
        }
        if !subjects.isEmpty { lines.append("Placing \(subjects.joined(separator: ", ")) where the eye rests.") }
        switch scene.weather {
        case .snow: lines.append("Snow last, large flakes near, small ones far.")
        case .rain, .storm: lines.append("Slanting rain over everything, thin and grey.")
        case .fog: lines.append("Mist along the horizon so that the distance goes soft.")
        case .clouds, .clear: break
        }
        if let text = scene.lettering { lines.append("Lettering “\(text)” by hand.") }
        return lines
    }

    /// One sentence that goes with the picture.
    static func sentence(_ scene: Scene, isEdit: Bool) -> String {
        let subjects = scene.subjects.prefix(3).map { $0.kind.rawValue }.joined(separator: ", ")
        let what = subjects.isEmpty ? place(scene) : "\(place(scene)) with \(subjects)"
        return (isEdit ? "Changed: " : "") + "a \(mood(scene)) \(what), sketched offline (not AI)."
    }

    private static func mood(_ scene: Scene) -> String {
        switch scene.time {
        case .dawn: "quiet dawn"
        case .day: "bright"
        case .golden: "golden"
        case .dusk: "violet dusk"
        case .night: "dark, clear"
        }
    }

    private static func lightWords(_ scene: Scene) -> String {
        switch scene.time {
        case .dawn: "the light comes up warm from below"
        case .day: "clean light from high up"
        case .golden: "long warm light from the side"
        case .dusk: "orange low down, violet above, lamps already lit"
        case .night: "moonlight, and every lamp counts"
        }
    }

    private static func place(_ scene: Scene) -> String {
        switch scene.place {
        case .coast: "coast"
        case .mountains: "range of mountains"
        case .forest: "forest"
        case .desert: "desert"
        case .city: "street"
        case .field: "open field"
        case .room: "room"
        case .space: "sky among the stars"
        case .lake: "lake"
        case .undersea: "sea floor"
        }
    }
}
