import Screen
import StudioCore

/// The gallery: a grid of pictures, what is looked for, and what is known of the selected one.
func renderGallery(_ gallery: GalleryState, _ state: StudioState, _ theme: Theme, _ frame: inout Frame) {
    let layout = GalleryLayout(size: state.size, zoom: gallery.zoom, details: gallery.details)
    frame.fill(frame.bounds, theme[.text])
    frame.cursor = nil
    renderGalleryHeader(gallery, state, theme, layout, &frame)
    renderGalleryField(gallery, state, theme, layout, &frame)
    if gallery.isLarge, let picture = gallery.current {
        renderLarge(picture, theme, layout, &frame)
    } else {
        renderGrid(gallery, theme, layout, &frame)
    }
    if let rect = layout.details { renderPictureDetails(gallery, state, theme, rect, &frame) }
    renderGalleryStatus(gallery, state, theme, layout, &frame)
    renderGalleryHints(gallery, state, theme, layout.hints, &frame)
}

private func renderGalleryHeader(
    _ gallery: GalleryState, _ state: StudioState, _ theme: Theme, _ layout: GalleryLayout, _ frame: inout Frame
) {
    renderScreenTitle("gallery", state, theme, layout.header, &frame)
    var right: [Span] = []
    if !gallery.marked.isEmpty { right.append(Span("\(gallery.marked.count) marked  ·  ", theme[.accent])) }
    if let count = gallery.count {
        right.append(Span(count == 1 ? "1 picture " : "\(count) pictures ", theme[.muted]))
    } else {
        right.append(Span("looking … ", theme[.faint]))
    }
    frame.writeRight(right, y: layout.header.y, in: layout.header)
}

/// The name of a screen that fills the terminal, and what must be on every screen.
func renderScreenTitle(
    _ title: String, _ state: StudioState, _ theme: Theme, _ rect: Rect, _ frame: inout Frame
) {
    var spans = [Span(" ◆ ", theme[.accent]), Span("easel", theme[.title]), Span("  \(title)  ", theme[.text])]
    if let warning = unencryptedWarning(state) {
        spans.append(Span(warning.truncated(to: rect.width / 2), theme[.warning].with(.bold)))
    }
    frame.write(spans, x: rect.x, y: rect.y, in: rect)
}

private func renderGalleryField(
    _ gallery: GalleryState, _ state: StudioState, _ theme: Theme, _ layout: GalleryLayout, _ frame: inout Frame
) {
    let rect = layout.field
    frame.write("/ ", x: rect.x, y: rect.y, style: theme[gallery.isTyping ? .accent : .key], limit: rect)
    let room = Rect(x: rect.x + 2, y: rect.y, width: rect.width - 2, height: 1)
    if gallery.query.isEmpty {
        let words =
            "all pictures · words, model:, session:, tag:, date:2026-11, ratio:16:9, cost:>0.1, rating:>=3, is:starred"
        frame.write(
            words.truncated(to: room.width), x: room.x, y: room.y, style: theme[.placeholder], limit: room)
    }
    let typed = TextField(gallery.query, width: room.width)
    frame.write(typed.text, x: room.x, y: room.y, style: theme[.text], limit: room)
    if gallery.isTyping, isOnTop(state) { frame.cursor = Frame.Cursor(x: room.x + typed.cursorX, y: room.y) }
}

private func isOnTop(_ state: StudioState) -> Bool {
    if case .gallery? = state.popups.last { return true }
    return false
}

private func renderGrid(_ gallery: GalleryState, _ theme: Theme, _ layout: GalleryLayout, _ frame: inout Frame) {
    if gallery.count == 0 {
        let words =
            gallery.problem != nil
            ? "" : gallery.query.isEmpty ? "No pictures yet: every picture you make appears here." : "Nothing is found."
        frame.write(
            words, x: layout.grid.x + 1, y: layout.grid.y, style: theme[.placeholder], limit: layout.grid)
        return
    }
    for row in 0..<layout.rows {
        for column in 0..<layout.columns {
            let index = (gallery.scroll + row) * layout.columns + column
            guard index < gallery.count ?? 0 else { continue }
            let tile = layout.tile(row: row, column: column)
            let isSelected = index == gallery.selected
            if isSelected { frame.fill(tile, theme[.selection]) }
            guard let picture = gallery[index] else {
                frame.write("…", x: tile.x + tile.width / 2, y: tile.y + tile.height / 2, style: theme[.faint])
                continue
            }
            renderTile(
                picture, isSelected: isSelected, isMarked: gallery.marked.contains(picture.path), theme, tile, &frame)
        }
    }
}

