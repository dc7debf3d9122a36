extension TextBuffer {
    /// The keys that every text field has (those of readline). False for a key that means nothing here.
    ///
    /// - Parameter columns: the width of the pane, so that up and down go by the rows that are seen; nil goes by lines.
    package mutating func handle(_ chord: KeyChord, columns: Int? = nil) -> Bool {
        switch (chord.key, chord.modifiers.subtracting(.shift)) {
        case (.character(let character), []): insert(String(character))
        case (.backspace, []): deleteBackward()
        case (.backspace, .alt), (.backspace, .control), (.character("w"), .control): deleteWordBackward()
        case (.delete, []), (.character("d"), .control): deleteForward()
        case (.character("d"), .alt), (.delete, .control): deleteWordForward()
        case (.character("u"), .control): deleteToLineStart()
        case (.character("k"), .control): deleteToLineEnd()
        case (.character("y"), .control): yank()
        case (.left, []), (.character("b"), .control): moveLeft()
        case (.right, []), (.character("f"), .control): moveRight()
        case (.left, .control), (.left, .alt), (.character("b"), .alt): moveWordLeft()
        case (.right, .control), (.right, .alt), (.character("f"), .alt): moveWordRight()
        case (.home, []), (.character("a"), .control): moveToLineStart()
        case (.end, []), (.character("e"), .control): moveToLineEnd()
        case (.home, .control): move(to: 0)
        case (.end, .control): move(to: characters.count)
        case (.up, []): if !moveVertically(-1, columns) { moveToLineStart() }
        case (.down, []): if !moveVertically(1, columns) { moveToLineEnd() }
        default: return false
        }
        return true
    }

    private mutating func moveVertically(_ step: Int, _ columns: Int?) -> Bool {
        columns.map { moveRow(step, columns: $0) } ?? moveLine(step)
    }
}
