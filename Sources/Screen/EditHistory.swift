/// One change of a text: so many characters at a place became others.
struct TextChange: Hashable, Sendable {
    var at: Int
    var removed: [Character]
    var inserted: [Character]
    /// Where the cursor goes when the change is applied; while it is recorded, where it was before.
    var cursor: Int
}

/// What can be taken back, as changes and not as copies: a long text costs nothing to remember.
struct EditHistory: Hashable, Sendable {
    private var done: [TextChange] = []
    private var undone: [TextChange] = []

    /// Most steps that can be taken back.
    static let depth = 500

    /// - Parameter joining: whether this goes on with the last change, so that both are one step.
    mutating func record(_ change: TextChange, joining: Bool) {
        undone = []
        if joining, let both = done.last?.followed(by: change) {
            done[done.count - 1] = both
            return
        }
        done.append(change)
        if done.count > Self.depth { done.removeFirst() }
    }

    /// The change that takes the last step back.
    mutating func undo() -> TextChange? {
        guard let last = done.popLast() else { return nil }
        undone.append(last)
        return TextChange(at: last.at, removed: last.inserted, inserted: last.removed, cursor: last.cursor)
    }

    mutating func redo() -> TextChange? {
        guard var next = undone.popLast() else { return nil }
        done.append(next)
        next.cursor = next.at + next.inserted.count
        return next
    }
}

extension TextChange {
    /// Both as one change; nil when they do not touch.
    fileprivate func followed(by next: TextChange) -> TextChange? {
        let end = at + inserted.count
        // The next one changes only what this one inserted, or what stands right before or after it.
        guard next.at <= end, next.at + next.removed.count >= at else { return nil }
        var both = self
        let before = max(0, at - next.at)
        let after = max(0, next.at + next.removed.count - end)
        both.at = min(at, next.at)
        both.removed = next.removed.prefix(before) + removed + next.removed.suffix(after)
        let kept = max(0, next.at - at)
        let rest = min(inserted.count, max(0, next.at + next.removed.count - at))
        both.inserted = inserted.prefix(kept) + next.inserted + inserted.dropFirst(rest)
        return both
    }
}
