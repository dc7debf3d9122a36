/// One line that is being typed, scrolled sideways so that the cursor is in view.
package struct TextField: Equatable, Sendable {
    /// What is seen of the text.
    package let text: String
    /// The cursor's column, 0…width − 1.
    package let cursorX: Int

    package init(_ buffer: TextBuffer, width: Int) {
        let graphemes = Grapheme.safe(String(buffer.characters[..<buffer.cursor].map(Self.flat)))
        var before = graphemes.reduce(0) { $0 + $1.width }
        var first = 0
        while before > width - 1, first < graphemes.count {
            before -= graphemes[first].width
            first += 1
        }
        let rest = String(buffer.characters[buffer.cursor...].prefix(max(0, width - before)).map(Self.flat))
        var seen = graphemes[first...].map(\.text).joined()
        var used = before
        for grapheme in Grapheme.safe(rest) {
            guard used + grapheme.width <= width else { break }
            seen += grapheme.text
            used += grapheme.width
        }
        text = seen
        cursorX = before
    }

    /// A line has no tabs and no line ends.
    private static func flat(_ character: Character) -> Character { character.isWhitespace ? " " : character }
}
