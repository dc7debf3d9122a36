/// A text buffer laid out for a pane: wrapped softly, scrolled so that the cursor is in view.
package struct TextArea: Equatable, Sendable {
    /// The visible lines, top to bottom, tabs as four spaces.
    package let lines: [ArraySlice<Character>]
    /// Where the cursor is, in cells from the pane's corner; always within the pane.
    package let cursorX: Int
    package let cursorY: Int
    /// All lines there are, and the first one shown.
    package let lineCount: Int
    package let firstLine: Int

    /// One column stays free at the right, for the cursor after the last character of a full row.
    package init(_ buffer: TextBuffer, size: Size) {
        let rows = Self.rows(buffer, columns: size.width)
        let row = Self.row(of: buffer.cursor, in: rows)
        let first = max(0, min(row - size.height / 2, rows.count - size.height))
        let before = buffer.characters[rows[row].lowerBound..<buffer.cursor]
        cursorX = min(buffer.isPlain ? before.count : Self.columns(of: before), max(0, size.width - 1))
        cursorY = row - first
        firstLine = first
        lineCount = rows.count
        lines = rows.dropFirst(first).prefix(size.height).map { row in
            let line = buffer.characters[row]
            return buffer.isPlain ? line : Self.withoutTabs(line)
        }
    }

    private static func withoutTabs(_ line: ArraySlice<Character>) -> ArraySlice<Character> {
        guard line.contains("\t") else { return line }
        return ArraySlice(line.flatMap { $0 == "\t" ? Array(repeating: " ", count: 4) : [$0] })
    }

    /// The rows as ranges of characters, without the newlines between them; never empty.
    static func rows(_ buffer: TextBuffer, columns: Int) -> [Range<Int>] {
        let characters = buffer.characters
        // What people mostly type needs no look at each letter, for each letter.
        if buffer.isPlain, characters.count < columns { return [0..<characters.count] }
        var rows: [Range<Int>] = []
        var pieces: [LineBreaker.Piece] = []
        var start = 0
        for index in 0...characters.count {
            if index < characters.count, characters[index] != "\n" {
                pieces.append(LineBreaker.Piece(characters[index]))
                continue
            }
            for range in LineBreaker.lines(pieces, width: max(1, columns - 1)) {
                rows.append(start + range.lowerBound..<start + range.upperBound)
            }
            pieces.removeAll(keepingCapacity: true)
            start = index + 1
        }
        return rows
    }

    /// The row that a position between characters is in: the last that begins at or before it.
    static func row(of position: Int, in rows: [Range<Int>]) -> Int {
        var low = 0
        var high = rows.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if rows[middle].lowerBound <= position { low = middle } else { high = middle }
        }
        return low
    }

    static func columns(of characters: ArraySlice<Character>) -> Int {
        characters.reduce(0) { $0 + Int(LineBreaker.Piece($1).columns) }
    }
}
