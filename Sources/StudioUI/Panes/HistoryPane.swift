import FoundationEssentials
import Screen
import StudioCore

/// The tree of turns: one line each, forks indented, the selected one marked.
func renderHistory(_ state: StudioState, _ theme: Theme, _ rect: Rect, _ frame: inout Frame) {
    let rows = state.tree.rows
    let isFocused = isFocused(state)
    let position = rows.firstIndex { $0.id == state.tree.selected }.map { "\($0 + 1)/\(rows.count)" } ?? ""
    let inner = Box.pane("History", badge: position, isFocused: isFocused, theme: theme).draw(in: &frame, rect)
    if rows.isEmpty {
        frame.write(
            "no turns yet".truncated(to: inner.width - 1), x: inner.x + 1, y: inner.y, style: theme[.placeholder])
        return
    }
    for (y, row) in visibleRows(state, inner) { renderRow(row, state, theme, inner, y, &frame) }
    ScrollBar.draw(
        in: &frame, x: rect.maxX - 1, rect: inner, first: state.history.scroll, count: rows.count,
        style: theme[isFocused ? .borderFocused : .muted])
}

/// The lines of turns that run, anew: their clocks move.
func renderRunningTurns(_ state: StudioState, _ theme: Theme, _ rect: Rect, _ frame: inout Frame) {
    let inner = rect.inset(1, 1)
    for (y, row) in visibleRows(state, inner) where state.running[row.id] != nil {
        frame.fill(Rect(x: inner.x, y: y, width: inner.width, height: 1), theme[.text])
        renderRow(row, state, theme, inner, y, &frame)
    }
}

private func visibleRows(_ state: StudioState, _ inner: Rect) -> some Sequence<(Int, HistoryRow)> {
    zip(inner.y..., state.tree.rows.dropFirst(state.history.scroll).prefix(inner.height))
}

private func renderRow(
    _ row: HistoryRow, _ state: StudioState, _ theme: Theme, _ inner: Rect, _ y: Int, _ frame: inout Frame
) {
    guard let turn = state.tree[row.id] else { return }
    let line = Rect(x: inner.x, y: y, width: inner.width, height: 1)
    let isSelected = row.id == state.tree.selected
    let selection = theme[isFocused(state) ? .selection : .selectionInactive]
    if isSelected { frame.fill(line, selection) }
    func styled(_ role: Role) -> Style {
        guard isSelected else { return theme[role] }
        var style = theme[role]
        style.background = selection.background
        style.attributes.formUnion(selection.attributes)
        return style
    }
    let mark = TurnMark(turn, progress: state.running[turn.id], now: state.now)
    let tail = [Span(mark.tail, styled(.muted))]
    let tailWidth = mark.tail.displayWidth
    let text = turn.prompt.split(whereSeparator: \.isNewline).joined(separator: " ")
    let room = line.width - (tailWidth > 0 ? tailWidth + 1 : 0)
    let left = Rect(x: line.x, y: line.y, width: room, height: 1)
    frame.write(
        [
            Span(rails(row, most: inner.width / 2), styled(.faint)), Span(mark.glyph + " ", styled(mark.role)),
            Span(text, isSelected ? selection : theme[turn.finals.isEmpty && turn.result != nil ? .muted : .text]),
        ], x: left.x, y: left.y, in: left)
    frame.writeRight(tail, y: line.y, in: line)
}

private func isFocused(_ state: StudioState) -> Bool { state.focus == .history && state.popups.isEmpty }

/// The lines that lead to a row: `│ ╰ `.
private func rails(_ row: HistoryRow, most: Int) -> String {
    var text = ""
    for (index, goesOn) in row.rails.enumerated() {
        let isOwn = index == row.rails.count - 1
        if isOwn && row.startsBranch {
            text += row.isLastFork ? "╰ " : "├ "
        } else {
            text += goesOn ? "│ " : "  "
        }
    }
    return text.count > most ? "…" + text.suffix(most - 1) : text
}

/// What a turn's line says beside its prompt.
struct TurnMark: Hashable {
    var glyph: String
    var role: Role
    /// At the right edge: time while it runs, what it cost afterwards.
    var tail: String

    init(_ turn: Turn, progress: TurnProgress?, now: Date) {
        if progress != nil {
            let seconds = max(0, now.timeIntervalSince(turn.startedAt))
            self.init(
                glyph: ProgressBar.spinner(Int(saturating: seconds * 8)), role: .running, tail: Format.seconds(seconds))
            return
        }
        guard let result = turn.result else {
            self.init(glyph: "!", role: .warning, tail: "unfinished")
            return
        }
        let variants = turn.finals.count > 1 ? "×\(turn.finals.count) " : ""
        let cost = result.cost.amount > 0 ? Format.money(result.cost.amount) : ""
        switch result.outcome {
        case .completed: self.init(glyph: "●", role: .success, tail: variants + cost)
        case .rejected: self.init(glyph: "⊘", role: .warning, tail: cost)
        case .failed: self.init(glyph: "✗", role: .danger, tail: cost)
        case .cancelled: self.init(glyph: "○", role: .faint, tail: cost)
        case .interrupted: self.init(glyph: "!", role: .warning, tail: cost)
        }
    }

    private init(glyph: String, role: Role, tail: String) {
        self.glyph = glyph
        self.role = role
        self.tail = tail
    }
}
