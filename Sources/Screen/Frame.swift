/// One whole screen as a value: a grid of cells, the pictures on it, and where the cursor stands.
///
/// Each row has memory of its own, which a frame shares with the one it was copied from until the row is written to: who
/// changes one row of a screen pays for one row, and what stayed is known by where it lies.
///
/// Painted in painter's order: whatever is put later covers what was there, pictures included, so pop-ups,
/// clipping and erasure need no special case in any graphics protocol.
package struct Frame: Equatable, Sendable {
    package let size: Size
    /// `size.height` rows of `size.width` cells.
    package private(set) var rows: [[Cell]]
    /// Where each picture was placed (its whole rectangle, even where something covers it).
    package private(set) var pictures: [PictureID: Rect] = [:]
    /// Where the terminal's cursor shows, or nil when it is hidden.
    package var cursor: Cursor?

    package typealias Cursor = CellPosition

    /// Whether the same pictures stand in the same places, and nothing over or beside them changed: told from the rows the
    /// two share, so it may be so even where the answer is no.
    package func keepsPictures(of other: Frame) -> Bool {
        size == other.size && pictures == other.pictures
            && pictures.values.allSatisfy { rect in (rect.y..<rect.maxY).allSatisfy { shares(row: $0, with: other) } }
    }

    package init(size: Size, style: Style = .plain) {
        self.size = size
        rows = Array(repeating: Array(repeating: Cell(" ", style: style), count: size.width), count: size.height)
    }

    package var bounds: Rect { Rect(size) }

    package subscript(x: Int, y: Int) -> Cell {
        get { rows[y][x] }
        set {
            guard bounds.contains(x: x, y: y) else { return }
            rows[y].withUnsafeMutableBufferPointer { Self.put(newValue, x, $0) }
        }
    }

    /// Whether two frames share this row, so that it is the same without a look at its cells.
    package func shares(row y: Int, with other: Frame) -> Bool {
        guard y < rows.count, y < other.rows.count else { return false }
        return rows[y].withUnsafeBufferPointer { row in
            other.rows[y].withUnsafeBufferPointer { $0.baseAddress == row.baseAddress && $0.count == row.count }
        }
    }

    /// Fills a rectangle with one character of one column, a blank if nothing is said.
    package mutating func fill(_ rect: Rect, _ style: Style, with scalar: Unicode.Scalar = " ") {
        let area = rect.intersection(bounds)
        guard !area.isEmpty else { return }
        let cell = Cell(scalar, style: style)
        // A row that is so already stays shared.
        for y in area.y..<area.maxY where rows[y][area.x..<area.maxX].contains(where: { $0 != cell }) {
            // Only at the ends can a double-width grapheme be cut in half.
            rows[y].withUnsafeMutableBufferPointer { row in
                Self.put(cell, area.x, row)
                Self.put(cell, area.maxX - 1, row)
                row[area.x..<area.maxX].update(repeating: cell)
            }
        }
    }

    /// Writes text from `x` on, clipped to `limit` (or the frame). Foreign text becomes safe here and nowhere else:
    /// this is the one place where text turns into cells. Returns the column after the last cell written.
    @discardableResult
    package mutating func write(_ text: String, x: Int, y: Int, style: Style, limit: Rect? = nil) -> Int {
        let area = (limit ?? bounds).intersection(bounds)
        var column = x
        guard y >= area.y, y < area.maxY else { return column }
        // What cannot be seen need not be made safe: a character has at least one column.
        let visible = text.utf8.count > area.maxX - column ? String(text.prefix(max(0, area.maxX - column))) : text
        // A row that nothing is written to stays shared.
        guard !visible.isEmpty, column < area.maxX else { return column }
        rows[y].withUnsafeMutableBufferPointer { row in
            if visible.isSimple {
                for scalar in visible.unicodeScalars {
                    guard column < area.maxX else { return }
                    if column >= area.x { Self.put(Cell(scalar, style: style), column, row) }
                    column += 1
                }
                return
            }
            for grapheme in Grapheme.safe(visible) {
                guard Self.put(grapheme, &column, area, style, row) else { return }
            }
        }
        return column
    }

    /// The same with text that is taken apart already, and stays so: the editor's.
    package mutating func write(_ characters: ArraySlice<Character>, x: Int, y: Int, style: Style, limit: Rect) {
        let area = limit.intersection(bounds)
        guard y >= area.y, y < area.maxY, x < area.maxX, !characters.isEmpty else { return }
        var column = x
        rows[y].withUnsafeMutableBufferPointer { row in
            for character in characters {
                if let byte = character.printableASCII {
                    guard column < area.maxX else { return }
                    if column >= area.x { Self.put(Cell(Unicode.Scalar(byte), style: style), column, row) }
                    column += 1
                    continue
                }
                for grapheme in Grapheme.safe(String(character)) {
                    guard Self.put(grapheme, &column, area, style, row) else { return }
                }
            }
        }
    }

    /// One character, where it is in view, and the column after it. False when there is no room for it.
    private static func put(
        _ grapheme: Grapheme, _ column: inout Int, _ area: Rect, _ style: Style,
        _ row: UnsafeMutableBufferPointer<Cell>
    ) -> Bool {
        guard column + grapheme.width <= area.maxX else { return false }
        if column >= area.x {
            put(Cell(.text(grapheme.text), style: style), column, row)
            if grapheme.width == 2 { put(Cell(.continuation, style: style), column + 1, row) }
        }
        column += grapheme.width
        return true
    }

    /// Fills `rect` with the cells of a picture. The rectangle must lie within the frame.
    package mutating func place(_ picture: PictureID, in rect: Rect, style: Style = .plain) {
        guard !rect.isEmpty, rect.intersection(bounds) == rect else { return }
        pictures[picture] = rect
        for row in 0..<rect.height {
            rows[rect.y + row].withUnsafeMutableBufferPointer { cells in
                for column in 0..<rect.width {
                    let cell = Cell(.picture(picture, column: column, row: row), style: style)
                    Self.put(cell, rect.x + column, cells)
                }
            }
        }
    }

    /// Sets a cell of a row and repairs a double-width grapheme that it cuts in half.
    private static func put(_ cell: Cell, _ x: Int, _ row: UnsafeMutableBufferPointer<Cell>) {
        if x > 0, row[x].isContinuation, !cell.isContinuation {
            row[x - 1] = Cell(" ", style: row[x - 1].style)
        }
        if x + 1 < row.count, row[x + 1].isContinuation {
            row[x + 1] = Cell(" ", style: row[x + 1].style)
        }
        row[x] = cell
    }
}
