import Screen
import StudioCore

/// Values to pick from; what cannot be picked stays, with the reason.
func renderPicker(_ picker: PickerState, _ theme: Theme, _ frame: inout Frame) {
    let height = min(picker.options.count + 2, frame.size.height - 4)
    let inner = popupBox(picker.title, width: 72, height: height, theme, &frame)
    let popup = theme[.popup].background
    let column = min(34, max(22, (picker.options.map(\.label.displayWidth).max() ?? 0) + 2))
    for (offset, index) in window(selected: picker.selected, count: picker.options.count, height: inner.height)
        .enumerated()
    {
        let option = picker.options[index]
        let line = Rect(x: inner.x, y: inner.y + offset, width: inner.width, height: 1)
        let isSelected = index == picker.selected
        let base = isSelected ? theme[.selection] : theme[.popup]
        if isSelected { frame.fill(line, base) }
        let faint = isSelected ? base : theme[.faint].on(popup)
        frame.write(
            [
                Span(option.isCurrent ? "● " : "  ", isSelected ? base : theme[.accent].on(popup)),
                Span(
                    option.label + String(repeating: " ", count: max(2, column - option.label.displayWidth)),
                    option.disabledReason == nil ? base : faint),
                Span(option.detail.isEmpty ? option.disabledReason ?? "" : option.detail, faint),
            ], x: line.x, y: line.y, in: line)
    }
}

func renderSessions(_ sessions: SessionsState, _ theme: Theme, _ frame: inout Frame) {
    let inner = popupBox("Sessions", width: 84, height: min(20, frame.size.height - 4), theme, &frame)
    field(sessions.query, Rect(x: inner.x, y: inner.y, width: inner.width, height: 1), theme, &frame)
    let list = Rect(x: inner.x, y: inner.y + 2, width: inner.width, height: inner.height - 2)
    let matches = sessions.matches
    let popup = theme[.popup].background
    if matches.isEmpty {
        let words = sessions.isLoading ? "looking …" : sessions.sessions.isEmpty ? "no sessions yet" : "none matches"
        frame.write(words, x: list.x, y: list.y, style: theme[.placeholder].on(popup), limit: list)
    }
    for (offset, index) in window(selected: sessions.selected, count: matches.count, height: list.height).enumerated() {
        let session = matches[index]
        let line = Rect(x: list.x, y: list.y + offset, width: list.width, height: 1)
        let isSelected = index == sessions.selected
        let base = isSelected ? theme[.selection] : theme[.popup]
        if isSelected { frame.fill(line, base) }
        let faint = isSelected ? base : theme[.faint].on(popup)
        let tail = "\(session.turns) turn\(session.turns == 1 ? "" : "s")  \(session.changed)"
        let room = Rect(x: line.x, y: line.y, width: line.width - tail.displayWidth - 2, height: 1)
        let name = session.name.truncated(to: 28)
        frame.write(
            [
                Span(name + String(repeating: " ", count: max(2, 30 - name.displayWidth)), base),
                Span(session.firstPrompt, faint),
            ], x: room.x, y: room.y, in: room)
        frame.writeRight([Span(tail, faint)], y: line.y, in: line)
    }
}

/// Everything known of the selected turn.
func detailLines(_ state: StudioState, _ theme: Theme) -> [[Span]] {
    guard let turn = state.selectedTurn else { return [] }
    let popup = theme[.popup].background
    var lines: [[Span]] = []
    // As wide as the pop-up's inside, less the titles.
    let width = max(10, min(66, state.size.width - 21))
    func row(_ title: String, _ text: String) {
        guard !text.isEmpty else { return }
        for (index, line) in text.wrapped(to: width).enumerated() {
            let head = index == 0 ? title : ""
            lines.append([
                Span(head + String(repeating: " ", count: max(1, 13 - head.count)), theme[.muted].on(popup)),
                Span(line, theme[.popup]),
            ])
        }
    }
    row("prompt", turn.prompt)
    row("model", turn.settings.model.description)
    row("asked", turn.settings.askedWords)
    row("references", turn.references.map(\.name).joined(separator: ", "))
    if let result = turn.result {
        row("outcome", result.outcome.rawValue + (result.finishReason.map { " (\($0))" } ?? ""))
        for image in result.images {
            row(
                image.role == .final ? "picture" : "draft",
                "\(image.path)  \(image.width)×\(image.height)  \(Format.bytes(image.bytes))")
        }
        row(
            "cost",
            (result.cost.basis == .free
                ? "free" : "\(Format.money(result.cost.amount)) by \(result.cost.basis.rawValue)")
                + (result.cost.pricedOn.map { ", prices of \($0)" } ?? ""))
        let usage = result.usage
        if usage.totalTokens > 0 {
            row(
                "tokens",
                "\(usage.promptTokens) prompt, \(usage.imageTokens) image, \(usage.textTokens) text, \(usage.thoughtTokens) thought"
            )
        }
        row(
            "time",
            "\(Format.seconds(result.elapsedSeconds)), \(result.attempts) attempt\(result.attempts == 1 ? "" : "s")")
        row("notes", result.notes.joined(separator: "\n"))
        row("words", result.text)
        row("thought", result.thought)
        if let failure = result.failure {
            row("failure", "\(failure.kind.rawValue): \(failure.message)")
            row("advice", failure.advice)
        }
    }
    row("turn", turn.id.rawValue)
    return lines
}
