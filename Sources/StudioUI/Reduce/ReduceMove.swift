import Screen
import StudioCore

/// h j k l and their kin in whatever pane has the focus.
func move(_ state: inout StudioState, _ command: Command) -> [Effect] {
    if state.context == .region {
        reduceRegionCommand(&state, command)
        return []
    }
    if state.compare != nil { return moveInCompare(&state, command) }
    if state.gallery != nil { return moveInGallery(&state, command) }
    switch state.focus {
    case .prompt: return []
    case .history: return moveInHistory(&state, command)
    case .preview:
        switch command {
        case .left where (state.selectedTurn?.finals.count ?? 0) > 1:
            return reduceCommand(&state, CommandCall(.previousVariant))
        case .right where (state.selectedTurn?.finals.count ?? 0) > 1:
            return reduceCommand(&state, CommandCall(.nextVariant))
        default: return moveInHistory(&state, command)
        }
    case .settings:
        moveInSettings(&state, command)
        return []
    }
}

func moveInHistory(_ state: inout StudioState, _ command: Command) -> [Effect] {
    let rows = state.tree.rows
    guard !rows.isEmpty else { return [] }
    let index = rows.firstIndex { $0.id == state.tree.selected }
    let page = max(1, StudioLayout(size: state.size).history.height - 3)
    let target: Int?
    switch command {
    case .up: target = index.map { $0 - 1 } ?? rows.count - 1
    case .down: target = index.map { $0 + 1 } ?? 0
    case .first: target = 0
    case .last: target = rows.count - 1
    case .pageUp: target = max(0, (index ?? 0) - page)
    case .pageDown: target = min(rows.count - 1, (index ?? 0) + page)
    case .left:
        let parent = state.selectedTurn?.parent
        target = rows.firstIndex { $0.id == parent }
    case .right:
        let child = state.tree.selected.flatMap { state.tree.children(of: $0).last }
        target = rows.firstIndex { $0.id == child }
    default: target = nil
    }
    guard let target, rows.indices.contains(target), target != index else { return [] }
    return goTo(&state, rows[target].id)
}

/// The screen follows at once; the engine writes it down.
func goTo(_ state: inout StudioState, _ id: TurnID) -> [Effect] {
    state.tree.apply(.selected(id))
    state.notice = nil
    keepSelectionInView(&state)
    return [.select(id)]
}

func keepSelectionInView(_ state: inout StudioState) {
    let height = max(1, StudioLayout(size: state.size).history.height - 2)
    let rows = state.tree.rows
    guard let index = rows.firstIndex(where: { $0.id == state.tree.selected }) else {
        state.history.scroll = max(0, min(state.history.scroll, rows.count - height))
        return
    }
    if index < state.history.scroll { state.history.scroll = index }
    if index >= state.history.scroll + height { state.history.scroll = index - height + 1 }
    state.history.scroll = max(0, min(state.history.scroll, max(0, rows.count - height)))
}

private func moveInSettings(_ state: inout StudioState, _ command: Command) {
    let rows = SettingsRow.allCases
    let index = rows.firstIndex(of: state.settings.row) ?? 0
    switch command {
    case .up: state.settings.row = rows[max(0, index - 1)]
    case .down: state.settings.row = rows[min(rows.count - 1, index + 1)]
    case .first: state.settings.row = rows[0]
    case .last: state.settings.row = rows[rows.count - 1]
    case .left, .right:
        let row = state.settings.row
        if let reason = row.command.disabledReason(state) ?? state.settings.step(row, by: command == .left ? -1 : 1) {
            state.notice = Notice(.warning, "\(row.title): \(reason)")
        } else {
            state.notice = nil
        }
    default: break
    }
}

/// `/` asks for a text and goes to the next turn that has it, in prompt, model or outcome.
func search(_ state: inout StudioState, _ call: CommandCall) -> [Effect] {
    if call.command == .search {
        guard let text = call.argument else {
            state.popups.append(
                .entry(EntryState(title: "Search", hint: "part of a prompt or a model's name", command: .search)))
            return []
        }
        state.history.search = text
    }
    let rows = state.tree.rows
    let start = rows.firstIndex { $0.id == state.tree.selected } ?? -1
    let step = call.command == .searchPrevious ? -1 : 1
    let words = state.history.search.lowercased()
    for offset in 1...max(1, rows.count) {
        let index = ((start + step * offset) % rows.count + rows.count) % rows.count
        guard let turn = state.tree[rows[index].id] else { continue }
        if turn.prompt.lowercased().contains(words) || turn.settings.model.description.contains(words) {
            return goTo(&state, turn.id)
        }
    }
    state.notice = Notice(.warning, "no turn has “\(state.history.search)”")
    return []
}
