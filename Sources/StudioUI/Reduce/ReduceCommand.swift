import Screen
import StudioCore

/// A command, from a key, the palette or the mouse: done, or said why not.
func reduceCommand(_ state: inout StudioState, _ call: CommandCall) -> [Effect] {
    if let reason = call.command.disabledReason(state) {
        state.notice = Notice(.warning, "\(call.command.info.title): \(reason)")
        return []
    }
    switch call.command {
    case .quit: return quit(&state)
    case .palette: state.popups.append(.palette(PaletteState()))
    case .help: state.popups.append(.help(scroll: 0))
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .nextPane: moveFocus(&state, by: 1)
    case .previousPane: moveFocus(&state, by: -1)
    case .leave: return leave(&state)
    case .submit: return submit(&state)
    case .newLine: state.prompt.buffer.insert("\n")
    case .previousPrompt: state.prompt.recall(-1)
    case .nextPrompt: state.prompt.recall(1)
    case .clearPrompt: state.prompt.buffer.replaceAll("")
    case .editExternally: return [.editExternally(state.prompt.text)]
    case .undo: state.prompt.buffer.undo()
    case .redo: state.prompt.buffer.redo()
    case .up, .down, .left, .right, .first, .last, .pageUp, .pageDown: return move(&state, call.command)
    case .search where state.gallery != nil:
        if let text = call.argument { return openGallery(&state, query: text) }
        state.gallery?.isTyping = true
    case .search, .searchNext, .searchPrevious: return search(&state, call)
    case .compare: return openCompare(&state, call.argument)
    case .sideBySide, .blink, .wipe, .difference, .swap, .blind, .keepWinner: return reduceCompareCommand(&state, call)
    case .wider, .narrower, .taller, .shorter, .fine, .lockOutside, .keepRegion, .clearRegion,
        .zoomIn where state.context == .region, .zoomOut where state.context == .region:
        reduceRegionCommand(&state, call.command)
    case .zoomIn where state.compare != nil, .zoomOut where state.compare != nil:
        return reduceCompareCommand(&state, call)
    case .tag where state.compare != nil: return tagCompared(&state, call.argument)
    case .gallery: return openGallery(&state, query: call.argument)
    case .details where state.compare != nil:
        state.popups.append(.details(scroll: 0))
        return [.readStandings]
    case .reuse where state.gallery != nil, .details where state.gallery != nil:
        return reduceGalleryCommand(&state, call)
    case .view, .zoomIn, .zoomOut, .mark, .star, .rate, .tag, .note, .trash, .restore, .export, .sheet, .albums,
        .asReference, .openTurn:
        return reduceGalleryCommand(&state, call)
    case .startOver:
        state.focus = .prompt
        state.tree.apply(.selected(nil))
        state.notice = nil
        return [.select(nil)]
    case .retry: return retry(&state)
    case .reuse: reuse(&state)
    case .cancelTurn: return cancelSelected(&state)
    case .nextVariant: stepVariant(&state, 1)
    case .previousVariant: stepVariant(&state, -1)
    case .details: state.popups.append(.details(scroll: 0))
    case .newSession: return changeSession(&state, [.newSession])
    case .sessions:
        if let name = call.argument { return changeSession(&state, [.openSession(name)]) }
        state.popups.append(.sessions(SessionsState()))
        return [.listSessions]
    case .model, .resolution, .aspect, .count, .thinking, .seed, .reference, .clearReferences, .region:
        return reduceSetting(&state, call)
    case .spend:
        state.popups.append(.spend(SpendScreen()))
        return [.readSpend]
    case .theme:
        if let name = call.argument { return [.loadTheme(name)] }
        state.popups.append(.picker(PickerState(title: "Theme", command: .theme, options: themeOptions(state))))
    case .camera, .focus, .grading, .lighting, .object, .lettering, .style:
        if let text = call.argument {
            state.prompt.buffer.insert(text)
            state.focus = .prompt
        } else if let form = GuidedEdit.form(call.command) {
            state.popups.append(
                .picker(PickerState(title: call.command.info.title, command: call.command, options: form)))
        }
    }
    return []
}

private func themeOptions(_ state: StudioState) -> [SettingsState.Option] {
    state.themes.map {
        SettingsState.Option(
            value: $0, label: $0, detail: "", disabledReason: nil, isCurrent: $0 == state.themeName)
    }
}

private func moveFocus(_ state: inout StudioState, by step: Int) {
    let panes = Pane.allCases
    let index = panes.firstIndex(of: state.focus) ?? 0
    state.focus = panes[(index + step + panes.count) % panes.count]
}

