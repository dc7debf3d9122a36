import Screen
import StudioCore

/// The keys of the pop-up on top. Esc always closes it, and the key that quits always quits.
func reducePopupKey(_ state: inout StudioState, _ chord: KeyChord) -> [Effect] {
    guard let popup = state.popups.last else { return [] }
    if !chord.isTyping, case .command(let call) = state.keymap.lookup([chord], in: .everywhere), call.command == .quit {
        return reduceCommand(&state, call)
    }
    if chord.key == .escape {
        if case .gallery = popup { return leaveGallery(&state) }
        state.preview.press = nil
        stay(&state)
        return []
    }
    switch popup {
    case .gallery: return galleryKey(&state, chord)
    case .compare: return compareKey(&state, chord)
    case .region: return regionKey(&state, chord)
    case .palette(let palette): return paletteKey(&state, palette, chord)
    case .picker(let picker): return pickerKey(&state, picker, chord)
    case .sessions(let sessions): return sessionsKey(&state, sessions, chord)
    case .confirm(let confirm): return confirmKey(&state, confirm, chord)
    case .entry(let entry): return entryKey(&state, entry, chord)
    case .help(let scroll):
        state.popups[state.popups.count - 1] = .help(scroll: scrolled(scroll, chord))
    case .details(let scroll):
        state.popups[state.popups.count - 1] = .details(scroll: scrolled(scroll, chord))
    case .spend(let spend): spendKey(&state, spend, chord)
    }
    if chord.key == .character("q") || chord.key == .enter { state.popups.removeLast() }
    return []
}

/// Text pasted while a pop-up with a text field is open goes there.
func editPopupText(_ state: inout StudioState, _ edit: (inout TextBuffer) -> Void) {
    switch state.popups.last {
    case .palette(var palette):
        edit(&palette.query)
        palette.selected = 0
        replace(&state, .palette(palette))
    case .sessions(var sessions):
        edit(&sessions.query)
        sessions.selected = 0
        replace(&state, .sessions(sessions))
    case .entry(var entry):
        edit(&entry.buffer)
        replace(&state, .entry(entry))
    case .gallery(var gallery) where gallery.isTyping:
        edit(&gallery.query)
        replace(&state, .gallery(gallery))
    default: break
    }
}

private func replace(_ state: inout StudioState, _ popup: Popup) {
    state.popups[state.popups.count - 1] = popup
}

private func scrolled(_ scroll: Int, _ chord: KeyChord) -> Int {
    switch chord.key {
    case .up, .character("k"): max(0, scroll - 1)
    case .down, .character("j"): scroll + 1
    case .pageUp: max(0, scroll - 10)
    case .pageDown, .character(" "): scroll + 10
    case .home, .character("g"): 0
    default: scroll
    }
}

/// A step in a list, from the keys every list has; nil for any other key.
private func listStep(_ chord: KeyChord, letters: Bool) -> Int? {
    switch (chord.key, chord.modifiers) {
    case (.up, []), (.character("p"), .control): -1
    case (.down, []), (.character("n"), .control): 1
    case (.pageUp, []): -8
    case (.pageDown, []): 8
    case (.character("k"), []) where letters: -1
    case (.character("j"), []) where letters: 1
    case (.home, []) where letters: -100_000
    case (.end, []) where letters: 100_000
    case (.character("g"), []) where letters: -100_000
    case (.character("G"), []) where letters: 100_000
    default: nil
    }
}

private func spendKey(_ state: inout StudioState, _ spend: SpendScreen, _ chord: KeyChord) {
    var spend = spend
    switch (chord.key, chord.modifiers) {
    case (.tab, []), (.right, []), (.character("l"), []): spend.turn(by: 1)
    case (.tab, .shift), (.left, []), (.character("h"), []): spend.turn(by: -1)
    default:
        guard let step = listStep(chord, letters: true) else { return }
        spend.scroll(by: step, room: SpendScreen.room(state.size.height))
    }
    replace(&state, .spend(spend))
}

private func clamp(_ value: Int, _ count: Int) -> Int { max(0, min(count - 1, value)) }

private func paletteKey(_ state: inout StudioState, _ palette: PaletteState, _ chord: KeyChord) -> [Effect] {
    var palette = palette
    let entries = PaletteEntry.matching(palette.query.text, state)
    if let step = listStep(chord, letters: false) {
        palette.selected = clamp(palette.selected + step, entries.count)
    } else if chord.key == .enter {
        guard entries.indices.contains(palette.selected) else { return [] }
        let entry = entries[palette.selected]
        state.popups.removeLast()
        return reduceCommand(&state, entry.call)
    } else if chord.key == .tab, entries.indices.contains(palette.selected) {
        palette.query.replaceAll(entries[palette.selected].call.command.rawValue + " ")
    } else if palette.query.handle(chord) {
        palette.selected = 0
    }
    replace(&state, .palette(palette))
    return []
}

private func pickerKey(_ state: inout StudioState, _ picker: PickerState, _ chord: KeyChord) -> [Effect] {
    var picker = picker
    if let step = listStep(chord, letters: true) {
        picker.selected = clamp(picker.selected + step, picker.options.count)
        replace(&state, .picker(picker))
        return []
    }
    guard chord.key == .enter || chord.key == .character(" "), picker.options.indices.contains(picker.selected) else {
        if chord.key == .character("q") { state.popups.removeLast() }
        return []
    }
    let option = picker.options[picker.selected]
    if let reason = option.disabledReason {
        state.notice = Notice(.warning, reason)
        return []
    }
    state.popups.removeLast()
    return reduceCommand(&state, CommandCall(picker.command, option.value))
}

private func sessionsKey(_ state: inout StudioState, _ sessions: SessionsState, _ chord: KeyChord) -> [Effect] {
    var sessions = sessions
    let matches = sessions.matches
    if let step = listStep(chord, letters: false) {
        sessions.selected = clamp(sessions.selected + step, matches.count)
    } else if chord.key == .enter {
        guard matches.indices.contains(sessions.selected) else { return [] }
        return reduceCommand(&state, CommandCall(.sessions, matches[sessions.selected].name))
    } else if sessions.query.handle(chord) {
        sessions.selected = 0
    }
    replace(&state, .sessions(sessions))
    return []
}

private func confirmKey(_ state: inout StudioState, _ confirm: ConfirmState, _ chord: KeyChord) -> [Effect] {
    switch chord.key {
    case .character("y"), .character("Y"):
        state.popups.removeLast()
        return confirm.effects
    case .character("n"), .character("N"), .character("q"): stay(&state)
    default: break
    }
    return []
}

/// Closes the pop-up; where it asked about leaving, nobody leaves.
private func stay(_ state: inout StudioState) {
    state.popups.removeLast()
    if state.isQuitting { state.notice = nil }
    state.isQuitting = false
}

private func entryKey(_ state: inout StudioState, _ entry: EntryState, _ chord: KeyChord) -> [Effect] {
    var entry = entry
    if chord.key == .enter {
        state.popups.removeLast()
        let text = entry.buffer.text.trimmingSpaces()
        return text.isEmpty ? [] : reduceCommand(&state, CommandCall(entry.command, text))
    }
    _ = entry.buffer.handle(chord)
    replace(&state, .entry(entry))
    return []
}
