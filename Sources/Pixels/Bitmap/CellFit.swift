/// Where a picture lies in a pane of character cells, and how many pixels it takes there: the shape is kept with the
/// terminal's real cell shape, so nothing is ever stretched.
package struct CellFit: Hashable, Sendable {
    /// Cells from the pane's left and top edge.
    package var column: Int
    package var row: Int
    /// Cells covered; at least 1 × 1.
    package var columns: Int
    package var rows: Int
    /// The picture's size on the screen. No wider than `columns` cells, no higher than `rows` cells.
    package var pixels: PixelSize

    /// Fits a picture into `columns × rows` cells of `cell` pixels each, centred.
    ///
    /// - Parameter enlarging: whether a picture smaller than the pane may grow to fill it.
    package init(picture: PixelSize, columns: Int, rows: Int, cell: PixelSize, enlarging: Bool = true) {
        let cell = PixelSize(width: max(1, cell.width), height: max(1, cell.height))
        let columns = max(1, columns)
        let rows = max(1, rows)
        let bounds = PixelSize(width: columns * cell.width, height: rows * cell.height)
        let size = enlarging ? picture.scaled(toTouch: bounds) : picture.fitted(in: bounds)
        pixels = size
        self.columns = min(columns, (size.width + cell.width - 1) / cell.width)
        self.rows = min(rows, (size.height + cell.height - 1) / cell.height)
        column = (columns - self.columns) / 2
        row = (rows - self.rows) / 2
    }
}
