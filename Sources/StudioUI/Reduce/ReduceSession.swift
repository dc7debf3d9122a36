import StudioCore

/// What the engine tells becomes what the person sees.
func reduceSession(_ state: inout StudioState, _ event: SessionEvent) -> [Effect] {
    switch event {
    case .started(let turn):
        state.tree.apply(.turn(turn))
        state.isNamed = true
        state.running[turn.id] = TurnProgress(count: turn.settings.count)
        state.notice = nil
        keepSelectionInView(&state)
        return compareFollows(&state, turn)
    case .progress(let id, let variant, let event): state.running[id]?.apply(event, variant: variant)
    case .variantEnded(let id, let variant):
        if let progress = state.running[id], progress.variants.indices.contains(variant) {
            state.running[id]?.variants[variant].isDone = true
        }
    case .ended(let id, let result):
        state.running[id] = nil
        state.tree.apply(.result(id, result))
        state.spend.session += result.cost.amount
        state.spend.today += result.cost.amount
        if result.outcome == .completed, let settings = state.tree[id]?.settings {
            state.settings.learn(settings, seconds: result.elapsedSeconds)
        }
        state.notice = notice(of: result, id, state)
        if state.isQuitting && state.running.isEmpty { return [.quit] }
        if let turn = state.tree[id] { return compareFollows(&state, turn) }
    // The screen went there before the engine heard of it; by now it may be further.
    case .selected: break
    case .trouble(let text): state.notice = Notice(.danger, text)
    }
    return []
}

/// Only what the selected turn's own line does not say: a turn that ended elsewhere, or one with something to know.
private func notice(of result: TurnResult, _ id: TurnID, _ state: StudioState) -> Notice? {
    if id == state.tree.selected { return nil }
    let prompt = state.tree[id]?.prompt.prefix(24) ?? ""
    return result.outcome == .completed
        ? Notice(.success, "“\(prompt)” is ready") : Notice(.warning, "“\(prompt)” \(result.outcome.rawValue)")
}
