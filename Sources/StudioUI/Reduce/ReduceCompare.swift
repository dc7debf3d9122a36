import Screen
import StudioCore

/// Opens the comparison of what a person probably means: marked pictures, variants, siblings, else a turn and what it
/// was made from. With names of models: the prompt, sent to each of them.
func openCompare(_ state: inout StudioState, _ argument: String?) -> [Effect] {
    if let argument {
        return compareModels(&state, argument.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init))
    }
    guard let items = comparable(state) else {
        if state.gallery != nil {
            state.notice = Notice(.warning, "Compare: mark two to four pictures first")
        } else {
            askForModels(&state)
        }
        return []
    }
    state.compare = nil
    state.popups.append(.compare(CompareState(items)))
    let marked = state.gallery?.marked.count ?? 0
    state.notice = marked > items.count ? Notice(.info, "the first \(items.count) of \(marked) marked pictures") : nil
    return readCompared(state) + measure(&state)
}

/// What the files tell of the pictures that are there.
private func readCompared(_ state: StudioState) -> [Effect] {
    let paths = (state.compare?.items ?? []).compactMap(state.path)
    return paths.isEmpty ? [] : [.readPictures(paths)]
}

/// All that are compared, at once: what is voted on then counts for these tags.
func tagCompared(_ state: inout StudioState, _ text: String?) -> [Effect] {
    guard let compare = state.compare else { return [] }
    let paths = compare.items.compactMap(state.path)
    guard !paths.isEmpty else {
        state.notice = Notice(.info, "wait until the pictures are there")
        return []
    }
    guard let text else {
        askForTags(&state)
        return []
    }
    let mark = PictureMark(tagText: text)
    for path in paths {
        var facts = compare.facts[path] ?? PictureFacts(path: path)
        facts.tags = mark.applied(to: facts.tags)
        state.compare?.facts[path] = facts
    }
    return [.markPictures(paths, mark)]
}

/// What there is to compare; nil when there is one picture or none.
func comparable(_ state: StudioState) -> [CompareState.Item]? {
    if let gallery = state.gallery {
        let marked = gallery.marked.compactMap { path in gallery.pictures.first { $0.path == path } }
        return marked.count >= 2 ? marked.prefix(CompareState.most).map { .picture($0) } : nil
    }
    guard let turn = state.selectedTurn else { return nil }
    if turn.finals.count >= 2 {
        return turn.finals.prefix(CompareState.most).map { .turn(turn.id, variant: $0.variant) }
    }
    func item(_ id: TurnID) -> CompareState.Item? {
        guard let turn = state.tree[id], let asset = state.chosenVariant(of: turn) else { return nil }
        return .turn(id, variant: asset.variant)
    }
    let siblings = state.tree.children(of: turn.parent).filter { state.tree[$0]?.prompt == turn.prompt }.compactMap(
        item)
    if siblings.count >= 2 { return Array(siblings.suffix(CompareState.most)) }
    guard let own = item(turn.id) else { return nil }
    for id in state.tree.branch(to: turn.parent).reversed().map(\.id) {
        if let before = item(id) { return [before, own] }
    }
    return nil
}

/// A turn that was waited for has begun, or one has ended.
func compareFollows(_ state: inout StudioState, _ turn: Turn) -> [Effect] {
    guard var compare = state.compare else { return [] }
    if compare.prompt == turn.prompt,
        let index = compare.items.firstIndex(of: .waiting(turn.settings.model))
    {
        compare.items[index] = .turn(turn.id, variant: 0)
        state.compare = compare
    }
    return measure(&state)
}

/// Asks for the numbers of the two that are held against each other, once both are there.
private func measure(_ state: inout StudioState) -> [Effect] {
    guard var compare = state.compare, compare.items.indices.contains(compare.other),
        let first = state.path(of: compare.items[compare.current]),
        let second = state.path(of: compare.items[compare.other]), first != second
    else { return [] }
    let pair = [first, second]
    guard compare.measured != pair else { return [] }
    compare.measured = pair
    compare.metrics = []
    state.compare = compare
    return [.measure(pair)]
}

func measured(_ state: inout StudioState, _ pair: [String], _ metrics: [String]) {
    guard state.compare?.measured == pair else { return }
    state.compare?.metrics = metrics
}

func compareKey(_ state: inout StudioState, _ chord: KeyChord) -> [Effect] {
    let keys = state.pendingKeys + [chord]
    state.pendingKeys = []
    switch state.keymap.lookup(keys, in: .compare) {
    case .command(let call): return reduceCommand(&state, call)
    case .prefix: state.pendingKeys = keys
    case .none:
        guard case .character(let digit) = chord.key, let number = digit.wholeNumberValue else { return [] }
        return choose(&state, number)
    }
    return []
}