/// Esc: pop-up (handled with the pop-up's keys), text field, running turn, in that order.
private func leave(_ state: inout StudioState) -> [Effect] {
    if state.focus == .prompt {
        state.focus = .history
        return []
    }
    if let id = state.tree.selected, state.running[id] != nil { return cancelSelected(&state) }
    state.focus = .prompt
    return []
}

private func quit(_ state: inout StudioState) -> [Effect] {
    guard !state.running.isEmpty else { return [.quit] }
    let abandon = state.tree.order.filter { state.running[$0] != nil }.map { Effect.cancel($0) } + [.quit]
    // The second Ctrl-Q means it.
    guard !state.isQuitting else { return abandon }
    let count = state.running.count
    let (they, them) = count == 1 ? ("it is", "it") : ("they are", "them")
    state.isQuitting = true
    state.notice = Notice(
        .warning,
        "finishing and saving \(count) running turn\(count == 1 ? "" : "s"), then leaving · Ctrl-Q again to cancel and leave"
    )
    state.popups.append(
        .confirm(
            ConfirmState(
                title: "Quit",
                text:
                    "\(count) turn\(count == 1 ? " is" : "s are") still running and may be billed whether or not you wait. "
                    + "Easel leaves by itself when \(they) saved.",
                yes: "leave now and lose \(them)", no: "stay", effects: abandon)))
    return []
}

private func submit(_ state: inout StudioState) -> [Effect] {
    keepRegion(&state)
    let parent = state.tree.base(for: state.tree.selected)
    let references = state.settings.references.count + (parent == nil ? 0 : 1)
    var settings = state.settings.current
    if parent == nil {
        settings.region = nil
        settings.lockOutside = nil
    }
    if let problem = state.settings.catalogue.problem(with: settings, prompt: state.prompt.text, references: references)
    {
        state.notice = Notice(.danger, "\(problem.message) \(problem.advice)")
        return []
    }
    if let choice = state.settings.choices.first(where: { $0.model.reference == settings.model }),
        let reason = choice.disabledReason
    {
        state.notice = Notice(.danger, "\(choice.model.name): \(reason)")
        return []
    }
    let draft = TurnDraft(
        prompt: state.prompt.take(), settings: settings, references: state.settings.references, parent: parent,
        parentVariant: parent.map { variant(of: $0, in: state) } ?? 0)
    state.settings.references = []
    state.settings.current.region = nil
    state.settings.current.lockOutside = nil
    state.notice = nil
    return [.submit(draft)]
}

/// The variant the person looks at is the one the next turn goes on from.
private func variant(of id: TurnID, in state: StudioState) -> Int {
    state.tree[id].flatMap { state.chosenVariant(of: $0)?.variant } ?? 0
}

private func retry(_ state: inout StudioState) -> [Effect] {
    guard let turn = state.selectedTurn else { return [] }
    return [
        .submit(
            TurnDraft(
                prompt: turn.prompt, settings: turn.settings, references: turn.references, parent: turn.parent,
                parentVariant: turn.parentVariant))
    ]
}

private func reuse(_ state: inout StudioState) {
    guard let turn = state.selectedTurn else { return }
    use(&state, prompt: turn.prompt, settings: turn.settings, references: turn.references)
    state.notice = Notice(.info, "prompt and settings of that turn are back; Enter submits under the selected turn")
}

func use(_ state: inout StudioState, prompt: String, settings: TurnSettings, references: [Reference]) {
    state.prompt.buffer.replaceAll(prompt)
    // A model that is not there any more is asked nothing.
    if state.settings.catalogue[settings.model] != nil {
        state.settings.current = settings
        state.settings.wishes = settings
    }
    state.settings.references = references
    state.focus = .prompt
}

private func cancelSelected(_ state: inout StudioState) -> [Effect] {
    guard let turn = state.selectedTurn, state.running[turn.id] != nil else { return [] }
    guard state.settings.catalogue[turn.settings.model]?.isFree != true else { return [.cancel(turn.id)] }
    state.popups.append(
        .confirm(
            ConfirmState(
                title: "Cancel this turn?",
                text: "The request is on its way: the provider will probably bill it, and the picture would be lost.",
                yes: "cancel it", no: "go on waiting", effects: [.cancel(turn.id)])))
    return []
}

private func stepVariant(_ state: inout StudioState, _ step: Int) {
    guard let turn = state.selectedTurn, !turn.finals.isEmpty else { return }
    let count = turn.finals.count
    let index = state.preview.variants[turn.id] ?? 0
    state.preview.variants[turn.id] = (index + step + count) % count
}

/// Another session may only be opened when this one rests: its turns would end unseen.
private func changeSession(_ state: inout StudioState, _ effects: [Effect]) -> [Effect] {
    guard state.running.isEmpty else {
        state.notice = Notice(
            .warning, "wait until the running turns are saved, or cancel them, then change the session")
        return []
    }
    state.popups = []
    return effects
}
