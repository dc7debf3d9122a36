import Screen
import StudioCore

/// A screen on top: centred, its own colours, over whatever is there.
func renderPopup(_ popup: Popup, _ state: StudioState, _ theme: Theme, _ frame: inout Frame) {
    switch popup {
    case .palette(let palette): renderPalette(palette, state, theme, &frame)
    case .gallery(let gallery): renderGallery(gallery, state, theme, &frame)
    case .compare(let compare): renderCompare(compare, state, theme, &frame)
    case .help(let scroll):
        renderLines("Keys: \(state.context.title)", helpLines(state, theme), scroll, theme, &frame)
    case .details(let scroll) where state.compare != nil:
        let lines = state.compare.map { compareDetailLines($0, state, theme) } ?? []
        renderLines("Comparison", lines, scroll, theme, &frame)
    case .details(let scroll): renderLines("Turn", detailLines(state, theme), scroll, theme, &frame)
    case .spend(let spend): renderSpend(spend, state, theme, &frame)
    case .picker(let picker): renderPicker(picker, theme, &frame)
    case .sessions(let sessions): renderSessions(sessions, theme, &frame)
    case .confirm(let confirm):
        let inner = popupBox(confirm.title, width: 60, height: confirm.text.wrapped(to: 54).count + 4, theme, &frame)
        for (index, line) in confirm.text.wrapped(to: inner.width).enumerated() {
            frame.write(line, x: inner.x, y: inner.y + index, style: theme[.popup], limit: inner)
        }
        frame.write(
            [
                Span("y ", theme[.key].on(theme[.popup].background)), Span(confirm.yes + "    ", theme[.popup]),
                Span("Esc ", theme[.key].on(theme[.popup].background)), Span(confirm.no, theme[.popup]),
            ], x: inner.x, y: inner.maxY - 1, in: inner)
    case .region: break  // It is seen in the picture.
    case .entry(let entry):
        let inner = popupBox(entry.title, width: 64, height: 4, theme, &frame)
        field(entry.buffer, Rect(x: inner.x, y: inner.y, width: inner.width, height: 1), theme, &frame)
        frame.write(
            entry.hint, x: inner.x, y: inner.y + 1, style: theme[.placeholder].on(theme[.popup].background),
            limit: inner)
    }
}

/// A bordered box in the middle; returns its inside.
func popupBox(_ title: String, width: Int, height: Int, _ theme: Theme, _ frame: inout Frame) -> Rect {
    let width = min(width, frame.size.width - 4)
    let height = min(height, frame.size.height - 3)
    let rect = Rect(
        x: (frame.size.width - width) / 2, y: max(1, (frame.size.height - height) / 3), width: width, height: height)
    let box = Box(title: title, border: theme[.popupBorder], titleStyle: theme[.popupTitle], fill: theme[.popup])
    frame.cursor = nil
    return box.draw(in: &frame, rect).inset(1, 0)
}

/// A line of text being typed, with the cursor.
func field(_ buffer: TextBuffer, _ rect: Rect, _ theme: Theme, _ frame: inout Frame) {
    let typed = TextField(buffer, width: rect.width - 2)
    frame.write("› ", x: rect.x, y: rect.y, style: theme[.key].on(theme[.popup].background), limit: rect)
    frame.write(typed.text, x: rect.x + 2, y: rect.y, style: theme[.popup], limit: rect)
    frame.cursor = Frame.Cursor(x: rect.x + 2 + typed.cursorX, y: rect.y)
}

/// The window onto a list that keeps the selected line in view.
func window(selected: Int, count: Int, height: Int) -> Range<Int> {
    let first = max(0, min(selected - height / 2, count - height))
    return first..<min(count, first + max(0, height))
}

/// Lines of text that scroll.
private func renderLines(_ title: String, _ lines: [[Span]], _ scroll: Int, _ theme: Theme, _ frame: inout Frame) {
    let inner = popupBox(title, width: 86, height: min(lines.count + 2, frame.size.height - 4), theme, &frame)
    let first = max(0, min(scroll, lines.count - inner.height))
    for (index, line) in lines.dropFirst(first).prefix(inner.height).enumerated() {
        frame.write(line, x: inner.x, y: inner.y + index, in: inner)
    }
    ScrollBar.draw(
        in: &frame, x: inner.maxX + 1, rect: inner, first: first, count: lines.count, style: theme[.popupBorder])
}
