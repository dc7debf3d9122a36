import Screen
import StudioCore

/// The studio's only way to change: a fact comes in, the state follows, and work for the outside comes out.
package func reduce(_ state: inout StudioState, _ action: Action) -> [Effect] {
    let effects = follow(&state, action)
    dropStaleRegion(&state)
    return effects + lookCloser(&state)
}

private func follow(_ state: inout StudioState, _ action: Action) -> [Effect] {
    switch action {
    case .input(let event): return reduceInput(&state, event)
    case .command(let call): return reduceCommand(&state, call)
    case .pictureLies(let place): state.preview.place = place
    case .session(let event): return reduceSession(&state, event)
    case .tick(let now): state.now = now
    case .opened(let tree, let isNamed): open(&state, tree, isNamed: isNamed)
    case .sessionsListed(let sessions): listed(&state, sessions)
    case .referenceImported(let reference):
        if !state.settings.references.contains(where: { $0.sha256 == reference.sha256 }) {
            state.settings.references.append(reference)
        }
        state.notice = Notice(.success, "\(reference.name) will be sent along (\(reference.width)×\(reference.height))")
    case .spentToday(let amount): state.spend.today = amount
    case .spendRead(let report):
        for (index, popup) in state.popups.enumerated() {
            guard case .spend(var spend) = popup else { continue }
            spend.report = report
            state.popups[index] = .spend(spend)
        }
    case .edited(let text): state.prompt.buffer.replaceAll(text)
    case .themeLoaded(let name):
        state.themeName = name
        state.notice = Notice(.info, "theme \(name)")
    case .notice(let notice): state.notice = notice
    case .picturesFound(let answer): return picturesFound(&state, answer)
    case .galleryChanged: return galleryChanged(&state)
    case .albumsListed(let title, let options):
        if options.isEmpty {
            state.notice = Notice(.info, "there are no such albums yet")
        } else {
            state.popups.append(.picker(PickerState(title: title, command: .gallery, options: options)))
        }
    case .recipeRead(let recipe):
        state.popups = []
        use(&state, prompt: recipe.prompt, settings: recipe.settings, references: [])
        state.notice = Notice(.info, "prompt and settings of that picture are back")
    case .pictureRead(let facts): pictureRead(&state, facts)
    case .standings(let standings): state.compare?.standings = standings
    case .measured(let pair, let words): measured(&state, pair, words)
    case .shuffled(let order):
        guard let compare = state.compare, order.sorted() == Array(compare.items.indices) else { break }
        state.compare?.items = order.map { compare.items[$0] }
    case .goTo(let turn):
        guard state.tree[turn] != nil else {
            state.notice = Notice(.warning, "the turn of that picture is not in this session any more")
            break
        }
        state.focus = .history
        return goTo(&state, turn)
    case .refused(let failure, let draft):
        if state.prompt.isBlank { state.prompt.buffer.replaceAll(draft.prompt) }
        state.notice = Notice(.danger, "\(failure.message) \(failure.advice)")
    }
    return []
}

private func open(_ state: inout StudioState, _ tree: SessionTree, isNamed: Bool) {
    state.tree = tree
    state.isNamed = isNamed
    state.running = [:]
    state.history = HistoryState()
    state.preview = PreviewState()
    state.popups = []
    state.prompt.sent = tree.order.compactMap { tree[$0]?.prompt }
    state.prompt.recall = nil
    state.focus = .prompt
    for id in tree.order {
        guard let turn = tree[id], let result = turn.result, result.outcome == .completed else { continue }
        state.settings.learn(turn.settings, seconds: result.elapsedSeconds)
    }
    if let settings = tree.order.last.flatMap({ tree[$0]?.settings }),
        state.settings.choices.contains(where: { $0.model.reference == settings.model && $0.disabledReason == nil })
    {
        state.settings.current = settings
        state.settings.current.region = nil
        state.settings.current.lockOutside = nil
        state.settings.wishes = state.settings.current
    }
    let turns = tree.order.count
    state.notice =
        isNamed ? Notice(.info, "\(tree.name): \(turns) turn\(turns == 1 ? "" : "s")") : nil
}

private func listed(_ state: inout StudioState, _ sessions: [SessionSummary]) {
    guard case .sessions(var list)? = state.popups.last else { return }
    list.sessions = sessions
    list.isLoading = false
    list.selected = 0
    state.popups[state.popups.count - 1] = .sessions(list)
}
