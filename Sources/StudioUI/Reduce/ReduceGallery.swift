import Screen
import StudioCore

/// Opens the gallery, or comes back to it; what the index knows is shown at once, and the folder is looked at meanwhile.
func openGallery(_ state: inout StudioState, query: String? = nil) -> [Effect] {
    guard var gallery = state.gallery else {
        var gallery = GalleryState()
        if let query { gallery.query.replaceAll(query) }
        state.popups = []
        state.notice = nil
        let effects = ask(&gallery, state.size, isAnew: true)
        state.popups.append(.gallery(gallery))
        return effects + [.refreshGallery]
    }
    if let query { gallery.query.replaceAll(query) }
    state.notice = nil
    let effects = ask(&gallery, state.size, isAnew: true)
    state.gallery = gallery
    return effects
}

/// Asks for what is in view and a little around it, unless it is at hand.
/// - Parameter isAnew: the query has changed, or what it finds.
private func ask(_ gallery: inout GalleryState, _ size: Size, isAnew: Bool = false) -> [Effect] {
    let layout = GalleryLayout(size: size, zoom: gallery.zoom, details: gallery.details)
    let text = gallery.query.text.trimmingSpaces()
    if isAnew, text != gallery.asked.text {
        gallery.selected = 0
        gallery.scroll = 0
    }
    let page = max(layout.shown, 12)
    let seen = gallery.scroll * layout.columns..<(gallery.scroll * layout.columns + layout.shown)
    let end = min(seen.upperBound, gallery.count ?? .max)
    let isAtHand =
        seen.lowerBound >= gallery.offset && end <= gallery.offset + gallery.pictures.count
        && gallery.asked.text == text
    if isAtHand, !isAnew { return [] }
    let question = GalleryQuestion(text: text, offset: max(0, seen.lowerBound - page), limit: 3 * page)
    guard isAnew || question != gallery.asked else { return [] }
    gallery.asked = question
    return [.findPictures(question)]
}

/// An answer; one to an older question is dropped.
func picturesFound(_ state: inout StudioState, _ answer: GalleryAnswer) -> [Effect] {
    guard var gallery = state.gallery, answer.question == gallery.asked else { return [] }
    gallery.problem = answer.problem
    // Half a filter finds nothing yet: what was found before stays until it is whole.
    if answer.problem != nil, gallery.count != nil {
        state.gallery = gallery
        return []
    }
    gallery.count = answer.count
    gallery.pictures = answer.pictures
    gallery.offset = answer.question.offset
    gallery.selected = max(0, min(gallery.selected, answer.count - 1))
    let effects = follow(&gallery, state.size)
    state.gallery = gallery
    return effects
}

/// The folder has changed, or the screen: the same question again.
func galleryChanged(_ state: inout StudioState) -> [Effect] {
    guard var gallery = state.gallery else { return [] }
    gallery.reading = nil
    let effects = follow(&gallery, state.size, isAnew: true)
    state.gallery = gallery
    return effects
}

/// Asks for what is told beside the grid of the picture that is selected now.
func lookCloser(_ state: inout StudioState) -> [Effect] {
    guard case .gallery(let gallery)? = state.popups.last, let path = gallery.current?.path, gallery.reading != path,
        GalleryLayout(size: state.size, details: gallery.details).details != nil
    else { return [] }
    state.gallery?.reading = path
    return [.readPictures([path])]
}

func pictureRead(_ state: inout StudioState, _ facts: PictureFacts) {
    if state.compare != nil { state.compare?.facts[facts.path] = facts }
    if state.gallery?.reading == facts.path { state.gallery?.facts = facts }
}

/// Keeps the selection in view, and what is in view at hand.
private func follow(_ gallery: inout GalleryState, _ size: Size, isAnew: Bool = false) -> [Effect] {
    let layout = GalleryLayout(size: size, zoom: gallery.zoom, details: gallery.details)
    let row = gallery.selected / layout.columns
    if row < gallery.scroll { gallery.scroll = row }
    if row >= gallery.scroll + layout.rows { gallery.scroll = row - layout.rows + 1 }
    return ask(&gallery, size, isAnew: isAnew)
}