private func renderTile(
    _ picture: GalleryPicture, isSelected: Bool, isMarked: Bool, _ theme: Theme, _ tile: Rect, _ frame: inout Frame
) {
    let base = isSelected ? theme[.selection] : theme[.text]
    let area = Rect(x: tile.x, y: tile.y, width: tile.width, height: tile.height - 1)
    if picture.isMissing {
        let words = "the picture is gone"
        frame.write(
            words, x: area.x + max(0, (area.width - words.count) / 2), y: area.y + area.height / 2,
            style: isSelected ? base : theme[.warning], limit: area)
    } else {
        frame.place(picture.id, in: area, style: base)
    }
    let line = Rect(x: tile.x, y: tile.maxY - 1, width: tile.width, height: 1)
    var spans: [Span] = []
    func mark(_ text: String, _ role: Role) { spans.append(Span(text, isSelected ? base : theme[role])) }
    if isMarked { mark("✓ ", .accent) }
    if picture.isStarred { mark("★ ", .warning) }
    if picture.rating > 0 { mark("\(picture.rating) ", .warning) }
    if picture.isDraft { mark("draft ", .faint) }
    let name = picture.prompt.isEmpty ? picture.path.split(separator: "/").last.map(String.init) ?? "" : picture.prompt
    spans.append(Span(name.oneLine, isSelected ? base : theme[.muted]))
    frame.write(spans, x: line.x, y: line.y, in: line)
}

private func renderLarge(_ picture: GalleryPicture, _ theme: Theme, _ layout: GalleryLayout, _ frame: inout Frame) {
    if picture.isMissing {
        frame.write(
            "The picture is gone; its sidecar is here.", x: layout.grid.x, y: layout.grid.y, style: theme[.warning])
    } else {
        frame.place(picture.id, in: layout.grid, style: theme[.text])
    }
}

private func renderPictureDetails(
    _ gallery: GalleryState, _ state: StudioState, _ theme: Theme, _ rect: Rect, _ frame: inout Frame
) {
    let inner = Box.pane("Picture", isFocused: false, theme: theme).draw(in: &frame, rect).inset(1, 0)
    guard let picture = gallery.current else { return }
    var y = inner.y
    let facts = gallery.facts.flatMap { $0.path == picture.path ? $0 : nil }
    for row in pictureRows(picture, facts, state) where !row.text.isEmpty {
        // A long prompt leaves room for the rest.
        let most = row.title == "prompt" || row.title == "note" ? max(3, inner.height / 3) : inner.height
        var lines = row.text.wrapped(to: inner.width - 9)
        if lines.count > most {
            lines = Array(lines.prefix(most))
            lines[most - 1] = lines[most - 1].truncated(to: inner.width - 11) + " …"
        }
        for (index, line) in lines.enumerated() where y < inner.maxY {
            if index == 0 { frame.write(row.title, x: inner.x, y: y, style: theme[.muted], limit: inner) }
            frame.write(line, x: inner.x + 9, y: y, style: theme[row.role], limit: inner)
            y += 1
        }
    }
}

