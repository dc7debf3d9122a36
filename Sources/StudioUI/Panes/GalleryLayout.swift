package import Screen

/// Where the gallery's parts are: a pure function of the terminal's size and what is wanted of it.
package struct GalleryLayout: Hashable, Sendable {
    package var header: Rect
    package var field: Rect
    package var grid: Rect
    /// Nothing when there is no room, or no wish.
    package var details: Rect?
    package var status: Rect
    package var hints: Rect
    package var columns: Int
    /// Lines of tiles that are seen whole.
    package var rows: Int
    private var tile: Size

    /// A blank between two tiles.
    private static let gap = 1

    package init(size: Size, zoom: GalleryState.Zoom = .medium, details wish: Bool? = nil) {
        header = Rect(x: 0, y: 0, width: size.width, height: 1)
        field = Rect(x: 1, y: 1, width: size.width - 2, height: 1)
        status = Rect(x: 0, y: size.height - 2, width: size.width, height: 1)
        hints = Rect(x: 0, y: size.height - 1, width: size.width, height: 1)
        var inner = Rect(x: 1, y: 3, width: size.width - 2, height: size.height - 6)
        let side = size.width >= 100 ? min(44, size.width * 3 / 10) : size.width / 2
        if wish ?? (size.width >= 100) {
            details = Rect(x: size.width - side, y: 2, width: side, height: size.height - 4)
            inner = Rect(x: 1, y: 3, width: size.width - side - 2, height: size.height - 6)
        }
        grid = inner
        let width =
            switch zoom {
            case .small: 14
            case .medium: 22
            case .large: 36
            }
        columns = max(1, (inner.width + Self.gap) / (width + Self.gap))
        let wide = (inner.width + Self.gap) / columns - Self.gap
        // A little lower than a square picture would be (a cell is about twice as high as wide); the last line is the caption.
        // As many lines as come closest, and on a low screen lower tiles rather than one line of them.
        let high = Double(max(4, wide * 2 / 5 + 1))
        let least = zoom == .large ? 1 : zoom == .medium ? 2 : 3
        let fits = Int((Double(inner.height + Self.gap) / (high + Double(Self.gap))).rounded())
        rows = max(1, min(max(least, fits), (inner.height + Self.gap) / 4))
        tile = Size(width: wide, height: min(inner.height, (inner.height + Self.gap) / rows - Self.gap))
    }

    /// The tile of a place in the grid, picture and caption.
    package func tile(row: Int, column: Int) -> Rect {
        Rect(
            x: grid.x + column * (tile.width + Self.gap), y: grid.y + row * (tile.height + Self.gap),
            width: tile.width, height: tile.height)
    }

    /// The place in the grid under a cell of the screen.
    package func place(x: Int, y: Int) -> (row: Int, column: Int)? {
        for row in 0..<rows {
            for column in 0..<columns where tile(row: row, column: column).contains(x: x, y: y) {
                return (row, column)
            }
        }
        return nil
    }

    /// How many tiles are seen at once.
    package var shown: Int { rows * columns }
}