/// The keys of the gallery: what can be typed is typed while the field has them, the rest is in the command table.
func galleryKey(_ state: inout StudioState, _ chord: KeyChord) -> [Effect] {
    guard var gallery = state.gallery else { return [] }
    if gallery.isTyping {
        if chord.key == .enter || chord.key == .down || chord.key == .tab {
            gallery.isTyping = false
        } else if gallery.query.handle(chord) {
            let effects = ask(&gallery, state.size, isAnew: true)
            state.gallery = gallery
            return effects
        }
        state.gallery = gallery
        return []
    }
    let keys = state.pendingKeys + [chord]
    state.pendingKeys = []
    switch state.keymap.lookup(keys, in: .gallery) {
    case .command(let call): return reduceCommand(&state, call)
    case .prefix: state.pendingKeys = keys
    case .none:
        if keys.count > 1 { return galleryKey(&state, chord) }
        if case .character(let digit) = chord.key, let rating = digit.wholeNumberValue, rating <= 5 {
            return reduceCommand(&state, CommandCall(.rate, "\(rating)"))
        }
    }
    return []
}

/// Esc: the field (and what was typed), the large picture, the marks, the gallery.
func leaveGallery(_ state: inout StudioState) -> [Effect] {
    guard var gallery = state.gallery else { return [] }
    var effects: [Effect] = []
    if gallery.isTyping {
        gallery.isTyping = false
        gallery.query.replaceAll("")
        effects = ask(&gallery, state.size, isAnew: true)
    } else if gallery.isLarge {
        gallery.isLarge = false
    } else if !gallery.marked.isEmpty {
        gallery.marked = []
    } else if !gallery.query.isEmpty {
        gallery.query.replaceAll("")
        effects = ask(&gallery, state.size, isAnew: true)
    } else {
        state.gallery = nil
        state.notice = nil
        return []
    }
    state.gallery = gallery
    return effects
}

func moveInGallery(_ state: inout StudioState, _ command: Command) -> [Effect] {
    guard var gallery = state.gallery, let count = gallery.count, count > 0 else { return [] }
    let layout = GalleryLayout(size: state.size, zoom: gallery.zoom, details: gallery.details)
    // One picture fills the screen: up and down are the next ones too.
    let line = gallery.isLarge ? 1 : layout.columns
    let step =
        switch command {
        case .left: -1
        case .right: 1
        case .up: -line
        case .down: line
        case .pageUp: -line * layout.rows
        case .pageDown: line * layout.rows
        case .first: -count
        case .last: count
        default: 0
        }
    let target = gallery.selected + step
    // A step of one line stays in its column; the last, shorter line is reached from everywhere.
    if command == .up, target < 0 { return [] }
    gallery.selected = max(0, min(count - 1, target))
    state.notice = nil
    let effects = follow(&gallery, state.size)
    state.gallery = gallery
    return effects
}

/// A click selects, a second one on the same picture opens it.
func galleryMouse(_ state: inout StudioState, _ mouse: MouseEvent) -> [Effect] {
    guard var gallery = state.gallery, case .gallery? = state.popups.last else { return [] }
    switch mouse.kind {
    case .scrollUp: return moveInGallery(&state, .up)
    case .scrollDown: return moveInGallery(&state, .down)
    case .press:
        let layout = GalleryLayout(size: state.size, zoom: gallery.zoom, details: gallery.details)
        if layout.field.contains(x: mouse.x, y: mouse.y) {
            gallery.isTyping = true
            state.gallery = gallery
            return []
        }
        guard !gallery.isLarge, let place = layout.place(x: mouse.x, y: mouse.y) else { return [] }
        let index = (gallery.scroll + place.row) * layout.columns + place.column
        guard index < gallery.count ?? 0 else { return [] }
        if index == gallery.selected { return reduceCommand(&state, CommandCall(.view)) }
        gallery.selected = index
        state.gallery = gallery
        return []
    case .release, .drag: return []
    }
}
