import Screen
import StudioCore

/// Model, size, aspect, count, thinking, references, region: what the next turn is asked with.
func renderSettings(_ state: StudioState, _ theme: Theme, _ rect: Rect, _ frame: inout Frame) {
    let isFocused = state.focus == .settings && state.popups.isEmpty
    let inner = Box.pane("Settings", isFocused: isFocused, theme: theme).draw(in: &frame, rect).inset(1, 0)
    let rows = SettingsRow.allCases
    let selected = rows.firstIndex(of: state.settings.row) ?? 0
    let first = max(0, min(isFocused ? selected - inner.height + 1 : 0, rows.count - inner.height))
    for (offset, row) in rows.dropFirst(first).prefix(inner.height).enumerated() {
        let line = Rect(x: inner.x, y: inner.y + offset, width: inner.width, height: 1)
        let isSelected = isFocused && row == state.settings.row
        if isSelected { frame.fill(line, theme[.selection]) }
        let value = settingsValue(row, state)
        let isOff = row.command.disabledReason(state) != nil && row != .references
        let valueStyle = isSelected ? theme[.selection] : theme[isOff ? .disabled : .text]
        frame.write(
            [
                Span(
                    row.title + String(repeating: " ", count: max(1, 9 - row.title.count)),
                    isSelected ? theme[.selection] : theme[.muted]),
                Span(isSelected && !isOff ? "‹ " : "", theme[.selection]),
                Span(value, valueStyle),
                Span(isSelected && !isOff ? " ›" : "", theme[.selection]),
            ], x: line.x, y: line.y, in: line)
    }
    renderModelCard(state, theme, inner, below: rows.count, &frame)
}

private func settingsValue(_ row: SettingsRow, _ state: StudioState) -> String {
    let settings = state.settings.current
    switch row {
    case .model: return state.settings.model?.name ?? settings.model.description
    case .resolution: return settings.size?.rawValue ?? "fixed"
    case .aspect: return settings.aspect?.description ?? "auto"
    case .count: return "\(settings.count)"
    case .thinking:
        return settings.thinking?.rawValue ?? (state.settings.model?.thinking.isEmpty ?? true ? "–" : "auto")
    case .references:
        let references = state.settings.references
        return references.isEmpty ? "none" : references.count == 1 ? references[0].name : "\(references.count) pictures"
    case .region:
        guard let region = settings.region else { return "whole picture" }
        // Where it lies is seen in the picture.
        return "\(region.width)×\(region.height)" + (settings.lockOutside == true ? ", locked" : "")
    }
}

/// Under the settings, where there is room: what the chosen model is, gives, costs and usually takes.
private func renderModelCard(_ state: StudioState, _ theme: Theme, _ inner: Rect, below rows: Int, _ frame: inout Frame)
{
    guard let model = state.settings.model, inner.height >= rows + 4 else { return }
    var lines: [Span] = [Span(model.reference.description, theme[.muted])]
    if let note = model.note { lines.append(Span(note, theme[model.price == nil ? .accent : .faint])) }
    if let pixels = state.settings.catalogue.pixels(
        of: model, size: state.settings.current.size, aspect: state.settings.current.aspect)
    {
        lines.append(Span("gives \(pixels.width)×\(pixels.height)", theme[.faint]))
    }
    if let estimate = state.settings.estimate, estimate.basis != .unknown {
        lines.append(Span("about \(Format.money(estimate.amount)) a turn", theme[.faint]))
    }
    if let usual = state.settings.usualSeconds(state.settings.current) {
        lines.append(Span("usually \(Format.seconds(usual))", theme[.faint]))
    }
    if model.status == .deprecated {
        lines.append(Span("deprecated" + (model.replacedBy.map { ": use \($0)" } ?? ""), theme[.warning]))
    }
    let reason = state.settings.choices.first { $0.model.reference == model.reference }?.disabledReason
    if let reason { lines.append(Span(reason, theme[.danger])) }
    var y = inner.y + rows + 1
    for line in lines {
        for text in line.text.wrapped(to: inner.width) where y < inner.maxY {
            frame.write(text, x: inner.x, y: y, style: line.style, limit: inner)
            y += 1
        }
    }
}
