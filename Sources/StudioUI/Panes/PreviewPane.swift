import FoundationEssentials
import Screen
import StudioCore

/// The picture, as large as it fits; or what is known while there is none.
func renderPreview(_ state: StudioState, _ theme: Theme, _ layout: StudioLayout, _ frame: inout Frame) {
    let isFocused = state.focus == .preview && state.popups.isEmpty || state.drawing != nil
    let turn = state.selectedTurn
    let variants = turn?.finals.count ?? 0
    let badge =
        variants > 1 ? "variant \((turn.flatMap { state.preview.variants[$0.id] } ?? 0) + 1) of \(variants)  [ ]" : ""
    Box.pane("Preview", badge: badge, isFocused: isFocused, theme: theme).draw(in: &frame, layout.preview)
    // Where a region is drawn the picture is what matters.
    if let turn, let failure = turn.result?.failure, turn.finals.isEmpty, state.shownRegion == nil {
        renderFailure(failure, turn, state, theme, layout.preview.inset(3, layout.preview.height < 16 ? 1 : 2), &frame)
        return
    }
    var area = layout.picture
    if let turn, let progress = state.running[turn.id] {
        let lines = thoughtLines(
            progress, width: area.width - 4, most: state.shownPicture == nil ? area.height - 4 : min(3, area.height / 5)
        )
        if state.shownPicture == nil {
            renderWaiting(turn, lines, state, theme, area, &frame)
        } else {
            area = Rect(x: area.x, y: area.y, width: area.width, height: area.height - lines.count)
            for (index, line) in lines.enumerated() {
                frame.write(
                    line, x: area.x + 2, y: area.maxY + index, style: theme[.muted].with(.italic),
                    limit: layout.preview.inset(1, 1))
            }
        }
    }
    if let shown = state.shownPicture {
        frame.place(shown.id, in: area, style: theme[.text])
        renderCaption(shown, state, theme, layout, &frame)
    } else if turn == nil {
        Welcome.render(state, theme, area, &frame)
    } else if let turn, state.running[turn.id] == nil {
        let words = "This turn was not finished: the program ended before its answer came. r asks again."
        for (index, line) in words.wrapped(to: area.width - 6).enumerated() {
            frame.write(line, x: area.x + 3, y: area.y + 2 + index, style: theme[.warning], limit: area)
        }
    }
}

/// The last lines of what the model thinks.
private func thoughtLines(_ progress: TurnProgress, width: Int, most: Int) -> [String] {
    let text = (progress.thought.isEmpty ? progress.text : progress.thought).filter { $0 != "*" }
    let lines = text.wrapped(to: max(10, width)).filter { !$0.allSatisfy(\.isWhitespace) }
    return lines.suffix(max(0, most)).map { $0 }
}

private func renderWaiting(
    _ turn: Turn, _ lines: [String], _ state: StudioState, _ theme: Theme, _ area: Rect, _ frame: inout Frame
) {
    let top = area.y + max(1, (area.height - lines.count - 2) / 2)
    let words = turn.prompt.split(whereSeparator: \.isNewline).joined(separator: " ").truncated(to: area.width - 8)
    frame.write(
        "“\(words)”", x: area.x + max(2, (area.width - words.displayWidth - 2) / 2), y: top, style: theme[.title],
        limit: area)
    for (index, line) in lines.enumerated() {
        frame.write(
            line, x: area.x + max(2, (area.width - line.displayWidth) / 2), y: top + 2 + index,
            style: theme[.muted].with(.italic), limit: area)
    }
}

/// One line under the picture: what it is, and whether it is what was asked for.
private func renderCaption(
    _ shown: ShownPicture, _ state: StudioState, _ theme: Theme, _ layout: StudioLayout, _ frame: inout Frame
) {
    let inner = layout.preview.inset(2, 1)
    let y = layout.preview.maxY - 2
    var spans: [Span] = []
    switch shown {
    case .asset(let asset, let id):
        let turn = state.tree[id]
        let size = asset.width > 0 ? "\(asset.width)×\(asset.height)" : "size unknown"
        spans.append(Span(size, theme[.muted]))
        spans.append(Span("  " + Format.bytes(asset.bytes), theme[.faint]))
        if let turn, let model = state.settings.catalogue[turn.settings.model] {
            spans.append(
                Span("  \(model.name)" + (model.price == nil ? model.note.map { " (\($0))" } ?? "" : ""), theme[.faint])
            )
        }
        if let region = state.shownRegion {
            let isLocked = state.drawing?.isLocked ?? (state.settings.current.lockOutside == true)
            spans = [
                Span(
                    "\(isLocked ? "locked region" : "region") \(region.width)×\(region.height) at \(region.x),\(region.y)",
                    theme[.accent]), Span(isLocked ? "" : "  the rest may change", theme[.muted]),
            ]
        } else if id != state.tree.selected, let turn {
            spans.append(Span("  before: “\(turn.prompt.truncated(to: 30))”", theme[.faint]))
        }
    case .draft: spans.append(Span("draft", theme[.running]))
    }
    let width = min(inner.width, spans.reduce(0) { $0 + $1.text.displayWidth })
    frame.write(spans, x: inner.x + (inner.width - width) / 2, y: y, in: inner)
}
