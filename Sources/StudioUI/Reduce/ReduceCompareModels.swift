import Screen
import StudioCore

/// There is a prompt and nothing to compare yet: the prompt can go to several models.
func askForModels(_ state: inout StudioState) {
    let known = state.settings.choices.filter { $0.disabledReason == nil }.map { $0.model.aliases.first ?? $0.model.id }
    let examples = known.count >= 2 ? ", such as \(known[0]) \(known[1])" : ""
    state.popups.append(
        .entry(EntryState(title: "Compare models", hint: "two to four\(examples)", command: .compare)))
}

/// The prompt in the editor to several models at once, as turns beside one another.
func compareModels(_ state: inout StudioState, _ names: [String]) -> [Effect] {
    guard (2...CompareState.most).contains(names.count) else {
        state.notice = Notice(
            .warning, "Compare: name two to four models, such as “compare nano-banana-pro gpt-image-2”")
        return []
    }
    guard !state.prompt.isBlank else {
        state.notice = Notice(.warning, "Compare: write the prompt first, then say which models")
        return []
    }
    keepRegion(&state)
    let parent = state.tree.base(for: state.tree.selected)
    var drafts: [TurnDraft] = []
    for name in names {
        var settings = state.settings
        if let reason = settings.pick(.model, name) {
            state.notice = Notice(.warning, "Model: \(reason)")
            return []
        }
        settings.current.count = 1
        if parent == nil {
            settings.current.region = nil
            settings.current.lockOutside = nil
        }
        if let problem = settings.catalogue.problem(
            with: settings.current, prompt: state.prompt.text,
            references: settings.references.count + (parent == nil ? 0 : 1))
        {
            state.notice = Notice(.danger, "\(name): \(problem.message) \(problem.advice)")
            return []
        }
        drafts.append(
            TurnDraft(
                prompt: state.prompt.text, settings: settings.current, references: settings.references, parent: parent,
                parentVariant: parent.flatMap { state.tree[$0] }.flatMap { state.chosenVariant(of: $0)?.variant } ?? 0))
    }
    var compare = CompareState(drafts.map { .waiting($0.settings.model) })
    compare.prompt = state.prompt.take()
    state.settings.references = []
    state.settings.current.region = nil
    state.settings.current.lockOutside = nil
    state.popups = [.compare(compare)]
    state.notice = nil
    return drafts.map { .submit($0) }
}
