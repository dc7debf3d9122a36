import Screen
import StudioCore

/// What can be done with pictures of the gallery: to the marked ones, else to the selected one.
func reduceGalleryCommand(_ state: inout StudioState, _ call: CommandCall) -> [Effect] {
    guard var gallery = state.gallery else { return [] }
    defer { if state.gallery != nil { state.gallery = gallery } }
    let chosen = gallery.chosen
    // What was said of the command before is over.
    state.notice = nil
    switch call.command {
    case .view: gallery.isLarge.toggle()
    case .zoomIn, .zoomOut:
        let step = call.command == .zoomIn ? 1 : -1
        gallery.zoom = GalleryState.Zoom(rawValue: gallery.zoom.rawValue + step) ?? gallery.zoom
        state.gallery = gallery
        let effects = galleryChanged(&state)
        gallery = state.gallery ?? gallery
        return effects
    case .details:
        gallery.details = !(GalleryLayout(size: state.size, details: gallery.details).details != nil)
        state.gallery = gallery
        let effects = galleryChanged(&state)
        gallery = state.gallery ?? gallery
        return effects
    case .mark:
        guard let path = gallery.current?.path else { return [] }
        if let index = gallery.marked.firstIndex(of: path) {
            gallery.marked.remove(at: index)
        } else {
            gallery.marked.append(path)
        }
        state.gallery = gallery
        let effects = moveInGallery(&state, .right)
        gallery = state.gallery ?? gallery
        return effects
    case .star:
        return change(&gallery, .star(gallery.chosenPictures.contains { !$0.isStarred }))
    case .rate:
        guard let rating = call.argument.flatMap({ Int($0) }), (0...5).contains(rating) else {
            state.notice = Notice(.warning, "Rate: a number from 0 (none) to 5")
            return []
        }
        return change(&gallery, .rating(rating))
    case .tag:
        guard let text = call.argument else {
            state.gallery = gallery
            askForTags(&state, of: chosen.count > 1 ? count(chosen) : "")
            return []
        }
        return change(&gallery, PictureMark(tagText: text))
    case .note:
        guard let text = call.argument else {
            state.gallery = gallery
            entry(&state, .note, "Note", "what there is to say; “-” takes it away")
            return []
        }
        return change(&gallery, .note(text == "-" ? "" : text))
    case .trash:
        let trashed = gallery.chosenPictures.filter(\.isTrashed).count
        if trashed == chosen.count { return [.restorePictures(chosen)] }
        gallery.marked = []
        return [.trashPictures(chosen)]
    case .restore: return [.restorePictures([])]
    case .export:
        guard let folder = call.argument else {
            state.gallery = gallery
            entry(
                &state, .export, "Export \(count(chosen))", "a folder; prompt and lineage are written into the copies")
            return []
        }
        return [.exportPictures(chosen, folder: folder)]
    case .sheet:
        guard let path = call.argument else {
            state.gallery = gallery
            entry(&state, .sheet, "Contact sheet of \(count(chosen))", "a file to write, ending in .png or .txt")
            return []
        }
        return [.contactSheet(chosen, path: path)]
    case .albums:
        guard let grouping = call.argument else {
            state.gallery = gallery
            let options = ["session", "day", "model", "branch", "tag"].map {
                SettingsState.Option(value: $0, label: $0)
            }
            state.popups.append(.picker(PickerState(title: "Albums by", command: .albums, options: options)))
            return []
        }
        return [.listAlbums(grouping)]
    case .reuse: return gallery.current.map { [.usePicture($0.path)] } ?? []
    case .asReference: return gallery.current.map { [.importPicture($0.path)] } ?? []
    case .openTurn: return open(&state, gallery)
    default: break
    }
    return []
}

private func count(_ chosen: [String]) -> String { chosen.count == 1 ? "1 picture" : "\(chosen.count) pictures" }

/// - Parameter what: of what, where that is not what is seen.
func askForTags(_ state: inout StudioState, of what: String = "") {
    entry(
        &state, .tag, what.isEmpty ? "Tags" : "Tags of \(what)",
        "words to add, -word to take one away, separated by commas")
}

private func entry(_ state: inout StudioState, _ command: Command, _ title: String, _ hint: String) {
    state.popups.append(.entry(EntryState(title: title, hint: hint, command: command)))
}

/// On the screen at once; the sidecars follow.
private func change(_ gallery: inout GalleryState, _ mark: PictureMark) -> [Effect] {
    let chosen = gallery.chosen
    for index in gallery.pictures.indices where chosen.contains(gallery.pictures[index].path) {
        mark.apply(to: &gallery.pictures[index])
    }
    return [.markPictures(chosen, mark)]
}

/// To the turn that the picture came from, in its session.
private func open(_ state: inout StudioState, _ gallery: GalleryState) -> [Effect] {
    guard let picture = gallery.current else { return [] }
    guard let turn = picture.turn, !picture.session.isEmpty else {
        state.notice = Notice(.info, "no session made this picture · v looks at it, r sends it along")
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
}