/// What is known of a picture, line by line.
private func pictureRows(
    _ picture: GalleryPicture, _ facts: PictureFacts?, _ state: StudioState
) -> [(title: String, text: String, role: Role)] {
    let stars = picture.rating > 0 ? String(repeating: "★", count: picture.rating) : ""
    let model = state.settings.catalogue.models.first { $0.reference.description == picture.model }
    let lost = [
        picture.isDraft ? "a draft" : "", picture.isMissing ? "gone" : "", picture.isTrashed ? "in the trash" : "",
    ]
    return [
        ("prompt", picture.prompt, .text), ("rating", stars + (picture.isStarred ? "  ★ starred" : ""), .warning),
        ("tags", picture.tags.joined(separator: ", "), .accent), ("note", picture.note, .text),
        ("is", lost.filter { !$0.isEmpty }.joined(separator: ", "), .warning),
        ("asked", facts?.asked ?? "", .text),
        ("got", picture.width > 0 ? "\(picture.width)×\(picture.height)  \(Format.bytes(picture.bytes))" : "", .text),
        ("", facts?.notes.joined(separator: "\n") ?? "", .warning),
        ("model", model?.name ?? picture.model, .text), ("made by", facts?.madeWith ?? "", .text),
        ("cost", picture.cost > 0 ? "\(Format.money(picture.cost)) for its turn" : "", .text),
        ("with", facts?.references.joined(separator: ", ") ?? "", .text),
        ("from", facts.map(lineage) ?? "", .muted),
        ("session", picture.session, .text), ("made", picture.made, .text),
        ("C2PA", facts?.hasCredentials == true ? "a mark is present (not checked)" : "", .text),
        ("file", picture.path, .faint),
    ]
}

/// The nearest turns it came from, one a line.
private func lineage(_ facts: PictureFacts) -> String {
    let most = 5
    let more = facts.lineage.count > most ? ["…"] : []
    return (facts.lineage.prefix(most).map { "← " + $0.oneLine.truncated(to: 60) } + more).joined(separator: "\n")
}

private func renderGalleryStatus(
    _ gallery: GalleryState, _ state: StudioState, _ theme: Theme, _ layout: GalleryLayout, _ frame: inout Frame
) {
    let line = layout.status.inset(1, 0)
    if let problem = gallery.problem {
        renderWhole(problem, theme[.danger], theme, line, &frame)
    } else if let notice = state.notice {
        renderWhole(notice.text, theme[notice.level.role], theme, line, &frame)
    } else if let picture = gallery.current {
        let facts = [
            picture.width > 0 ? "\(picture.width)×\(picture.height)" : "", picture.model, picture.session, picture.made,
            picture.tags.map { "#\($0)" }.joined(separator: " "),
        ]
        frame.write(
            facts.filter { !$0.isEmpty }.joined(separator: "  ·  "), x: line.x, y: line.y, style: theme[.muted],
            limit: line)
    }
    if let count = gallery.count, count > 0, gallery.problem == nil, state.notice == nil {
        frame.writeRight([Span("  \(gallery.selected + 1) of \(count) ", theme[.faint])], y: line.y, in: layout.status)
    }
}

/// A message on the line, and where it is longer on lines above: its reason often stands at its end.
func renderWhole(_ text: String, _ style: Style, _ theme: Theme, _ line: Rect, _ frame: inout Frame) {
    let lines = text.oneLine.wrapped(to: line.width).prefix(4)
    for (index, words) in lines.enumerated() {
        let y = line.y - lines.count + 1 + index
        if index < lines.count - 1 {
            frame.fill(Rect(x: line.x - 1, y: y, width: line.width + 2, height: 1), theme[.text])
        }
        frame.write(words, x: line.x, y: y, style: style)
    }
}

extension Notice.Level {
    var role: Role {
        switch self {
        case .info: .muted
        case .success: .success
        case .warning: .warning
        case .danger: .danger
        }
    }
}

private func renderGalleryHints(
    _ gallery: GalleryState, _ state: StudioState, _ theme: Theme, _ rect: Rect, _ frame: inout Frame
) {
    let hints: [(keys: String, words: String)]
    if gallery.isTyping {
        hints = [("Enter", "done"), ("Esc", "all pictures")]
    } else {
        let commands: [Command] = [
            .openTurn, .search, .reuse, .view, .mark, .tag, .star, .trash, .albums, .export, .sheet, .help,
        ]
        hints =
            [("Esc", gallery.isLarge ? "grid" : "studio")]
            + commands.filter { $0.disabledReason(state) == nil }.compactMap { command in
                state.keymap.keys(for: command, in: .gallery).first.map {
                    ($0.prettyKeys, command.info.title.lowercased())
                }
            }
    }
    frame.write(KeyHints.spans(hints, width: rect.width - 1, theme: theme), x: rect.x + 1, y: rect.y, in: rect)
}

extension String {
    /// On one line, whatever it holds.
    package var oneLine: String { split(whereSeparator: \.isNewline).joined(separator: " ") }
}
