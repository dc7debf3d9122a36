import StudioCore
import StudioUI

/// The pictures a person comes to with one key from where they are, or with the same key twice.
struct PictureNeighbours {
    var state: StudioState

    /// The likeliest first, with repetitions: the other variants, down and up the history, then a fork's other ends.
    var all: [ShownPicture] {
        guard let turn = state.selectedTurn else { return [] }
        let below = state.tree.turn(below: turn.id)
        let above = state.tree.turn(above: turn.id)
        let turns = [
            below, above, state.tree.children(of: turn.id).last, turn.parent,
            below.flatMap { state.tree.turn(below: $0) }, above.flatMap { state.tree.turn(above: $0) },
        ]
        return [variant(of: turn, 1), variant(of: turn, -1)].compactMap { $0 } + turns.compactMap(picture(at:))
    }

    private func variant(of turn: Turn, _ step: Int) -> ShownPicture? {
        let count = turn.finals.count
        guard count > 1 else { return nil }
        var other = state
        other.preview.variants[turn.id] = ((state.preview.variants[turn.id] ?? 0) + step + count) % count
        return other.shownPicture
    }

    /// What the studio would show there.
    private func picture(at id: TurnID?) -> ShownPicture? {
        guard let id else { return nil }
        var other = state
        other.tree.apply(.selected(id))
        return other.shownPicture
    }
}

extension SessionTree {
    /// The next line of the history, without making all lines.
    func turn(below id: TurnID) -> TurnID? {
        if let child = children(of: id).first { return child }
        var id = id
        while let turn = self[id] {
            let siblings = children(of: turn.parent)
            if let index = siblings.firstIndex(of: id), index + 1 < siblings.count { return siblings[index + 1] }
            guard let parent = turn.parent else { return nil }
            id = parent
        }
        return nil
    }

    /// The line before in the history.
    func turn(above id: TurnID) -> TurnID? {
        guard let turn = self[id] else { return nil }
        let siblings = children(of: turn.parent)
        guard let index = siblings.firstIndex(of: id), index > 0 else { return turn.parent }
        var last = siblings[index - 1]
        while let child = children(of: last).last { last = child }
        return last
    }
}