/// A number: the better one while nobody knows which is which, else the one to look at.
private func choose(_ state: inout StudioState, _ number: Int) -> [Effect] {
    guard var compare = state.compare, number <= compare.items.count else { return [] }
    if compare.isBlind, !compare.isDecided {
        guard compare.items.allSatisfy({ state.path(of: $0) != nil }) else {
            state.notice = Notice(.info, "wait until all pictures are there")
            return []
        }
        compare.winner = number == 0 ? nil : number - 1
        compare.isTie = number == 0
        if number > 0 { compare.current = number - 1 }
        state.compare = compare
        if let vote = vote(compare, state) { return [.vote(vote)] }
        state.notice = Notice(.info, "not counted: a vote is between turns, of models that are known")
        return []
    }
    guard number > 0 else {
        state.compare?.window = CompareWindow()
        return []
    }
    return look(&state, at: number - 1)
}

/// nil when nobody stood against anybody: variants of one turn come from one model.
private func vote(_ compare: CompareState, _ state: StudioState) -> Vote? {
    let entrants = compare.items.compactMap { ComparedFacts($0, state).entrant }
    guard entrants.count == compare.items.count else { return nil }
    let tags = compare.items.reduce(into: Set<String>()) { tags, item in
        if let path = state.path(of: item), let facts = compare.facts[path] {
            tags.formUnion(facts.tags)
        } else if case .picture(let picture) = item {
            tags.formUnion(picture.tags)
        }
    }
    let vote = Vote(
        at: state.now, session: state.tree.name, entrants: entrants,
        winner: compare.winner.map { entrants[$0].turn }, tags: tags.sorted(), isBlind: true)
    return vote.isValid ? vote : nil
}

private func look(_ state: inout StudioState, at index: Int) -> [Effect] {
    guard var compare = state.compare, index != compare.current else { return [] }
    if index == compare.other || compare.mode == .blink || compare.mode == .side { compare.other = compare.current }
    compare.current = index
    state.compare = compare
    state.notice = nil
    return measure(&state)
}

func reduceCompareCommand(_ state: inout StudioState, _ call: CommandCall) -> [Effect] {
    guard var compare = state.compare else { return [] }
    let count = compare.items.count
    switch call.command {
    case .sideBySide: compare.mode = .side
    case .blink:
        // The same key again is the next picture.
        if compare.mode == .blink { return look(&state, at: (compare.current + 1) % count) }
        compare.mode = .blink
    case .wipe: compare.mode = .wipe
    case .difference: compare.mode = .difference
    case .swap: return look(&state, at: compare.other)
    case .zoomIn: compare.window.zoom(by: 2)
    case .zoomOut: compare.window.zoom(by: 0.5)
    case .blind:
        compare.isBlind.toggle()
        compare.winner = nil
        compare.isTie = false
        compare.mode = .side
        compare.current = 0
        compare.other = 1
        if compare.isBlind {
            state.compare = compare
            return [.shuffle(count)]
        }
    case .left, .right, .up, .down: return moveInCompare(&state, call.command)
    case .keepWinner: return keep(&state, compare)
    default: break
    }
    state.compare = compare
    return []
}

/// Moves the window of all pictures; where all is seen, moves the wipe, or to the next picture.
func moveInCompare(_ state: inout StudioState, _ command: Command) -> [Effect] {
    guard var compare = state.compare else { return [] }
    let (x, y): (Double, Double) =
        switch command {
        case .left: (-1, 0)
        case .right: (1, 0)
        case .up: (0, -1)
        case .down: (0, 1)
        default: (0, 0)
        }
    if compare.mode == .wipe, x != 0, (0...100).contains(compare.wipe + Int(x) * 5) {
        // The edge belongs to what is seen; at its end it pushes the window.
        compare.wipe += Int(x) * 5
    } else if !compare.window.isWhole {
        compare.window.move(x, y)
    } else if compare.mode == .wipe, x != 0 {
        return []
    } else {
        let count = compare.items.count
        return look(&state, at: (compare.current + (x + y > 0 ? 1 : count - 1)) % count)
    }
    state.compare = compare
    return []
}

/// The branch goes on from the one that is looked at.
private func keep(_ state: inout StudioState, _ compare: CompareState) -> [Effect] {
    guard state.path(of: compare.items[compare.current]) != nil else {
        state.notice = Notice(.info, "there is no picture to keep yet")
        return []
    }
    switch compare.items[compare.current] {
    case .turn(let id, let variant):
        state.popups = []
        if let finals = state.tree[id]?.finals, let index = finals.firstIndex(where: { $0.variant == variant }) {
            state.preview.variants[id] = index
        }
        state.focus = .prompt
        return goTo(&state, id)
    case .picture(let picture):
        guard let turn = picture.turn, !picture.session.isEmpty else {
            state.notice = Notice(.info, "no session made this picture")
            return []
        }
        if picture.session == state.tree.name, state.isNamed, state.tree[turn] != nil {
            state.popups = []
            return goTo(&state, turn)
        }
        guard state.running.isEmpty else {
            state.notice = Notice(.warning, "wait until the running turns are saved, then change the session")
            return []
        }
        return [.openTurn(session: picture.session, turn)]
    case .waiting: return []
    }
}
