import Providers
import StudioCore

/// Which pictures are asked for, one after the other, to find out how an endpoint is spoken to. Pure: what was tried so far
/// decides what is tried next.
struct ProbePlan: Hashable, Sendable {
    /// Pictures at most: each may cost.
    static let most = 3
    static let prompt = "A plain red circle in the middle of a white background."

    var model: CatalogueModel
    var settings: TurnSettings
    /// What the catalogue says comes of these settings.
    var expected: OutputPixels?
    /// The catalogue has pixels to ask for.
    var hasPixels: Bool
    /// Those whose routes are there, the likeliest first.
    var dialects: [Dialect]
    /// What the model is asked in now.
    var own: Dialect
    /// Where the size goes now; nil: where its dialect usually has it.
    var ownStyle: WireProfile.SizeStyle?

    init(_ provider: ProviderConfig, model: CatalogueModel, findings: [RouteFinding], catalogue: Catalogue) {
        var model = model
        // The images route is asked for pixels: of a model that nothing is known of, for those that are usual.
        if model.isUnknown { model.outputTable = model.outputTable ?? catalogue.unknown[.openAIImages]?.outputTable }
        self.model = model
        let own = model.wire.dialect ?? provider.wire.dialect ?? provider.dialect
        self.own = own
        ownStyle = model.wire.sizeStyle ?? provider.wire.sizeStyle
        let wide = AspectRatio(16, 9)
        let aspect = model.ratios.contains(wide) ? wide : model.ratios.max { $0.value < $1.value }
        // Of a model that nothing is known of, the size that nearly all have.
        let size = model.isUnknown ? (model.sizes.contains(.oneK) ? .oneK : nil) : model.sizes.min()
        settings = TurnSettings(model: model.reference, size: size, aspect: aspect == AspectRatio(1, 1) ? nil : aspect)
        let pixels = catalogue.pixels(of: model, size: settings.size, aspect: settings.aspect).map {
            OutputPixels(width: $0.width, height: $0.height)
        }
        hasPixels = pixels != nil
        expected = model.isUnknown ? nil : pixels
        let there = findings.filter { finding in
            // A route that says nothing of itself is tried where the person says that it is there.
            finding.verdict == .speaks || (finding.verdict == .unclear && finding.route.dialect == own)
        }.compactMap(\.route.dialect)
        dialects =
            Self.order.filter { there.contains($0) && $0 == own }
            + Self.order.filter { there.contains($0) && $0 != own }
    }

    private static let order: [Dialect] = [.gemini, .openAIImages, .openAIChat, .bfl, .comfyui]

    /// Each picture.
    var estimate: Cost { model.estimate(images: 1, size: settings.size) }

    /// The pictures that are asked for in any case.
    var steps: [ProbeStep] { dialects.prefix(Self.most).map { ProbeStep(dialect: $0, style: styles($0).first) } }

    /// How many there may be beyond those, for another place of the size.
    var spare: Int {
        let all = dialects.reduce(0) { $0 + max(1, styles($1).count) }
        return settings.aspect == nil ? 0 : max(0, min(Self.most, all) - steps.count)
    }

    /// - Returns: nil when enough is known, no more may be asked for, or nothing would come of it.
    func next(after trials: [ProbeTrial]) -> ProbeStep? {
        guard trials.count < Self.most else { return nil }
        if let failure = trials.last?.failure, Self.isFinal(failure.kind) { return nil }
        if let last = trials.last, last.step.dialect == .openAIImages, last.step.format == nil, Self.wantsFormat(last) {
            return ProbeStep(dialect: .openAIImages, style: last.step.style, format: "b64_json")
        }
        if let step = steps.first(where: { step in !trials.contains { $0.step.dialect == step.dialect } }) {
            return step
        }
        guard settings.aspect != nil else { return nil }
        for dialect in dialects {
            let tried = trials.filter { $0.step.dialect == dialect }
            guard let last = tried.last, !tried.contains(where: { $0.picture?.size == .heard }), Self.mayHear(last)
            else {
                continue
            }
            if let style = styles(dialect).first(where: { style in !tried.contains { $0.step.style == style } }) {
                return ProbeStep(dialect: dialect, style: style, format: last.step.format)
            }
        }
        return nil
    }

    /// The trial that says most about the endpoint; nil when none brought a picture.
    static func best(of trials: [ProbeTrial]) -> ProbeTrial? {
        trials.filter { $0.picture != nil }.enumerated().max { a, b in
            (a.element.picture?.size.worth ?? 0, -a.offset) < (b.element.picture?.size.worth ?? 0, -b.offset)
        }?.element
    }

    /// The same would be said to any other request.
    private static func isFinal(_ kind: FailureKind) -> Bool {
        [.authentication, .permission, .quota, .rateLimited, .budget, .network, .timeout, .cancelled, .interrupted]
            .contains(kind)
    }

    /// Some servers' own default is a link into a store that they do not have (SGLang: “requires cloud storage”).
    private static func wantsFormat(_ trial: ProbeTrial) -> Bool {
        guard let failure = trial.failure, failure.kind == .unsupportedSetting || failure.kind == .invalidRequest else {
            return false
        }
        let words = failure.message.lowercased()
        return words.contains("response_format") || words.contains("cloud storage")
    }

    /// Said in another way it may be heard.
    private static func mayHear(_ trial: ProbeTrial) -> Bool {
        switch trial.outcome {
        case .picture(let picture): picture.size != .unasked
        case .failure(let failure): failure.kind == .unsupportedSetting || failure.kind == .invalidRequest
        }
    }

    /// Places for the size in that dialect, the likeliest first.
    private func styles(_ dialect: Dialect) -> [WireProfile.SizeStyle] {
        let usual: [WireProfile.SizeStyle]
        switch dialect {
        case .openAIChat: usual = [.imageConfig, .extraBody, .snake, .camel, .words]
        case .openAIImages:
            usual = !hasPixels ? [.resolution, .words] : [.pixels, .resolution, .snake, .sides, .words]
        case .bfl: usual = [.aspectRatio, .sides]
        case .gemini, .comfyui, .sketch: usual = []
        }
        guard dialect == own, let ownStyle, !usual.isEmpty else { return usual }
        return [ownStyle] + usual.filter { $0 != ownStyle }
    }
}
