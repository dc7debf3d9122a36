/// One whole screen as a value: a grid of cells, the pictures on it, and where the cursor stands.
///
/// Painted in painter's order: whatever is put later covers what was there, pictures included, so pop-ups,
/// clipping and erasure need no special case in any graphics protocol.
package struct Frame: Equatable, Sendable {
    package let size: Size
    /// Row by row, `size.width * size.height` cells.
    package private(set) var cells: [Cell]
    /// Where each picture was placed (its whole rectangle, even where something covers it).
    package private(set) var pictures: [PictureID: Rect] = [:]
    /// Where the terminal's cursor shows, or nil when it is hidden.
    package var cursor: Cursor?

    package struct Cursor: Hashable, Sendable {
        package var x: Int
        package var y: Int
        package init(x: Int, y: Int) {
            self.x = x
            self.y = y
        }
    }

    package init(size: Size, style: Style = .plain) {
        self.size = size
        cells = Array(repeating: Cell(" ", style: style), count: size.width * size.height)
    }

    package var bounds: Rect { Rect(size) }

    package subscript(x: Int, y: Int) -> Cell {
        get { cells[y * size.width + x] }
        set {
            guard bounds.contains(x: x, y: y) else { return }
            put(newValue, x, y)
        }
    }

    /// Fills a rectangle with one character of one column, a blank if nothing is said.
    package mutating func fill(_ rect: Rect, _ style: Style, with scalar: Unicode.Scalar = " ") {
        let area = rect.intersection(bounds)
        guard !area.isEmpty else { return }
        let cell = Cell(scalar, style: style)
        for y in area.y..<area.maxY {
            // Only at the ends can a double-width grapheme be cut in half.
            put(cell, area.x, y)
            put(cell, area.maxX - 1, y)
            let start = y * size.width
            for index in (start + area.x)..<(start + area.maxX) { cells[index] = cell }
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
        if visible.isSimple {
            for scalar in visible.unicodeScalars {
                guard column < area.maxX else { break }
                if column >= area.x { put(Cell(scalar, style: style), column, y) }
                column += 1
            }
            return column
        }
        for grapheme in Grapheme.safe(visible) {
            guard column + grapheme.width <= area.maxX else { break }
            if column >= area.x {
                put(Cell(.text(grapheme.text), style: style), column, y)
                if grapheme.width == 2 { put(Cell(.continuation, style: style), column + 1, y) }
            }
            column += grapheme.width
        }
        return column
    }

    /// Fills `rect` with the cells of a picture. The rectangle must lie within the frame.
    package mutating func place(_ picture: PictureID, in rect: Rect, style: Style = .plain) {
        guard !rect.isEmpty, rect.intersection(bounds) == rect else { return }
        pictures[picture] = rect
        for row in 0..<rect.height {
            for column in 0..<rect.width {
                put(
                    Cell(.picture(picture, column: column, row: row), style: style), rect.x + column,
                    rect.y + row)
            }
        }
    }

    /// Sets a cell and repairs a double-width grapheme that it cuts in half.
    private mutating func put(_ cell: Cell, _ x: Int, _ y: Int) {
        let index = y * size.width + x
        if x > 0, cells[index].isContinuation, !cell.isContinuation {
            cells[index - 1] = Cell(" ", style: cells[index - 1].style)
        }
        if x + 1 < size.width, cells[index + 1].isContinuation {
            cells[index + 1] = Cell(" ", style: cells[index + 1].style)
        }
        cells[index] = cell
    }
}
