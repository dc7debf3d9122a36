package import StudioCore

/// A model as the picker offers it: with the reason when it cannot be picked.
package struct ModelChoice: Hashable, Sendable {
    package var model: CatalogueModel
    /// “no key: set GEMINI_API_KEY”; nil when it can be used.
    package var disabledReason: String?

    package init(model: CatalogueModel, disabledReason: String? = nil) {
        self.model = model
        self.disabledReason = disabledReason
    }
}

/// The lines of the settings pane.
package enum SettingsRow: String, CaseIterable, Sendable {
    case model, resolution, aspect, count, thinking, references, region

    package var title: String {
        switch self {
        case .model: "Model"
        case .resolution: "Size"
        case .aspect: "Aspect"
        case .count: "Count"
        case .thinking: "Thinking"
        case .references: "Refs"
        case .region: "Region"
        }
    }

    package var command: Command {
        switch self {
        case .model: .model
        case .resolution: .resolution
        case .aspect: .aspect
        case .count: .count
        case .thinking: .thinking
        case .references: .reference
        case .region: .region
        }
    }
}

/// What the next turn will be asked with.
package struct SettingsState: Equatable, Sendable {
    package var catalogue: Catalogue
    package var choices: [ModelChoice]
    package var current: TurnSettings
    package var references: [Reference] = []
    /// The picture that the region was drawn on, relative to the gallery: it means nothing on any other.
    var regionPicture: String?
    package var row: SettingsRow = .model
    /// What the person last asked for, kept while a model is chosen that lacks it.
    package var wishes: TurnSettings
    /// Usual seconds learnt from this person's own turns, by `provider/model size`.
    package var learntSeconds: [String: Double] = [:]

    package init(catalogue: Catalogue, choices: [ModelChoice], current: TurnSettings) {
        self.catalogue = catalogue
        self.choices = choices
        self.current = current
        wishes = current
    }

    package var model: CatalogueModel? { catalogue[current.model] }

    /// One value of a row that can be picked, or cannot, with the reason.
    package struct Option: Hashable, Sendable {
        package var value: String
        package var label: String
        package var detail: String
        package var disabledReason: String?
        package var isCurrent: Bool

        package init(
            value: String, label: String, detail: String = "", disabledReason: String? = nil, isCurrent: Bool = false
        ) {
            self.value = value
            self.label = label
            self.detail = detail
            self.disabledReason = disabledReason
            self.isCurrent = isCurrent
        }
    }

    package func options(for row: SettingsRow) -> [Option] {
        switch row {
        case .model:
            // Those that can be used come first; of the others the first of each provider says what it lacks.
            let order = choices.filter { $0.disabledReason == nil } + choices.filter { $0.disabledReason != nil }
            var lacking: Set<String> = []
            return order.map { choice in
                let provider = choice.model.provider
                var detail = Self.detail(of: choice.model)
                if let reason = choice.disabledReason {
                    let isNews = lacking.insert(provider).inserted
                    detail =
                        "\(provider) · "
                        + (reason.split(separator: isNews ? "," : ":").first.map(String.init) ?? reason)
                }
                return Option(
                    value: choice.model.reference.description, label: choice.model.name, detail: detail,
                    disabledReason: choice.disabledReason, isCurrent: choice.model.reference == current.model)
            }
        case .resolution:
            return ImageSize.allCases.map { size in
                let has = model?.sizes.contains(size) ?? false
                let price = model?.estimate(images: 1, size: size)
                return Option(
                    value: size.rawValue, label: size.rawValue,
                    detail: has ? price.map { Self.price($0) } ?? "" : "",
                    disabledReason: has ? nil : "\(model?.name ?? "this model") has no \(size.rawValue)",
                    isCurrent: current.size == size)
            }
        case .aspect:
            let auto = Option(
                value: "auto", label: "auto", detail: "the model chooses; an edit keeps its picture's",
                disabledReason: nil, isCurrent: current.aspect == nil)
            return [auto]
                + (Self.allRatios + (model?.ratios ?? []).filter { !Self.allRatios.contains($0) }).map { ratio in
                    let has = model?.ratios.contains(ratio) ?? false
                    let pixels = model.flatMap { catalogue.pixels(of: $0, size: current.size, aspect: ratio) }
                    return Option(
                        value: ratio.description, label: ratio.description,
                        detail: pixels.map { "\($0.width)×\($0.height)" } ?? "",
                        disabledReason: has ? nil : "\(model?.name ?? "this model") has no \(ratio)",
                        isCurrent: current.aspect == ratio)
                }
        case .count:
            return (1...8).map { count in
                let cost = model?.estimate(images: count, size: current.size)
                let isKnown = cost?.basis == .estimate
                return Option(
                    value: "\(count)", label: "\(count)",
                    detail: isKnown ? cost.map { "about " + Format.money($0.amount) } ?? "" : "", disabledReason: nil,
                    isCurrent: current.count == count)
            }
        case .thinking:
            let auto = Option(
                value: "auto", label: "auto", detail: model?.thinkingNote ?? "the model's default",
                disabledReason: nil, isCurrent: current.thinking == nil)
            return [auto]
                + ThinkingLevel.allCases.map { level in
                    let has = model?.thinking.contains(level) ?? false
                    return Option(
                        value: level.rawValue, label: level.rawValue, detail: "",
                        disabledReason: has
                            ? nil : model?.thinkingNote ?? "\(model?.name ?? "this model") has no \(level.rawValue)",
                        isCurrent: current.thinking == level)
                }
        case .references, .region: return []
        }
    }

    private static func price(_ cost: Cost) -> String {
        switch cost.basis {
        case .free: "free"
        case .unknown: "price unknown"
        default: Format.money(cost.amount) + " a picture"
        }
    }

    /// What most models have, in the order people look for it; a model's further ones follow.
    static let allRatios: [AspectRatio] = [
        AspectRatio(1, 1), AspectRatio(3, 2), AspectRatio(2, 3), AspectRatio(4, 3), AspectRatio(3, 4),
        AspectRatio(5, 4), AspectRatio(4, 5), AspectRatio(16, 9), AspectRatio(9, 16), AspectRatio(21, 9),
        AspectRatio(4, 1), AspectRatio(1, 4), AspectRatio(8, 1), AspectRatio(1, 8),
    ]

    private static func detail(of model: CatalogueModel) -> String {
        var parts = [model.reference.provider]
        if let price = model.price?.cost(images: 1, size: model.sizes.first, basis: .estimate), price.basis != .unknown
        {
            parts.append(Format.money(price.amount))
        }
        if model.status == .deprecated { parts.append("deprecated") }
        if let note = model.note { parts.append(note) }
        return parts.joined(separator: " · ")
    }
}
