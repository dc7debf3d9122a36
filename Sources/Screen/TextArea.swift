/// A text buffer laid out for a pane: wrapped softly, scrolled so that the cursor is in view.
package struct TextArea: Equatable, Sendable {
    /// The visible lines, top to bottom.
    package var lines: [String]
    /// Where the cursor is, in cells from the pane's corner.
    package var cursorX: Int
    package var cursorY: Int
    /// All lines there are, and the first one shown.
    package var lineCount: Int
    package var firstLine: Int

    package init(_ buffer: TextBuffer, size: Size) {
        var rows: [(start: Int, cells: [String])] = []
        var start = 0
        var line: [String] = []
        func flush(_ next: Int) {
            for range in WrappedLine.wrap(line, width: max(1, size.width - 1)) {
                rows.append((start + range.lowerBound, Array(line[range])))
            }
            line = []
            start = next
        }
        for (index, character) in buffer.characters.enumerated() {
            if character.isNewline {
                flush(index + 1)
            } else {
                line.append(character == "\t" ? "    " : String(character))
            }
        }
        flush(buffer.characters.count)
        let row = rows.lastIndex { $0.start <= buffer.cursor } ?? 0
        let inRow = rows[row].cells.prefix(buffer.cursor - rows[row].start)
        firstLine = max(0, min(row - size.height / 2, rows.count - size.height))
        if row < firstLine { firstLine = row }
        lines = rows.dropFirst(firstLine).prefix(size.height).map { $0.cells.joined() }
        cursorX = inRow.reduce(0) { $0 + $1.displayWidth }
        cursorY = row - firstLine
        lineCount = rows.count
    }
}
