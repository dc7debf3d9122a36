import Screen
import StudioCore

/// Why there is no picture: the model's own words, the machine's reason, what to do, and the keys that do it.
func renderFailure(
    _ failure: TurnFailure, _ turn: Turn, _ state: StudioState, _ theme: Theme, _ area: Rect, _ frame: inout Frame
) {
    var lines: [[Span]] = []
    let role: Role = failure.kind.outcome == .rejected ? .warning : failure.kind == .cancelled ? .muted : .danger
    lines.append([Span(title(of: failure.kind), theme[role].with(.bold))])
    lines.append([])
    for line in failure.message.wrapped(to: area.width).prefix(6) { lines.append([Span(line, theme[.text])]) }
    var said: [[Span]] = []
    let words = turn.result?.text ?? ""
    if !words.isEmpty, !failure.message.contains(words) {
        said = [[], [Span("The model's words", theme[.faint])]]
        for line in words.wrapped(to: area.width - 2).prefix(6) {
            said.append([Span("│ ", theme[.faint]), Span(line, theme[.text].with(.italic))])
        }
    }
    let top = lines
    lines = []
    lines.append([])
    for (index, line) in failure.advice.wrapped(to: area.width - 2).enumerated() {
        lines.append([Span(index == 0 ? "→ " : "  ", theme[.accent]), Span(line, theme[.text])])
    }
    lines.append([])
    var offer: [Span] = []
    for command in offers(failure.kind) {
        guard let key = state.keymap.keys(for: command).first else { continue }
        offer += [Span(key.prettyKeys, theme[.key]), Span(" \(command.info.title.lowercased())   ", theme[.muted])]
    }
    lines.append(offer)
    lines.append([])
    var facts = [failure.kind.rawValue]
    if let code = failure.providerCode { facts.append(code) }
    if let status = failure.httpStatus { facts.append("HTTP \(status)") }
    facts.append(["yes": "was billed", "no": "not billed"][failure.billed.rawValue] ?? "may have been billed")
    for line in facts.joined(separator: " · ").wrapped(to: area.width) { lines.append([Span(line, theme[.faint])]) }
    // Where the pane is low the air goes first, then the model's words; what to do stays.
    var parts = [top, said, lines]
    if parts.joined().count > area.height { parts = parts.map { $0.filter { !$0.isEmpty } } }
    let room = max(0, area.height - parts[0].count - parts[2].count)
    parts[1] = room > 1 ? Array(parts[1].prefix(room)) : []
    lines = Array(parts.joined())
    for (index, line) in lines.prefix(area.height).enumerated() {
        frame.write(line, x: area.x, y: area.y + index, in: area)
    }
}

/// The commands that help with a failure of this kind.
private func offers(_ kind: FailureKind) -> [Command] {
    switch kind {
    case .contentRejected, .recitation, .textInsteadOfImage, .noImage: [.reuse, .retry, .model]
    case .maxTokens, .unsupportedSetting, .invalidRequest: [.reuse, .resolution, .model]
    case .authentication, .permission, .quota, .modelUnavailable, .budget: [.model, .reuse, .retry]
    default: [.retry, .reuse, .model]
    }
}

private func title(of kind: FailureKind) -> String {
    switch kind {
    case .contentRejected: "The model declined this prompt"
    case .textInsteadOfImage: "The model answered in words, not with a picture"
    case .noImage: "No picture came"
    case .maxTokens: "The answer hit its length limit before the picture"
    case .recitation: "Too close to an existing work"
    case .authentication: "The key was not accepted"
    case .permission: "The key may not do this"
    case .quota: "The quota is used up"
    case .rateLimited: "Too many requests just now"
    case .invalidRequest: "The request could not be carried out"
    case .unsupportedSetting: "The model cannot do this setting"
    case .modelUnavailable: "The model is not available"
    case .overloaded: "The provider is overloaded"
    case .server: "The provider had an error"
    case .timeout: "The answer took too long"
    case .network: "The provider could not be reached"
    case .malformedResponse: "The answer could not be read"
    case .truncated: "The answer broke off"
    case .unsafeResponse: "The answer was not safe to open"
    case .budget: "The budget is used up"
    case .cancelled: "Cancelled"
    case .interrupted: "The studio was closed while the answer arrived"
    }
}
