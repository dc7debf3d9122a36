/// Pictures side by side with captions, as one picture: rows of equal cells on a dark ground.
package struct ContactSheet: Equatable, Sendable {
    package struct Cell: Equatable, Sendable {
        /// Scaled to the cell; nil: there is none.
        package var picture: Bitmap?
        /// What stands where the picture is missing.
        package var instead: String
        /// Lines below the picture, the first one brighter.
        package var caption: [String]

        package init(picture: Bitmap?, instead: String = "no picture", caption: [String] = []) {
            self.picture = picture
            self.instead = instead
            self.caption = caption
        }
    }

    /// A line above all cells; empty for none.
    package var title: String
    package var cells: [Cell]
    package var columns: Int
    /// The longest side of a picture on the sheet.
    package var edge: Int

    static let ground = RGB(24, 24, 28)
    static let hollow = RGB(38, 38, 44)
    static let bright = RGB(236, 236, 240)
    static let dim = RGB(160, 160, 170)
    private static let margin = 16

    package init(title: String = "", cells: [Cell], columns: Int? = nil, edge: Int? = nil) {
        self.title = title
        self.cells = cells
        self.columns = max(1, min(columns ?? Self.columns(for: cells.count), max(1, cells.count)))
        self.edge = max(16, edge ?? Self.edge(for: cells.count))
    }

    /// A comparison stands in one row, more than that in rows that are wider than the sheet is high.
    package static func columns(for count: Int) -> Int {
        if count <= 4 { return max(1, count) }
        var columns = 4
        while columns * columns * 2 < count * 3 { columns += 1 }
        return columns
    }

    /// Smaller the more there are, so that a sheet stays within 16 megapixels: few enough for anything that opens it.
    package static func edge(for count: Int) -> Int {
        var edge = 512
        while edge > 96, (edge + margin) * (edge + margin) * max(1, count) > 16 << 20 { edge -= 16 }
        return edge
    }

    /// Two pixels a point where there is room for words.
    private var scale: Int { edge >= 192 ? 2 : 1 }
    private var lineHeight: Int { SheetFont.lineHeight * scale }
    private var letters: Int { edge / (SheetFont.advance * scale) }

    private var rows: [ArraySlice<Cell>] {
        stride(from: 0, to: cells.count, by: columns).map { cells[$0..<min($0 + columns, cells.count)] }
    }

    private func size(_ cell: Cell) -> PixelSize {
        cell.picture?.size.fitted(in: PixelSize(width: edge, height: edge))
            ?? PixelSize(width: edge, height: edge * 9 / 16)
    }

    /// The tallest picture's, so that rows of wide pictures stand close.
    private func pictureHeight(_ row: ArraySlice<Cell>) -> Int { row.map { size($0).height }.max() ?? 0 }

    private func height(_ row: ArraySlice<Cell>) -> Int {
        let lines = row.map(\.caption.count).max() ?? 0
        return pictureHeight(row) + (lines > 0 ? Self.margin / 2 + lines * lineHeight : 0)
    }

    package var size: PixelSize {
        let heights = rows.reduce(0) { $0 + height($1) + Self.margin }
        return PixelSize(
            width: Self.margin + columns * (edge + Self.margin),
            height: Self.margin + (title.isEmpty ? 0 : lineHeight + Self.margin) + heights)
    }

    package func draw() -> Bitmap {
        let size = size
        var sheet = Bitmap.filled(Self.ground, width: size.width, height: size.height)
        var y = Self.margin
        if !title.isEmpty {
            let columns = (size.width - 2 * Self.margin) / (SheetFont.advance * scale)
            SheetFont.draw(
                SheetFont.fitted(title, columns: columns), on: &sheet, x: Self.margin, y: y, scale: scale,
                color: Self.bright)
            y += lineHeight + Self.margin
        }
        for row in rows {
            for (column, cell) in row.enumerated() {
                let x = Self.margin + column * (edge + Self.margin)
                draw(cell, on: &sheet, x: x, y: y, pictureHeight: pictureHeight(row))
            }
            y += height(row) + Self.margin
        }
        return sheet
    }

    private func draw(_ cell: Cell, on sheet: inout Bitmap, x: Int, y: Int, pictureHeight: Int) {
        let size = size(cell)
        let (left, top) = (x + (edge - size.width) / 2, y + (pictureHeight - size.height) / 2)
        if let picture = cell.picture {
            sheet.composite(picture.scaled(to: size), x: left, y: top)
        } else {
            sheet.composite(.filled(Self.hollow, width: size.width, height: size.height), x: left, y: top)
            let words = SheetFont.fitted(cell.instead, columns: letters - 2)
            let width = words.count * SheetFont.advance * scale
            SheetFont.draw(
                words, on: &sheet, x: left + (size.width - width) / 2,
                y: top + (size.height - SheetFont.height * scale) / 2, scale: scale, color: Self.dim)
        }
        for (index, line) in cell.caption.enumerated() {
            SheetFont.draw(
                SheetFont.fitted(line, columns: letters), on: &sheet, x: x,
                y: y + pictureHeight + Self.margin / 2 + index * lineHeight, scale: scale,
                color: index == 0 ? Self.bright : Self.dim)
        }
    }
}
