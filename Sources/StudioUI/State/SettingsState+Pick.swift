package import StudioCore

extension SettingsState {
    /// Sets a row from a value as it is typed or picked. Returns why not, when the model cannot do it.
    package mutating func pick(_ row: SettingsRow, _ value: String) -> String? {
        if row == .model { return pickModel(value) }
        let typed = value.trimmingSpaces()
        let options = options(for: row)
        guard let option = options.first(where: { $0.value.lowercased() == typed.lowercased() || $0.label == typed })
        else {
            return
                "\(row.title.lowercased()) “\(typed)”: pick one of \(options.filter { $0.disabledReason == nil }.map(\.value).joined(separator: ", "))"
        }
        if let reason = option.disabledReason { return reason }
        set(row, option.value)
        wishes = current
        return nil
    }

    /// Steps a row to the next value the model can do. Returns why not, when there is no other.
    package mutating func step(_ row: SettingsRow, by step: Int) -> String? {
        let options = options(for: row).filter { $0.disabledReason == nil }
        guard !options.isEmpty else { return nil }
        let index = options.firstIndex(where: \.isCurrent) ?? 0
        let next = index + step
        guard options.indices.contains(next) else { return nil }
        return pick(row, options[next].value)
    }

    private mutating func set(_ row: SettingsRow, _ value: String) {
        switch row {
        case .resolution: current.size = ImageSize(rawValue: value)
        case .aspect: current.aspect = AspectRatio(value)
        case .count: current.count = Int(value) ?? 1
        case .thinking: current.thinking = ThinkingLevel(rawValue: value)
        case .model, .references, .region: break
        }
    }

    private mutating func pickModel(_ value: String) -> String? {
        let usable = choices.filter { $0.disabledReason == nil }.map(\.model.provider)
        guard let model = catalogue.find(value, preferring: usable) else {
            let failure = catalogue.unknownModel(value)
            return "\(failure.message) \(failure.advice)"
        }
        if let choice = choices.first(where: { $0.model.reference == model.reference }),
            let reason = choice.disabledReason
        {
            return reason
        }
        current.model = model.reference
        fitToModel()
        return nil
    }

    /// After a change of model: what the person wished for where the model can do it, its nearest where it cannot.
    package mutating func fitToModel() {
        guard let model else { return }
        if model.isUnknown {
            // Nobody knows that it takes one.
            current.size = nil
        } else if let wish = wishes.size, model.sizes.contains(wish) {
            current.size = wish
        } else if !model.sizes.isEmpty {
            let wish = wishes.size ?? .oneK
            current.size = model.sizes.filter { $0 <= wish }.max() ?? model.sizes.min()
        } else {
            current.size = nil
        }
        current.aspect = wishes.aspect.flatMap { model.ratios.contains($0) ? $0 : nil }
        current.thinking = wishes.thinking.flatMap { model.thinking.contains($0) ? $0 : nil }
    }

    /// What is usual for the current model and size: learnt, else from the catalogue.
    package func usualSeconds(_ settings: TurnSettings) -> Double? {
        if let learnt = learntSeconds[Self.latencyKey(settings)] { return learnt }
        let model = catalogue[settings.model]
        return model?.latencySeconds[settings.size?.rawValue ?? "1K"] ?? model?.latencySeconds["any"]
    }

    /// Takes the time of a finished turn into account: a moving average that follows the last few.
    package mutating func learn(_ settings: TurnSettings, seconds: Double) {
        let key = Self.latencyKey(settings)
        learntSeconds[key] = learntSeconds[key].map { $0 * 0.6 + seconds * 0.4 } ?? seconds
    }

    private static func latencyKey(_ settings: TurnSettings) -> String {
        "\(settings.model) \(settings.size?.rawValue ?? "-")"
    }

    /// The price of the next turn, when one is known.
    package var estimate: Cost? {
        guard let model, model.price != nil else { return nil }
        return model.estimate(images: current.count, size: current.size, references: references.count)
    }
}

extension String {
    func trimmingSpaces() -> String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
