import Screen
import StudioCore

/// Keys, pastes and the mouse.
func reduceInput(_ state: inout StudioState, _ event: InputEvent) -> [Effect] {
    switch event {
    case .key(let chord): return reduceKey(&state, chord)
    case .paste(let text):
        // Text, whatever it holds: newlines do not send, keys in it do nothing.
        if state.popups.isEmpty || state.drawing != nil && state.popups.count == 1 {
            state.focus = .prompt
            state.prompt.buffer.insert(text)
        } else {
            editPopupText(&state) { $0.insert(text.split(whereSeparator: \.isNewline).joined(separator: " ")) }
        }
    case .mouse(let mouse): return reduceMouse(&state, mouse)
    case .resize(let size):
        state.size = size
        keepSelectionInView(&state)
        return galleryChanged(&state)
    case .redraw: return [.redraw]
    }
    return []
}

private func reduceKey(_ state: inout StudioState, _ chord: KeyChord) -> [Effect] {
    if let popup = state.popups.last {
        if !popup.fillsTheScreen, state.context != .region { state.pendingKeys = [] }
        return reducePopupKey(&state, chord)
    }
    let context = state.focus.context
    let keys = state.pendingKeys + [chord]
    // In the editor what can be typed is typed: only chords with a modifier are commands there.
    if context == .prompt, state.pendingKeys.isEmpty, chord.isTyping {
        state.prompt.recall = nil
        state.notice = nil
        _ = state.prompt.buffer.handle(chord, columns: StudioLayout(size: state.size).prompt.width - 4)
        return []
    }
    switch state.keymap.lookup(keys, in: context) {
    case .command(let call):
        state.pendingKeys = []
        return reduceCommand(&state, call)
    case .prefix: state.pendingKeys = keys
    case .none:
        let wasPending = !state.pendingKeys.isEmpty
        state.pendingKeys = []
        if context == .prompt {
            _ = state.prompt.buffer.handle(chord, columns: StudioLayout(size: state.size).prompt.width - 4)
        } else if wasPending {
            return reduceKey(&state, chord)
        } else if chord.isTyping, case .character(let character) = chord.key, character.isLetter || character.isNumber {
            // A hand that types words wants the editor; say how to get there rather than eat the letter.
            state.notice = Notice(.info, "“\(character)” does nothing here · Tab goes to the prompt · ? shows the keys")
        }
    }
    return []
}

extension Pane {
    package var context: CommandContext {
        switch self {
        case .prompt: .prompt
        case .history: .history
        case .preview: .preview
        case .settings: .settings
        }
    }
}

extension KeyChord {
    /// A key that puts a character into text.
    var isTyping: Bool {
        guard case .character = key else { return false }
        return modifiers.isEmpty || modifiers == .shift
    }
}

/// A click gives a pane the focus and selects what it hit; the wheel moves the selection.
private func reduceMouse(_ state: inout StudioState, _ mouse: MouseEvent) -> [Effect] {
    if state.compare != nil { return [] }
    if state.gallery != nil { return galleryMouse(&state, mouse) }
    if regionMouse(&state, mouse) { return [] }
    let layout = StudioLayout(size: state.size)
    guard let pane = layout.pane(x: mouse.x, y: mouse.y), state.popups.isEmpty else { return [] }
    switch mouse.kind {
    case .press:
        state.focus = pane
        if pane == .history {
            let rows = state.tree.rows
            let index = state.history.scroll + mouse.y - layout.history.y - 1
            if rows.indices.contains(index), rows[index].id != state.tree.selected {
                return goTo(&state, rows[index].id)
            }
        }
        if pane == .settings, let row = layout.settingsRow(at: mouse.y) {
            if state.settings.row == row { return reduceCommand(&state, CommandCall(row.command)) }
            state.settings.row = row
        }
    case .scrollUp, .scrollDown:
        let command: Command = mouse.kind == .scrollUp ? .up : .down
        if pane == .history || pane == .preview { return moveInHistory(&state, command) }
    case .release, .drag: break
    }
    return []
}
