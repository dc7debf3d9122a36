/// What must be written to get from one frame to the next.
package struct FrameDiff: Equatable, Sendable {
    /// Neighbouring cells of one row that changed.
    package struct Run: Equatable, Sendable {
        package var x: Int
        package var y: Int
        package var cells: [Cell]

        package init(x: Int, y: Int, cells: [Cell]) {
            self.x = x
            self.y = y
            self.cells = cells
        }
    }

    /// Row by row from the top, left to right.
    package private(set) var runs: [Run] = []

    /// Everything differs when there was no frame before, or one of another size. A cell of a picture is the same when it
    /// shows the same part of the same picture in the same style; a double-width grapheme is written whole or not at all.
    package init(from old: Frame?, to new: Frame) {
        guard let old, old.size == new.size else {
            let width = new.size.width
            guard width > 0 else { return }
            runs = (0..<new.size.height).map { y in
                Run(x: 0, y: y, cells: Array(new.cells[y * width..<(y + 1) * width]))
            }
            return
        }
        for y in 0..<new.size.height { compare(old.cells, new.cells, width: new.size.width, row: y) }
    }

    private mutating func compare(_ old: [Cell], _ new: [Cell], width: Int, row y: Int) {
        let start = y * width
        var x = 0
        while x < width {
            if old[start + x] == new[start + x] {
                x += 1
                continue
            }
            var first = x
            if new[start + x].content == .continuation, x > 0 { first -= 1 }
            x += 1
            while x < width, old[start + x] != new[start + x] || new[start + x].content == .continuation { x += 1 }
            runs.append(Run(x: first, y: y, cells: Array(new[start + first..<start + x])))
        }
    }
}
