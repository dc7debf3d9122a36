/// What a screen names a picture by. The pictures themselves live elsewhere; a screen only says which one goes where.
package struct PictureID: Hashable, Sendable, CustomStringConvertible {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
    package var description: String { rawValue }
}

/// One character cell.
package struct Cell: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        /// One grapheme that fits a cell, or the left half of a double-width one. Already safe for the terminal.
        case text(String)
        /// The right half of the double-width grapheme to the left.
        case continuation
        /// Part of a picture: `column`, `row` count from the top left cell of the picture's rectangle.
        case picture(PictureID, column: Int, row: Int)
    }

    package var content: Content
    package var style: Style

    package init(_ content: Content, style: Style = .plain) {
        self.content = content
        self.style = style
    }

    package static let blank = Cell(.text(" "))
}
