extension Catalogue {
    /// Everything that is wrong with the settings, told before anything is sent; nil when the request may go.
    /// - Parameters:
    ///   - references: how many pictures are sent along.
    ///   - largest: bytes of the largest of them, as far as they are known.
    package func problem(
        with settings: TurnSettings, prompt: String, references: Int, largest: Int = 0
    ) -> TurnFailure? {
        guard let model = self[settings.model] else { return unknownModel(settings.model.description) }
        func unsupported(_ message: String, _ advice: String) -> TurnFailure {
            TurnFailure(.unsupportedSetting, message: message, advice: advice, billed: .no)
        }
        if model.status == .shutdown {
            let advice = model.replacedBy.map { "Use \(model.provider)/\($0) instead." } ?? "Pick another model."
            let day = model.shutdownDate.map { ", on \($0)" } ?? ""
            return TurnFailure(
                .modelUnavailable, message: "\(model.name) (\(model.id)) has been shut down\(day).", advice: advice,
                billed: .no)
        }
        if prompt.allSatisfy(\.isWhitespace) {
            return unsupported("The prompt is empty.", "Say what the picture should show.")
        }
        if let most = model.maxPrompt, prompt.count > most {
            return unsupported(
                "The prompt has \(prompt.count) characters; \(model.name) takes \(most).", "Say it in fewer words.")
        }
        if let size = settings.size, !model.sizes.contains(size) {
            return model.sizes.isEmpty
                ? unsupported("\(model.name) takes no size.", "Leave the size out.")
                : unsupported(
                    "\(model.name) has no size \(size.rawValue).",
                    "Sizes it has: \(Self.list(model.sizes.map(\.rawValue))).")
        }
        if let aspect = settings.aspect, !model.ratios.contains(aspect) {
            return unsupported(
                "\(model.name) has no ratio \(aspect).",
                "Ratios it has: \(Self.list(["auto"] + model.ratios.map(\.description))).")
        }
        if let thinking = settings.thinking, !model.thinking.contains(thinking) {
            return model.thinking.isEmpty
                ? unsupported(
                    "Thinking cannot be set on \(model.name)\(model.thinkingNote.map { " (\($0))" } ?? "").",
                    "Leave the thinking level out.")
                : unsupported(
                    "\(model.name) has no thinking level \(thinking.rawValue).",
                    "Levels it has: \(Self.list(model.thinking.map(\.rawValue))).")
        }
        if !(1...8).contains(settings.count) {
            return unsupported("A turn makes 1 to 8 variants, not \(settings.count).", "Pick a count from 1 to 8.")
        }
        if settings.lockOutside == true, settings.region == nil || references == 0 {
            return unsupported(
                "Lock outside needs a picture and a region of it.", "Say which rectangle may change: --region X,Y,W,H.")
        }
        if references > model.maxReferences {
            return model.maxReferences == 0
                ? unsupported(
                    "\(model.name) takes no pictures along with the prompt.",
                    "Leave the references out, or pick another model.")
                : unsupported(
                    "\(model.name) takes at most \(model.maxReferences) references, not \(references).",
                    "Remove some references or pick another model.")
        }
        if let most = model.maxReferenceBytes, largest > most {
            return unsupported(
                "\(model.name) takes pictures of at most \(Self.megabytes(most)); one of these has \(Self.megabytes(largest)).",
                "Make it smaller, or save it as JPEG.")
        }
        return nil
    }

    /// The failure for a model nobody knows, with the nearest names.
    package func unknownModel(_ text: String) -> TurnFailure {
        // Several providers may offer the same alias.
        let names = Set(models.filter { $0.status != .shutdown }.flatMap { [$0.reference.description] + $0.aliases })
        let near = names.map { ($0, Self.distance($0, text)) }.filter { $0.1 <= max(3, text.count / 3) }
            .sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(3).map(\.0)
        let advice =
            near.isEmpty
            ? "“easel models” lists what there is."
            : "Did you mean \(near.joined(separator: ", "))? “easel models” lists all."
        return TurnFailure(
            .unsupportedSetting, message: "There is no model “\(text)” in the catalogue.", advice: advice, billed: .no)
    }

    /// To a tenth, as people say it.
    private static func megabytes(_ bytes: Int) -> String {
        let tenths = bytes / 100_000
        return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB"
    }

    static func list(_ words: [String]) -> String { words.joined(separator: ", ") }

    /// Levenshtein's distance.
    static func distance(_ a: String, _ b: String) -> Int {
        let b = Array(b)
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let next = x == y ? diagonal : 1 + min(diagonal, row[j], row[j + 1])
                diagonal = row[j + 1]
                row[j + 1] = next
            }
        }
        return row[b.count]
    }
}
