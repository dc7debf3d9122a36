/// What must be written to get from one frame to the next.
package struct FrameDiff: Equatable, Sendable {
    /// Neighbouring cells of one row that changed.
    package struct Run: Equatable, Sendable {
        package var x: Int
        package var y: Int
        package var cells: [Cell]
    }

    package var runs: [Run]

    /// Everything differs when there was no frame before, or one of another size.
    package init(from old: Frame?, to new: Frame) {
        runs = []
        let same = old.flatMap { $0.size == new.size ? $0 : nil }
        for y in 0..<new.size.height {
            var run: Run?
            for x in 0..<new.size.width {
                let cell = new[x, y]
                var differs = same.map { $0[x, y] != cell } ?? true
                // The right half of a wide grapheme goes with its left half.
                if !differs, cell.content == .continuation, run != nil { differs = true }
                if differs {
                    if run == nil { run = Run(x: x, y: y, cells: []) }
                    run?.cells.append(cell)
                } else if let done = run {
                    runs.append(done)
                    run = nil
                }
            }
            if let done = run { runs.append(done) }
        }
    }
}
