/// A later prompt changes the scene and leaves the rest as it was.
enum SceneEdit {
    /// - Parameter take: which variant of its turn this is; what is added stands elsewhere in another.
    static func apply(_ prompt: String, to scene: inout Scene, take: Int = 0) {
        let (words, frame) = RegionWords.split(prompt)
        guard let frame else {
            EditWords(words, take: take, frame: nil).apply(to: &scene)
            for index in scene.patches.indices {
                EditWords(words, take: take, frame: nil).apply(to: &scene.patches[index].scene)
            }
            return
        }
        let edit = EditWords(words, take: take, frame: frame)
        if edit.onlyAdds(to: scene) {
            edit.apply(to: &scene)
        } else {
            var changed = scene
            edit.apply(to: &changed)
            changed.patches = []
            scene.patches.append(Scene.Patch(frame: frame, scene: changed))
        }
    }
}

/// One edit's words, asked for what they mean.
struct EditWords {
    let reading: SceneReader.Reading
    let take: Int
    let frame: Scene.Frame?
    private let words: Set<String>
    private let text: String

    init(_ prompt: String, take: Int, frame: Scene.Frame?) {
        reading = SceneReader.read(prompt)
        words = Set(reading.words)
        text = " " + reading.words.joined(separator: " ") + " "
        self.take = take
        self.frame = frame
    }

    func apply(to scene: inout Scene) {
        moveCamera(&scene)
        light(&scene)
        grade(&scene)
        focus(&scene)
        circumstances(&scene)
        letter(&scene)
        subjects(&scene)
    }

    func onlyAdds(to scene: Scene) -> Bool {
        var changed = scene
        apply(to: &changed)
        changed.subjects = Array(changed.subjects.prefix(scene.subjects.count))
        return changed == scene && !reading.subjects.isEmpty && !removes
    }

    private func has(_ any: String...) -> Bool { any.contains { words.contains($0) } }
    private func says(_ any: String...) -> Bool { any.contains { text.contains(" \($0) ") } }
    private var removes: Bool {
        has("remove", "delete", "erase", "without", "no", "hide", "drop") || says("get rid of", "take away")
    }
    private var adds: Bool { has("add", "another", "more", "second", "put", "place", "include", "insert", "draw") }

    private func moveCamera(_ scene: inout Scene) {
        if says("low angle", "looking up", "from below", "worm's eye") { scene.camera.horizon = 0.17 }
        if says("high angle", "from above", "bird's eye", "birds eye", "bird eye", "looking down")
            || has("aerial", "overhead")
        {
            scene.camera.horizon = -0.22
        }
        if says("eye level") { scene.camera.horizon = 0 }
        if says("closer", "zoom in", "close up", "nearer", "tighter") {
            scene.camera.zoom = min(4, scene.camera.zoom * 1.4)
        }
        if says("wider", "zoom out", "further away", "wide shot", "pull back", "wide angle") {
            scene.camera.zoom = max(0.62, scene.camera.zoom / 1.4)
        }
        if says("from the left", "pan left", "camera left", "camera to the left") { scene.camera.pan -= 0.2 }
        if says("from the right", "pan right", "camera right", "camera to the right") { scene.camera.pan += 0.2 }
        if has("dutch", "tilt", "tilted") { scene.camera.tilt = 0.13 }
        if says("straighten", "level the horizon") { scene.camera.tilt = 0 }
    }

    private func light(_ scene: inout Scene) {
        if says("golden hour") { scene.time = .golden }
        if has("dramatic", "chiaroscuro") { scene.light = .dramatic }
        if has("backlit", "backlight", "silhouette", "contre") { scene.light = .backlit }
        if says("soft light", "even light") { scene.light = .soft }
    }

    private func grade(_ scene: inout Scene) {
        if has("warmer", "warm") { scene.grading = .warm }
        if has("cooler", "cool", "cold", "colder") { scene.grading = .cool }
        if says("black and white") || has("monochrome", "grayscale", "greyscale", "noir") { scene.grading = .mono }
        if has("sepia") { scene.grading = .sepia }
        if has("teal"), has("orange") { scene.grading = .tealOrange }
        if has("vivid", "saturated", "vibrant", "colourful", "colorful") { scene.grading = .vivid }
        if has("faded", "fade", "pastel", "muted", "vintage") { scene.grading = .faded }
        if says("natural colours", "natural colors", "in colour", "in color", "no grading") { scene.grading = .none }
    }

