import FoundationEssentials
import Screen
import StudioCore

/// Where the tiles of a comparison are.
struct CompareLayout: Hashable {
    var tiles: [Rect]
    var header: Rect
    var status: Rect
    var hints: Rect

    init(size: Size, count: Int) {
        header = Rect(x: 0, y: 0, width: size.width, height: 1)
        status = Rect(x: 0, y: size.height - 2, width: size.width, height: 1)
        hints = Rect(x: 0, y: size.height - 1, width: size.width, height: 1)
        let area = Rect(x: 0, y: 1, width: size.width, height: size.height - 3)
        // Three and four are two lines where there is more height than width for a picture (cells are twice as high).
        let isWide = area.width >= area.height * 2 * count / 2
        let columns = count <= 2 ? count : isWide ? count : 2
        let rows = max(1, (count + columns - 1) / max(1, columns))
        tiles = (0..<count).map { index in
            let (column, row) = (index % columns, index / columns)
            let (left, right) = (area.width * column / columns, area.width * (column + 1) / columns)
            let (top, bottom) = (area.height * row / rows, area.height * (row + 1) / rows)
            return Rect(x: area.x + left, y: area.y + top, width: right - left, height: bottom - top)
        }
    }
}

/// Two to four pictures beside one another, blinking, wiped over or as their difference.
func renderCompare(_ compare: CompareState, _ state: StudioState, _ theme: Theme, _ frame: inout Frame) {
    frame.fill(frame.bounds, theme[.text])
    frame.cursor = nil
    let isSide = compare.mode == .side
    let layout = CompareLayout(size: state.size, count: isSide ? compare.items.count : 1)
    renderCompareHeader(compare, state, theme, layout.header, &frame)
    for (index, picture) in state.compared.enumerated() where layout.tiles.indices.contains(index) {
        let number = isSide ? index : compare.current
        renderTile(number, picture, compare, state, theme, layout.tiles[index], &frame)
    }
    renderCompareStatus(compare, state, theme, layout.status, &frame)
    let hints = compareHints(compare, state)
    frame.write(
        KeyHints.spans(hints, width: layout.hints.width - 1, theme: theme), x: layout.hints.x + 1, y: layout.hints.y,
        in: layout.hints)
}

private func renderCompareHeader(
    _ compare: CompareState, _ state: StudioState, _ theme: Theme, _ rect: Rect, _ frame: inout Frame
) {
    renderScreenTitle("compare", state, theme, rect, &frame)
    var words: [String] = []
    if compare.isBlind { words.append(compare.isDecided ? "blind, decided" : "blind") }
    switch compare.mode {
    case .side: break
    case .blink: words.append("blink")
    case .wipe: words.append("\(compare.current + 1) | \(compare.other + 1)  wipe \(compare.wipe) %")
    case .difference: words.append("difference of \(compare.current + 1) and \(compare.other + 1)")
    }
    if !compare.window.isWhole { words.append("×\(Format.decimal(compare.window.zoom, 1))") }
    frame.writeRight([Span(words.joined(separator: "  ·  ") + " ", theme[.muted])], y: rect.y, in: rect)
}

private func renderTile(
    _ number: Int, _ picture: ComparedPicture?, _ compare: CompareState, _ state: StudioState, _ theme: Theme,
    _ rect: Rect, _ frame: inout Frame
) {
    guard compare.items.indices.contains(number) else { return }
    let facts = ComparedFacts(compare.items[number], state)
    let isCurrent = number == compare.current && compare.mode == .side
    let title = compare.isOpen ? "\(number + 1)  \(facts.title)" : "\(number + 1)"
    let badge = compare.winner == number ? "★ winner" : ""
    let inner = Box.pane(title, badge: badge, isFocused: isCurrent, theme: theme).draw(in: &frame, rect)
    guard inner.height > 2 else { return }
    let area = Rect(x: inner.x, y: inner.y, width: inner.width, height: inner.height - 1)
    if let picture {
        frame.place(picture.id, in: area, style: theme[.text])
    } else {
        for (index, line) in facts.instead.wrapped(to: max(1, area.width - 4)).enumerated() where index < area.height {
            frame.write(
                line, x: area.x + 2, y: area.y + area.height / 3 + index,
                style: theme[facts.isTrouble ? .warning : .muted], limit: area)
        }
    }
    // What a picture cost tells who made it.
    let lines = compare.isOpen ? facts.lines : [facts.blindLine]
    let line = lines.first { $0.displayWidth <= inner.width - 2 } ?? lines.last ?? ""
    let x = inner.x + max(1, (inner.width - line.displayWidth) / 2)
    frame.write(line, x: x, y: inner.maxY - 1, style: theme[.muted], limit: inner)
}

/// What is said of one of the pictures.
struct ComparedFacts: Hashable {
    var title = ""
    /// Under the picture: the first that fits.
    var lines: [String] = []
    var blindLine = ""
    /// Size, time and cost, whatever room there is.
    var summary = ""
    /// In its place while there is none.
    var instead = ""
    var isTrouble = false
    var model = ""
    var modelName = ""
    var cost: Double?
    /// Who stands when a vote is cast; nil where nobody knows which model made it.
    var entrant: Vote.Entrant?

