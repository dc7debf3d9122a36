/// What the painter says while it works: short, in the first person, about this very picture.
enum SketchNarration {
    static func thoughts(_ scene: Scene, isEdit: Bool) -> [String] {
        var lines: [String] = []
        lines.append(
            isEdit ? "Keeping the composition; looking for what should change." : "A \(mood(scene)) \(place(scene)).")
        lines.append(
            "The horizon goes \(scene.place == .forest || scene.place == .city ? "low, under tall shapes" : "a little below the middle"); \(lightWords(scene))."
        )
        if !scene.subjects.isEmpty {
            lines.append("Placing \(listed(scene.subjects.map(counted))) where the eye rests.")
        }
        switch scene.weather {
        case .snow: lines.append("Snow last, large flakes near, small ones far.")
        case .rain, .storm: lines.append("Slanting rain over everything, thin and grey.")
        case .fog: lines.append("Mist along the horizon so that the distance goes soft.")
        case .clouds, .clear: break
        }
        if let text = scene.lettering { lines.append("Lettering “\(text)” by hand.") }
        return lines
    }

    /// One sentence that goes with the picture; the mark in it is how an edit finds its scene again.
    static func sentence(_ script: SketchScript) -> String {
        let scene = script.scene
        let things = scene.subjects.prefix(3).map(counted)
        let what: String
        if script.ground != nil {
            what = "Your picture" + (things.isEmpty ? ", changed" : " with " + listed(things))
        } else {
            what = "A \(mood(scene)) \(place(scene))" + (things.isEmpty ? "" : " with " + listed(things))
        }
        return "\(what), sketched offline, not AI (\(script.mark.text))."
    }

    /// What is said when an edit changed nothing.
    static let idle =
        "The sketch painter knows no word of this edit, so the picture is as it was. It knows things to add, remove, recolour"
        + " or move, times of day, weather, seasons, styles, camera, focus and grading."

    private static func counted(_ subject: Scene.Subject) -> String {
        let name = subject.kind.rawValue
        guard subject.count > 1 else { return ("aeiou".contains(name.first ?? "b") ? "an " : "a ") + name }
        return
            "\(subject.count) \(name == "fish" ? name : name.hasSuffix("x") || name.hasSuffix("s") ? name + "es" : name + "s")"
    }

    private static func listed(_ names: [String]) -> String {
        names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
    }

    private static func mood(_ scene: Scene) -> String {
        switch scene.time {
        case .dawn: "quiet"
        case .day: "bright"
        case .golden: "golden"
        case .dusk: "violet"
        case .night: "moonlit"
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
        case .city: "city"
        case .field: "open field"
        case .room: "room"
        case .space: "stretch of space"
        case .lake: "lake"
        case .undersea: "sea floor"
        case .street: "street"
        case .lunar: "plain on the moon"
        case .abstract: "composition of shapes"
        }
    }
}
