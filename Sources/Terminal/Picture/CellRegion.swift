import Screen

/// A set of cells within a rectangle of the screen: what of a picture is to be seen.
struct CellRegion: Hashable, Sendable {
    /// In screen cells.
    let bounds: Rect
    /// Row by row, `bounds.width * bounds.height`.
    private var mask: [Bool]

    init(bounds: Rect, filled: Bool) {
        self.bounds = bounds
        mask = Array(repeating: filled, count: bounds.width * bounds.height)
    }

    /// - Parameter contains: asked for each cell, column and row counted from the rectangle's corner.
    init(bounds: Rect, contains: (_ column: Int, _ row: Int) -> Bool) {
        self.bounds = bounds
        mask = []
        mask.reserveCapacity(bounds.width * bounds.height)
        for row in 0..<bounds.height {
            for column in 0..<bounds.width { mask.append(contains(column, row)) }
        }
    }

    var isEmpty: Bool { !mask.contains(true) }
    var isFull: Bool { !mask.contains(false) }

    /// Columns and rows count from the rectangle's corner.
    func contains(column: Int, row: Int) -> Bool { mask[row * bounds.width + column] }

    func contains(x: Int, y: Int) -> Bool {
        bounds.contains(x: x, y: y) && contains(column: x - bounds.x, row: y - bounds.y)
    }

    /// Both regions must have the same rectangle.
    func subtracting(_ other: CellRegion) -> CellRegion {
        CellRegion(bounds: bounds) { contains(column: $0, row: $1) && !other.contains(column: $0, row: $1) }
    }

    /// Both regions must have the same rectangle.
    func intersection(_ other: CellRegion) -> CellRegion {
        CellRegion(bounds: bounds) { contains(column: $0, row: $1) && other.contains(column: $0, row: $1) }
    }

    func overlaps(_ other: CellRegion) -> Bool {
        let common = bounds.intersection(other.bounds)
        for y in common.y..<common.maxY {
            for x in common.x..<common.maxX where contains(x: x, y: y) && other.contains(x: x, y: y) { return true }
        }
        return false
    }

    /// The runs of one row, as columns from the rectangle's left edge.
    func runs(row: Int) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for column in 0..<bounds.width {
            switch (contains(column: column, row: row), start) {
            case (true, nil): start = column
            case (false, let begin?):
                runs.append(begin..<column)
                start = nil
            default: break
            }
        }
        if let start { runs.append(start..<bounds.width) }
        return runs
    }

    /// The region as few rectangles, in cells from the rectangle's corner: rows with the same runs are taken together, so
    /// a pop-up in the middle leaves four.
    var rects: [Rect] {
        var done: [Rect] = []
        var open: [Rect] = []
        for row in 0..<bounds.height {
            let runs = runs(row: row)
            if open.map({ $0.x..<$0.maxX }) == runs {
                for index in open.indices { open[index].height += 1 }
            } else {
                done += open
                open = runs.map { Rect(x: $0.lowerBound, y: row, width: $0.count, height: 1) }
            }
        }
        return done + open
    }
}
