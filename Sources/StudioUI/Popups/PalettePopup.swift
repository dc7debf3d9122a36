import Screen
import StudioCore

/// Every command by name, with its key and why it is off.
func renderPalette(_ palette: PaletteState, _ state: StudioState, _ theme: Theme, _ frame: inout Frame) {
    let inner = popupBox("Commands", width: 84, height: min(24, frame.size.height - 4), theme, &frame)
    field(palette.query, Rect(x: inner.x, y: inner.y, width: inner.width, height: 1), theme, &frame)
    let entries = PaletteEntry.matching(palette.query.text, state)
    let list = Rect(x: inner.x, y: inner.y + 2, width: inner.width, height: inner.height - 2)
    let popup = theme[.popup].background
    if entries.isEmpty {
        frame.write(
            "no command is called that", x: list.x, y: list.y, style: theme[.placeholder].on(popup), limit: list)
    }
    for (offset, index) in window(selected: palette.selected, count: entries.count, height: list.height).enumerated() {
        let entry = entries[index]
        let line = Rect(x: list.x, y: list.y + offset, width: list.width, height: 1)
        let isSelected = index == palette.selected
        let base = isSelected ? theme[.selection] : theme[.popup]
        if isSelected { frame.fill(line, base) }
        let quiet = isSelected ? base : theme[.muted].on(popup)
        let faint = isSelected ? base : theme[.faint].on(popup)
        let isOff = entry.disabledReason != nil
        let title = entry.title.truncated(to: 22)
        let keys = entry.keys.split(separator: "  ").map { String($0).prettyKeys }.joined(separator: "  ")
        let room = Rect(x: line.x, y: line.y, width: line.width - keys.displayWidth - 1, height: 1)
        frame.write(
            [
                Span(title + String(repeating: " ", count: max(1, 24 - title.displayWidth)), isOff ? faint : base),
                Span(entry.disabledReason.map { "off: \($0)" } ?? entry.sentence, isOff ? faint : quiet),
            ], x: room.x, y: room.y, in: room)
        frame.writeRight([Span(keys, isSelected ? base : theme[.key].on(popup))], y: line.y, in: line)
    }
}

/// Help for the focused pane, then for everywhere.
func helpLines(_ state: StudioState, _ theme: Theme) -> [[Span]] {
    let popup = theme[.popup].background
    var lines: [[Span]] = []
    for context in [state.context, .everywhere] {
        if !lines.isEmpty { lines.append([]) }
        lines.append([Span(context.title, theme[.popupTitle])])
        for command in Command.allCases where command.info.contexts.contains(context) {
            let keys = state.keymap.keys(for: command).map(\.prettyKeys).joined(separator: ", ")
            let words = keys.isEmpty ? ":" + command.rawValue : keys
            lines.append([
                Span(
                    "  " + words.truncated(to: 20) + String(repeating: " ", count: max(1, 21 - words.displayWidth)),
                    theme[.key].on(popup)),
                Span(command.info.title, theme[.popup].with(.bold)),
                Span("  " + command.info.sentence, theme[.muted].on(popup)),
            ])
        }
        if context == .gallery, !state.queryForms.isEmpty { lines += queryLines(state.queryForms, theme) }
    }
    return lines
}

/// What may be typed after `/`.
private func queryLines(_ forms: [QueryForm], _ theme: Theme) -> [[Span]] {
    let popup = theme[.popup].background
    let width = (forms.map(\.form.displayWidth).max() ?? 0) + 2
    return [[], [Span("To search for", theme[.popupTitle])]]
        + forms.map { row in
            [
                Span(
                    "  " + row.form + String(repeating: " ", count: width - row.form.displayWidth),
                    theme[.key].on(popup)),
                Span(row.meaning, theme[.popup]),
            ]
        }
}
