/// A later prompt changes the scene and leaves the rest as it was.
enum SceneEdit {
    static func apply(_ prompt: String, to scene: inout Scene) {
        let reading = SceneReader.read(prompt)
        let words = Set(reading.words)
        func has(_ any: String...) -> Bool { any.contains { words.contains($0) } }
        let text = " " + reading.words.joined(separator: " ") + " "
        camera(text, &scene)
        look(text, has, &scene)
        if let time = reading.time, !text.contains(" golden hour ") { scene.time = time }
        if let weather = reading.weather { scene.weather = has("remove", "without", "no", "stop") ? .clear : weather }
        if let season = reading.season {
            scene.season = season
            if season == .winter, scene.weather == .clear { scene.weather = .snow }
        }
        if let style = reading.style, has("turn", "make", "style", "as", "into", "like", "in") { scene.style = style }
        if let place = reading.place, has("move", "change", "instead", "put", "turn"), reading.subjects.isEmpty { scene.place = place }
        if reading.hasStars {
            scene.hasStars = !has("remove", "without", "no")
        }
        letters(reading, has, &scene)
        subjects(reading, text, has, &scene)
    }

    private static func subjects(_ reading: SceneReader.Reading, _ text: String, _ has: (String...) -> Bool, _ scene: inout Scene) {
        guard let first = reading.subjects.first else { return }
        let existing = scene.subjects.firstIndex { $0.kind == first.kind }
        if has("remove", "delete", "erase", "without", "no") {
            let gone = Set(reading.subjects.map(\.kind))
            scene.subjects.removeAll { gone.contains($0.kind) }
        } else if has("replace"), let index = existing {
            if let new = reading.subjects.dropFirst().first {
                scene.subjects[index] = Scene.Subject(
                    kind: new.kind, color: new.color, count: new.count, scale: new.scale, x: scene.subjects[index].x,
                    number: scene.subjects[index].number)
            } else {
                scene.subjects[index].color = first.color
            }
        } else if let index = existing, has("bigger", "larger", "enlarge") {
            scene.subjects[index].scale *= 1.5
        } else if let index = existing, has("smaller", "shrink") {
            scene.subjects[index].scale *= 0.65
        } else if let index = existing, has("move"), text.contains(" left ") || text.contains(" right ") {
            scene.subjects[index].x = text.contains(" left ") ? 0.18 : 0.82
        } else if let index = existing, !has("add", "another", "more", "second"), let color = color(reading, first) {
            scene.subjects[index].color = color
        } else if existing == nil || has("add", "another", "more", "second", "put", "place") {
            for subject in reading.subjects { scene.add(subject) }
        }
    }

    /// The colour meant: before the noun, or after it (“make the boat blue”).
    private static func color(_ reading: SceneReader.Reading, _ subject: Scene.Subject) -> UInt32? {
        subject.color ?? reading.words.reversed().compactMap { Vocabulary.colors[$0] }.first
    }

    private static func camera(_ text: String, _ scene: inout Scene) {
        if text.contains(" low angle ") || text.contains(" looking up ") { scene.camera.horizon = 0.16 }
        if text.contains(" high angle ") || text.contains(" bird") && text.contains(" eye ") || text.contains(" above ") || text.contains(" aerial ") {
            scene.camera.horizon = -0.2
        }
        if text.contains(" closer ") || text.contains(" zoom in ") || text.contains(" close up ") { scene.camera.zoom *= 1.45 }
        if text.contains(" wider ") || text.contains(" zoom out ") || text.contains(" further ") || text.contains(" back ") && text.contains(" camera ") {
            scene.camera.zoom = max(0.6, scene.camera.zoom / 1.45)
        }
        if text.contains(" from the left ") { scene.camera.pan -= 0.18 }
        if text.contains(" from the right ") { scene.camera.pan += 0.18 }
        if text.contains(" tilt") || text.contains(" dutch ") { scene.camera.tilt = 0.12 }
    }

    private static func look(_ text: String, _ has: (String...) -> Bool, _ scene: inout Scene) {
        if text.contains(" golden hour ") { scene.time = .golden }
        if has("warmer", "warm") { scene.grading = .warm }
        if has("cooler", "cool", "cold") { scene.grading = .cool }
        if text.contains(" black and white ") || has("monochrome", "grayscale", "greyscale") { scene.grading = .mono }
        if has("sepia") { scene.grading = .sepia }
        if text.contains(" teal ") && text.contains(" orange ") { scene.grading = .tealOrange }
        if has("vivid", "saturated", "vibrant") { scene.grading = .vivid }
        if has("faded", "fade", "pastel", "muted") { scene.grading = .faded }
        if has("dramatic") { scene.light = .dramatic }
        if has("backlit") || text.contains(" from behind ") { scene.light = .backlit }
        if text.contains(" blur the background ") || text.contains(" depth of field ") || has("bokeh") { scene.focus = .blurBack }
        if text.contains(" blur the foreground ") { scene.focus = .blurFront }
        if text.contains(" soft focus ") || has("dreamy") { scene.focus = .soft }
        if has("sharp") && !text.contains(" blur") { scene.focus = .sharp }
    }

    private static func letters(_ reading: SceneReader.Reading, _ has: (String...) -> Bool, _ scene: inout Scene) {
        if let lettering = reading.lettering {
            scene.lettering = lettering
        } else if has("remove", "delete", "erase"), has("words", "text", "letters", "lettering", "sign") {
            scene.lettering = nil
        }
    }
}