    init(_ item: CompareState.Item, _ state: StudioState) {
        switch item {
        case .turn(let id, let variant): read(id, variant, state)
        case .picture(let picture):
            model = picture.model
            if let turn = picture.turn, let reference = ModelReference(picture.model) {
                entrant = Vote.Entrant(
                    turn: turn, model: reference, cost: Cost(amount: picture.cost, basis: .table))
            }
            title = picture.prompt.isEmpty ? picture.path : picture.prompt.oneLine
            cost = picture.cost > 0 ? picture.cost : nil
            blindLine = picture.width > 0 ? "\(picture.width)×\(picture.height)" : ""
            let facts = state.compare?.facts[picture.path]
            let price = cost.map(Format.money) ?? ""
            let time = facts?.seconds.map(Format.seconds) ?? ""
            let asked = facts?.asked ?? ""
            let full = blindLine + (asked.isEmpty ? "" : " (asked \(asked))")
            let model = name(picture.model, state)
            summary = [full, time, price].joinedFacts
            lines = [
                [full, model, time, price].joinedFacts, [blindLine, model, time, price].joinedFacts,
                [blindLine, model].joinedFacts, blindLine,
            ]
            instead = "the picture is gone"
        case .waiting(let reference):
            model = reference.description
            title = name(model, state)
            instead = "on its way …"
        }
        modelName = name(model, state)
    }

    private mutating func read(_ id: TurnID, _ variant: Int, _ state: StudioState) {
        guard let turn = state.tree[id] else {
            instead = "this turn is not here any more"
            return
        }
        model = turn.settings.model.description
        entrant = turn.result.map { Vote.Entrant(turn: id, model: turn.settings.model, cost: $0.cost) }
        title = name(model, state)
        if turn.finals.count > 1 { title += "  variant \(variant + 1)" }
        if let progress = state.running[id] {
            let seconds = max(0, state.now.timeIntervalSince(turn.startedAt))
            instead = "\(progress.phase.title) …"
            blindLine = "\(instead) \(Format.seconds(seconds))"
            lines = [blindLine]
            return
        }
        guard let result = turn.result else { return instead = "not finished" }
        if let failure = result.failure {
            isTrouble = true
            instead = "\(result.outcome.rawValue): \(failure.message)"
        }
        let asset = turn.finals.first { $0.variant == variant } ?? turn.finals.first
        let got = asset.map { "\($0.width)×\($0.height)" } ?? ""
        let asked = [turn.settings.size?.rawValue, turn.settings.aspect?.description].compactMap(\.self)
        cost = result.cost.basis == .unknown ? nil : result.cost.amount / Double(max(1, turn.finals.count))
        let price = result.cost.basis == .free ? "free" : cost.map(Format.money) ?? "cost unknown"
        blindLine = got
        let time = Format.seconds(result.elapsedSeconds)
        let full = got + (asked.isEmpty ? "" : " (asked \(asked.joined(separator: " ")))")
        summary = [full, time, price].joinedFacts
        lines = [summary, [got, time, price].joinedFacts, [time, price].joinedFacts, price]
    }

    /// With its provider where another one of that name is compared too: the same model through two providers.
    private func name(_ model: String, _ state: StudioState) -> String {
        func known(_ model: String) -> String? {
            state.settings.catalogue.models.first { $0.reference.description == model }?.name
        }
        guard let name = known(model) else { return model }
        let others = (state.compare?.items ?? []).map { $0.model(in: state) }
        return others.contains { $0 != model && known($0) == name } ? model : name
    }
}

extension CompareState.Item {
    /// `provider/model`; empty where nobody knows.
    fileprivate func model(in state: StudioState) -> String {
        switch self {
        case .turn(let id, _): state.tree[id]?.settings.model.description ?? ""
        case .picture(let picture): picture.model
        case .waiting(let reference): reference.description
        }
    }
}

extension [String] {
    fileprivate var joinedFacts: String { filter { !$0.isEmpty }.joined(separator: "  ·  ") }
}

private func renderCompareStatus(
    _ compare: CompareState, _ state: StudioState, _ theme: Theme, _ rect: Rect, _ frame: inout Frame
) {
    let line = rect.inset(1, 0)
    if let notice = state.notice {
        renderWhole(notice.text, theme[notice.level.role], theme, line, &frame)
    } else if compare.isBlind, compare.isDecided, let words = verdict(compare, state) {
        frame.write(words, x: line.x, y: line.y, style: theme[.success], limit: line)
    } else if !compare.metrics.isEmpty {
        let pair = compare.items.count > 2 ? ["\(compare.current + 1) and \(compare.other + 1)"] : []
        frame.write(
            (pair + compare.metrics).joined(separator: "  ·  "), x: line.x, y: line.y, style: theme[.muted], limit: line
        )
    } else if compare.isBlind, !compare.isDecided {
        frame.write(
            "Which is better? Its number decides; 0 if none is.", x: line.x, y: line.y, style: theme[.accent],
            limit: line)
    }
}

/// Where the models stand after the vote that was just cast.
private func verdict(_ compare: CompareState, _ state: StudioState) -> String? {
    guard let standings = compare.standings else { return nil }
    let facts = compare.items.map { ComparedFacts($0, state) }
    let places = standings.all.filter { standing in facts.contains { $0.model == standing.model.description } }
    guard !places.isEmpty else { return nil }
    let words = places.map { standing in
        let name = facts.first { $0.model == standing.model.description }?.modelName ?? ""
        return "\(name) \(Int(saturating: standing.rating))"
    }
    return "voted  ·  " + words.joined(separator: "  ·  ") + "  ·  i tells more"
}

private func compareHints(_ compare: CompareState, _ state: StudioState) -> [(keys: String, words: String)] {
    let commands: [Command] = [
        .keepWinner, .sideBySide, .blink, .wipe, .difference, .swap, .zoomIn, .zoomOut, .blind, .tag, .details, .help,
    ]
    let numbers = "1–\(compare.items.count)"
    return [("Esc", "back"), (numbers, compare.isBlind && !compare.isDecided ? "the better one" : "choose")]
        + commands.filter { $0.disabledReason(state) == nil }.compactMap { command in
            state.keymap.keys(for: command, in: .compare).first.map { ($0.prettyKeys, command.info.title.lowercased()) }
        }
}
