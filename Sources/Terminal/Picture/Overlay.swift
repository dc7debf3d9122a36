import Screen

/// What lies on the screen above curses' cells, and the decision what has to be written so that it becomes what a frame
/// wants. Pure: it is told what is ready, and answers with steps.
///
/// A picture is written when it is first shown, moved, changed, or when something that covered it went away; never
/// because a frame was drawn. While something covers a part, only the rest is written, so nothing is painted over a pop-up.
struct Overlay: Equatable, Sendable {
    /// How the terminal treats a picture's cells when text is written there.
    enum Kind: Sendable {
        /// sixel, iTerm2: text cuts the picture, so only what comes back into view has to be written.
        case cut
        /// kitty: the picture stays above the text, so every change of what is visible is a new placing.
        case layer
        /// Symbols: the picture is text.
        case cells
    }

    struct Drawn: Hashable, Sendable {
        /// `visible` is what has been written and is still there.
        var placement: PicturePlacement
        var request: PictureRequest
    }

    enum Step: Hashable, Sendable {
        /// Takes a picture off (layers only).
        case hide(PictureRequest)
        /// Paints the visible cells in the background: something else's pixels may be there.
        case erase(PicturePlacement)
        /// Writes these cells of a picture.
        case draw(Drawn, CellRegion)
    }

    private(set) var drawn: [PictureID: Drawn] = [:]

    /// - Parameters:
    ///   - whole: the screen is written anew, so nothing is on it.
    ///   - hasText: whether a picture came with words in its cells, which a layer does not cover.
    ///   - isReady: whether these cells of a picture can be written now.
    mutating func update(
        to wanted: [Drawn], kind: Kind, whole: Bool, hasText: (PictureRequest) -> Bool = { _ in false },
        isReady: (PictureRequest, CellRegion) -> Bool
    ) -> [Step] {
        let before = drawn
        drawn = [:]
        var steps: [Step] = []
        if kind == .layer {
            let names = Set(wanted.map(\.placement.id))
            for (id, old) in before.sorted(by: { $0.key.number < $1.key.number }) where whole || !names.contains(id) {
                steps.append(.hide(old.request))
            }
        }
        for next in wanted {
            let id = next.placement.id
            let old = whole ? nil : before[id]
            if let old, old.request == next.request, old.isSamePlace(as: next) {
                drawn[id] = keep(old, next, kind, isReady, &steps)
            } else if let old, old.isSamePlace(as: next), !isReady(next.request, next.placement.visible) {
                // The next picture is on its way: the last one stays until then.
                drawn[id] = keep(old, Drawn(placement: next.placement, request: old.request), kind, isReady, &steps)
            } else {
                // What lies there already; under a layer only words matter.
                let below = whole ? [] : before.values.filter { kind != .layer || hasText($0.request) }
                drawn[id] = replace(old, next, kind, below, isReady, &steps)
            }
        }
        return steps
    }

    private func keep(
        _ old: Drawn, _ next: Drawn, _ kind: Kind, _ isReady: (PictureRequest, CellRegion) -> Bool,
        _ steps: inout [Step]
    ) -> Drawn? {
        let visible = next.placement.visible
        guard visible != old.placement.visible else { return old }
        if kind == .layer {
            steps.append(.hide(old.request))
            guard isReady(next.request, visible) else { return nil }
            steps.append(.draw(next, visible))
            return next
        }
        let exposed = visible.subtracting(old.placement.visible)
        guard !exposed.isEmpty else { return next }
        // Whole again: the bytes for that are at hand, and it has one palette.
        let region = kind == .cut && visible.isFull ? visible : exposed
        if isReady(next.request, region) {
            steps.append(.draw(next, region))
            return next
        }
        let still = visible.intersection(old.placement.visible)
        return Drawn(placement: next.placement.showing(still), request: old.request)
    }

    private func replace(
        _ old: Drawn?, _ next: Drawn, _ kind: Kind, _ before: [Drawn],
        _ isReady: (PictureRequest, CellRegion) -> Bool, _ steps: inout [Step]
    ) -> Drawn? {
        let visible = next.placement.visible
        let ready = isReady(next.request, visible)
        if kind == .layer, let old { steps.append(.hide(old.request)) }
        if before.contains(where: { $0.placement.visible.overlaps(visible) }), !(ready && kind == .cells) {
            steps.append(.erase(next.placement))
        }
        guard ready else { return nil }
        steps.append(.draw(next, visible))
        return next
    }

    /// Forgets everything: somebody else had the screen.
    mutating func forget() { drawn = [:] }
}

extension Overlay.Drawn {
    func isSamePlace(as other: Overlay.Drawn) -> Bool {
        placement.rect == other.placement.rect && placement.style == other.placement.style
    }
}

extension PicturePlacement {
    func showing(_ region: CellRegion) -> PicturePlacement {
        PicturePlacement(id: id, rect: rect, visible: region, style: style)
    }
}
