package import Screen
import StudioCore

/// The whole screen, from the state and nothing else.
package func render(_ state: StudioState, theme: Theme) -> Frame {
    var frame = Frame(size: state.size, style: theme[.text])
    guard state.size.width >= StudioLayout.minimum.width, state.size.height >= StudioLayout.minimum.height else {
        renderTooSmall(state, theme, &frame)
        return frame
    }
    // It fills the screen.
    if state.gallery != nil || state.compare != nil {
        // Only what can be seen is drawn, and only its pictures are asked for.
        let first = state.popups.lastIndex { $0.fillsTheScreen } ?? 0
        for popup in state.popups[first...] { renderPopup(popup, state, theme, &frame) }
        return frame
    }
    let layout = StudioLayout(size: state.size)
    renderHeader(state, theme, layout.header, &frame)
    renderHistory(state, theme, layout.history, &frame)
    renderPreview(state, theme, layout, &frame)
    renderSettings(state, theme, layout.settings, &frame)
    renderPrompt(state, theme, layout.prompt, &frame)
    renderStatus(state, theme, layout.status, &frame)
    renderHints(state, theme, layout.hints, &frame)
    for popup in state.popups { renderPopup(popup, state, theme, &frame) }
    return frame
}

private func renderTooSmall(_ state: StudioState, _ theme: Theme, _ frame: inout Frame) {
    let need = StudioLayout.minimum
    let lines = [
        "The studio needs \(need.width)×\(need.height) cells;",
        "this terminal has \(state.size.width)×\(state.size.height).",
        "Make it larger, or Ctrl-Q.",
    ]
    let warning = unencryptedWarning(state)
    let top = max(0, (state.size.height - lines.count) / 2)
    for (index, line) in lines.enumerated() {
        let x = max(0, (state.size.width - line.displayWidth) / 2)
        frame.write(line.truncated(to: state.size.width), x: x, y: top + index, style: theme[.text])
    }
    if let warning { frame.write(warning.truncated(to: state.size.width), x: 0, y: 0, style: theme[.warning]) }
}

/// What stands on every screen while a key may travel unencrypted.
func unencryptedWarning(_ state: StudioState) -> String? {
    state.unencrypted.isEmpty ? nil : "⚠ not encrypted: \(state.unencrypted.joined(separator: ", "))"
}

private func renderHeader(_ state: StudioState, _ theme: Theme, _ rect: Rect, _ frame: inout Frame) {
    var spans = [Span(" ◆ ", theme[.accent]), Span("easel", theme[.title]), Span("  ", theme[.text])]
    spans.append(Span(state.isNamed ? state.tree.name : "new session", state.isNamed ? theme[.text] : theme[.faint]))
    if let warning = unencryptedWarning(state) {
        // Before the session's name, so that nothing takes its place.
        spans.insert(Span(warning.truncated(to: rect.width / 2) + "  ", theme[.warning].with(.bold)), at: 3)
    }
    let end = frame.write(spans, x: rect.x, y: rect.y, in: rect)
    var right: [Span] = []
    if let estimate = state.settings.estimate, estimate.basis != .unknown {
        right += [Span("next ≈ \(Format.money(estimate.amount))", theme[.muted]), Span("  ·  ", theme[.faint])]
    }
    right += [
        Span("session \(Format.money(state.spend.session))", theme[.muted]), Span("  ·  ", theme[.faint]),
        Span("today \(Format.money(state.spend.today)) ", theme[.muted]),
    ]
    if state.spend.cap > 0 { right.append(Span("of \(Format.money(state.spend.cap)) ", theme[.faint])) }
    let width = right.reduce(0) { $0 + $1.text.displayWidth }
    if end + width + 2 <= rect.maxX { frame.writeRight(right, y: rect.y, in: rect) }
}

private func renderPrompt(_ state: StudioState, _ theme: Theme, _ rect: Rect, _ frame: inout Frame) {
    let base = state.tree.base(for: state.tree.selected).flatMap { state.tree[$0] }
    let badge = base.map {
        "edits “\($0.prompt.split(whereSeparator: \.isNewline).joined(separator: " ").truncated(to: 28))”"
    }
    Box.pane("Prompt", badge: badge ?? "a new picture", isFocused: isTyped(state), theme: theme).draw(in: &frame, rect)
    renderPromptText(state, theme, rect, &frame)
}

/// Whether keys go into the prompt.
func isTyped(_ state: StudioState) -> Bool { state.focus == .prompt && state.popups.isEmpty }

func renderPromptText(_ state: StudioState, _ theme: Theme, _ rect: Rect, _ frame: inout Frame) {
    let inner = rect.inset(2, 1)
    let area = TextArea(state.prompt.buffer, size: inner.size)
    if state.prompt.buffer.isEmpty {
        let hint =
            state.tree.base(for: state.tree.selected) == nil
            ? "Describe a picture, for example: a lighthouse at dusk, snow"
            : "Say what to change, for example: add a red boat"
        frame.write(hint.truncated(to: inner.width), x: inner.x, y: inner.y, style: theme[.placeholder])
    }
    for (index, line) in area.lines.enumerated() {
        frame.write(line, x: inner.x, y: inner.y + index, style: theme[.text], limit: inner)
    }
    ScrollBar.draw(
        in: &frame, x: rect.maxX - 1, rect: inner, first: area.firstLine, count: area.lineCount,
        style: theme[.borderFocused])
    if isTyped(state) {
        frame.cursor = Frame.Cursor(x: inner.x + area.cursorX, y: inner.y + area.cursorY)
    }
}
