import StudioCore

extension Command {
    /// Why a command cannot be done now, for the palette and the status pane; nil when it can.
    package func disabledReason(_ state: StudioState) -> String? {
        let turn = state.selectedTurn
        switch self {
        case .reuse where state.gallery != nil, .details where state.gallery != nil, .search where state.gallery != nil,
            .details where state.compare != nil, .tag where state.compare != nil:
            return nil
        case .view, .mark, .star, .rate, .tag, .note, .trash, .export, .sheet, .openTurn, .asReference:
            guard let gallery = state.gallery else { return "open the gallery first" }
            return gallery.current == nil ? "there is no picture" : nil
        case .compare:
            return comparable(state) == nil && state.prompt.isBlank
                ? "one picture or none; models need a prompt" : nil
        case .sideBySide, .blink, .wipe, .difference, .swap, .blind, .keepWinner:
            return state.compare == nil ? "open the comparison first" : nil
        case .zoomIn where state.context == .region, .zoomOut where state.context == .region: return nil
        case .zoomIn, .zoomOut: return state.gallery == nil && state.compare == nil ? "open the gallery first" : nil
        case .restore, .albums: return state.gallery == nil ? "open the gallery first" : nil
        case .submit: return state.prompt.isBlank ? "write a prompt first" : nil
        case .retry, .reuse, .details: return turn == nil ? "no turn is selected" : nil
        case .cancelTurn:
            guard let turn else { return "no turn is selected" }
            return state.running[turn.id] == nil ? "the selected turn is not running" : nil
        case .nextVariant, .previousVariant:
            guard let turn, turn.finals.count > 1 else { return "the selected turn has one picture or none" }
            return nil
        case .searchNext, .searchPrevious: return state.history.search.isEmpty ? "search first, with /" : nil
        case .search, .startOver: return state.tree.isEmpty ? "the session has no turns yet" : nil
        case .resolution:
            return state.settings.model?.sizes.isEmpty ?? true ? "\(state.modelName) takes no size" : nil
        case .aspect:
            return state.settings.model?.ratios.isEmpty ?? true ? "\(state.modelName) takes no ratio" : nil
        case .thinking:
            guard let model = state.settings.model, model.thinking.isEmpty else { return nil }
            return "\(model.name): \(model.thinkingNote ?? "there is nothing to choose")"
        case .seed: return state.settings.model?.takesSeed ?? false ? nil : "\(state.modelName) takes no seed"
        case .reference:
            let most = state.settings.model?.maxReferences ?? 0
            if most == 0 { return "\(state.modelName) takes no references" }
            return state.settings.references.count >= most ? "\(state.modelName) takes at most \(most)" : nil
        case .clearReferences: return state.settings.references.isEmpty ? "there are none" : nil
        case .camera, .focus, .grading, .lighting, .object, .lettering, .style:
            return state.shownPicture == nil ? "there is no picture to edit yet" : nil
        case .region:
            if state.gallery != nil || state.compare != nil { return "go to a turn's picture first" }
            return state.drawable == nil ? "there is no picture to edit yet" : nil
        case .wider, .narrower, .taller, .shorter, .fine, .keepRegion:
            return state.drawing == nil ? "draw a region first" : nil
        case .lockOutside, .clearRegion:
            return state.drawing == nil && state.settings.current.region == nil ? "there is no region" : nil
        case .previousPrompt, .nextPrompt: return state.prompt.sent.isEmpty ? "nothing was sent before" : nil
        case .redo, .undo, .quit, .palette, .help, .redraw, .suspend, .nextPane, .previousPane, .leave, .newLine,
            .clearPrompt, .editExternally, .up, .down, .left, .right, .first, .last, .pageUp, .pageDown, .newSession,
            .sessions, .spend, .model, .count, .theme, .gallery:
            return nil
        }
    }
}

extension StudioState {
    var modelName: String { settings.model?.name ?? "this model" }
}