    private func focus(_ scene: inout Scene) {
        if says("depth of field", "shallow focus") || has("bokeh")
            || (has("blur", "blurred", "blurry") && has("background", "behind"))
        {
            scene.focus = .blurBack
        } else if has("blur", "blurred", "blurry"), has("foreground") {
            scene.focus = .blurFront
        } else if says("soft focus") || has("dreamy", "blur", "blurry") {
            scene.focus = .soft
        } else if has("sharp", "sharper", "crisp") {
            scene.focus = .sharp
        }
    }

    /// Time, weather, season, style, place, and the colours of sky and water.
    private func circumstances(_ scene: inout Scene) {
        if let time = reading.time, !removes { scene.time = time }
        if let weather = reading.weather { scene.weather = removes || has("stop") ? .clear : weather }
        if let season = reading.season {
            scene.season = season
            if season != .winter, scene.weather == .snow { scene.weather = .clear }
            if season == .winter, scene.weather == .clear { scene.weather = .snow }
        }
        if let style = reading.style { scene.style = style }
        if reading.hasStars { scene.hasStars = !removes }
        if let color = reading.words.compactMap({ Vocabulary.colors[$0] }).first {
            if has("sky") { scene.skyColor = color }
            if has("water", "sea", "lake", "ocean"), reading.subjects.isEmpty { scene.waterColor = color }
        } else if let place = reading.place, reading.subjects.isEmpty, !removes {
            if has("move", "change", "instead", "put", "turn", "make", "set", "swap") || reading.words.first == "in" {
                scene.place = place
            }
        }
    }

    private func letter(_ scene: inout Scene) {
        if let lettering = reading.lettering, !removes {
            scene.lettering = lettering
        } else if removes, has("words", "text", "letters", "lettering", "sign", "title", "writing") {
            scene.lettering = nil
        }
    }

    private func subjects(_ scene: inout Scene) {
        // In “teal and orange” the second is no fruit.
        guard let first = reading.subjects.first, !(has("teal") && first.kind == .orange) else { return }
        let existing = scene.subjects.firstIndex { $0.kind == first.kind }
        if removes {
            let gone = Set(reading.subjects.map(\.kind))
            scene.subjects.removeAll { gone.contains($0.kind) }
            scene.hidden.formUnion(gone)
        } else if has("replace", "swap") || says("instead of"), reading.subjects.count > 1 {
            replace(&scene)
        } else if let index = existing, has("bigger", "larger", "enlarge", "taller") {
            scene.subjects[index].scale *= 1.5
        } else if let index = existing, has("smaller", "shrink", "shorter") {
            scene.subjects[index].scale *= 0.65
        } else if let index = existing, has("move", "shift", "slide"), frame == nil {
            move(&scene.subjects[index])
        } else if let index = existing, has("move"), let frame {
            scene.subjects[index].frame = frame
        } else if let index = existing, !adds, let color = color(first) {
            scene.subjects[index].color = color
        } else if existing == nil || adds {
            for var subject in reading.subjects {
                subject.take = take
                subject.frame = frame
                scene.hidden.remove(subject.kind)
                scene.add(subject)
            }
        } else if let index = existing, first.count > 1 {
            scene.subjects[index].count = first.count
        }
    }

    /// “replace the boat with a whale”, “a whale instead of the boat”.
    private func replace(_ scene: inout Scene) {
        let pair = reading.subjects.prefix(2)
        let isTurned = says("instead of")
        guard let one = pair.first, let two = pair.last else { return }
        let (old, new) = isTurned ? (two, one) : (one, two)
        guard let index = scene.subjects.firstIndex(where: { $0.kind == old.kind }) else {
            scene.add(new)
            return
        }
        var changed = new
        changed.x = scene.subjects[index].x
        changed.number = scene.subjects[index].number
        changed.frame = scene.subjects[index].frame
        scene.subjects[index] = changed
    }

    private func move(_ subject: inout Scene.Subject) {
        if says("left") { subject.x = 0.2 }
        if says("right") { subject.x = 0.8 }
        if has("centre", "center", "middle") { subject.x = 0.5 }
        if has("up", "higher", "back") { subject.drop -= 0.08 }
        if has("down", "lower", "forward") { subject.drop += 0.08 }
    }

    /// The colour meant: before the noun, or after it (“make the boat blue”).
    private func color(_ subject: Scene.Subject) -> UInt32? {
        subject.color ?? reading.words.reversed().compactMap { Vocabulary.colors[$0] }.first
    }
}
