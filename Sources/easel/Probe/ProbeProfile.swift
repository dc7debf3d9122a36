import StudioCore

/// What a probe found, as a piece of `config.toml`.
struct ProbeProfile: Hashable, Sendable {
    /// As it should be.
    var provider: ProviderConfig
    /// The variable its key is in, where it has several.
    var variable: String?
    /// For people: what the rest rests on.
    var remarks: [String]

    /// - Parameters:
    ///   - plan: what was tried.
    ///   - isNamed: the model must be named in the configuration, because nothing else says that it is there.
    init?(_ provider: ProviderConfig, plan: ProbePlan, trials: [ProbeTrial], isNamed: Bool, variable: String?) {
        guard let best = ProbePlan.best(of: trials), let picture = best.picture else { return nil }
        self.provider = provider
        self.variable = variable
        let isSame = best.step.dialect == provider.wire.dialect ?? provider.dialect
        self.provider.dialect = best.step.dialect
        // The habits of another dialect are none of this one's.
        if !isSame { self.provider.wire = WireProfile(listPath: provider.wire.listPath) }
        self.provider.wire.dialect = nil
        let pixels = "\(picture.pixels.width)×\(picture.pixels.height)"
        remarks = ["found with \(plan.model.id): \(picture.formWords); \(pixels), \(picture.size.words)"]
        switch picture.size {
        case .heard, .ratioOnly: self.provider.wire.sizeStyle = best.step.style
        case .ignored: remarks.append("where the size goes was not found")
        case .unasked: break
        }
        if let format = best.step.format { self.provider.wire.responseFormat = format }
        if isNamed, !provider.models.contains(plan.model.id) { self.provider.models.append(plan.model.id) }
    }

    /// Lines that the reader of `config.toml` takes.
    var toml: String {
        let name = TOMLText.key(provider.name)
        var lines = remarks.map { "# \(TOMLText.line($0))" } + ["[providers.\(name)]"]
        lines.append("dialect = \(TOMLText.string(provider.dialect.rawValue))")
        if let url = provider.baseURL { lines.append("base_url = \(TOMLText.string(url))") }
        lines.append("auth = \(TOMLText.string(provider.auth.rawValue))")
        if provider.allowsHTTP { lines.append("insecure = true") }
        if provider.auth != .none { lines += provider.keys.map(key) }
        if !provider.models.isEmpty { lines.append("models = \(TOMLText.strings(provider.models))") }
        let wire = TOMLText.wire(provider.wire)
        if !wire.isEmpty { lines += ["", "[providers.\(name).wire]"] + wire }
        return lines.joined(separator: "\n")
    }

    /// Never a key's value.
    private func key(_ source: ProviderConfig.KeySource) -> String {
        switch source {
        case .command(let words): "api_key_command = \(TOMLText.strings(words))"
        case .literal: "# api_key = as it stands in your file now"
        case .file(let file): "api_key_file = \(TOMLText.string(file.path))"
        case .environment(let names):
            "api_key_env = \(TOMLText.string(variable.flatMap { names.contains($0) ? $0 : nil } ?? names.first ?? ""))"
        }
    }
}

extension ProbeTrial.Picture {
    /// “base64 in images[]”.
    var formWords: String {
        guard let form else { return "a picture" }
        return "\(form.isLink ? "a URL" : "base64") in \(form.shape.rawValue)"
    }
}
