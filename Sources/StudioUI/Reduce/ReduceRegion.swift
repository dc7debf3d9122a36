import Screen
import StudioCore

/// Begins to draw a rectangle on the picture in view.
func openRegion(_ state: inout StudioState) {
    guard let asset = state.drawable, state.drawing == nil else { return }
    let settings = state.settings.current
    state.popups = [
        .region(RegionDrawing(asset, region: settings.region, isLocked: settings.lockOutside == true))
    ]
    state.notice = nil
}

func regionKey(_ state: inout StudioState, _ chord: KeyChord) -> [Effect] {
    let keys = state.pendingKeys + [chord]
    state.pendingKeys = []
    switch state.keymap.lookup(keys, in: .region) {
    case .command(let call): return reduceCommand(&state, call)
    case .prefix: state.pendingKeys = keys
    case .none: return keys.count > 1 ? regionKey(&state, chord) : []
    }
    return []
}

func reduceRegionCommand(_ state: inout StudioState, _ command: Command) {
    guard var drawing = state.drawing else {
        if command == .lockOutside { state.settings.current.lockOutside = isLocked(state) ? nil : true }
        if command == .clearRegion { set(&state, nil, isLocked: false) }
        return
    }
    switch command {
    case .up: drawing.move(0, -1)
    case .down: drawing.move(0, 1)
    case .left: drawing.move(-1, 0)
    case .right: drawing.move(1, 0)
    case .wider: drawing.resize(1, 0)
    case .narrower: drawing.resize(-1, 0)
    case .taller: drawing.resize(0, 1)
    case .shorter: drawing.resize(0, -1)
    case .zoomIn: drawing.grow(by: 1)
    case .zoomOut: drawing.grow(by: -1)
    case .fine: drawing.isFine.toggle()
    case .lockOutside: drawing.isLocked.toggle()
    case .keepRegion: return keep(&state, drawing)
    case .clearRegion:
        state.drawing = nil
        return set(&state, nil, isLocked: false)
    default: return
    }
    state.drawing = drawing
}

private func isLocked(_ state: StudioState) -> Bool { state.settings.current.lockOutside == true }

/// What is drawn is what counts.
func keepRegion(_ state: inout StudioState) {
    if let drawing = state.drawing { keep(&state, drawing) }
}

private func keep(_ state: inout StudioState, _ drawing: RegionDrawing) {
    state.drawing = nil
    set(&state, drawing.isWhole ? nil : drawing.region, isLocked: drawing.isLocked)
    state.focus = .prompt
}

private func set(_ state: inout StudioState, _ region: Region?, isLocked: Bool) {
    state.settings.current.region = region
    state.settings.current.lockOutside = region != nil && isLocked ? true : nil
    state.notice = Notice(
        .info,
        region.map { "the next edit is meant for \($0.width)×\($0.height) at \($0.x),\($0.y)" }
            ?? "the next edit is meant for the whole picture")
}

/// The next turn goes on from another picture: what was drawn on the last one means nothing on it.
func dropStaleRegion(_ state: inout StudioState) {
    if let drawing = state.drawing, drawing.path != state.drawable?.path {
        state.drawing = nil
        state.notice = Notice(.info, "another picture is edited now: the region was not kept")
    }
    guard state.settings.current.region != nil else {
        state.settings.regionPicture = nil
        return
    }
    let base = state.basePicture?.path
    if let picture = state.settings.regionPicture, picture != base {
        set(&state, nil, isLocked: false)
        state.settings.regionPicture = nil
        state.notice = Notice(.info, "another picture is edited now: the region was not kept")
    } else {
        state.settings.regionPicture = base
    }
}

/// Pressed and drawn over the picture, it is kept where the mouse lets go.
///
/// - Returns: whether the mouse meant the region.
func regionMouse(_ state: inout StudioState, _ mouse: MouseEvent) -> Bool {
    let press = state.preview.press
    if mouse.kind == .release { state.preview.press = nil }
    guard state.drawing != nil || state.popups.isEmpty, state.popups.count <= 1, let place = state.preview.place,
        let asset = state.drawable
    else { return false }
    let cell = CellPosition(x: mouse.x, y: mouse.y)
    switch mouse.kind {
    case .press:
        // Whoever begins beside the picture means its edge.
        let pane = StudioLayout(size: state.size).preview.inset(1, 1)
        state.preview.press = pane.contains(x: mouse.x, y: mouse.y) ? cell : nil
        // Without a drawing the press also gives its pane the focus.
        return state.drawing != nil
    case .drag:
        // A hand that trembles draws nothing.
        guard let press, state.drawing?.isByMouse == true || max(abs(cell.x - press.x), abs(cell.y - press.y)) > 1
        else { return state.drawing != nil }
        var drawing =
            state.drawing
            ?? RegionDrawing(asset, region: nil, isLocked: state.settings.current.lockOutside == true)
        drawing.isByMouse = true
        drawing.cover(from: press, to: cell, in: place)
        state.drawing = drawing
        state.notice = nil
        return true
    case .release:
        guard let drawing = state.drawing, drawing.isByMouse else { return state.drawing != nil }
        keep(&state, drawing)
        return true
    case .scrollUp, .scrollDown: return state.drawing != nil
    }
}
