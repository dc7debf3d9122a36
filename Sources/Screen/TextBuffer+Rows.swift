extension TextBuffer {
    /// A row up or down as ``TextArea`` wraps the text for a pane of so many columns, keeping to the column it started from.
    /// False when there is no such row.
    package mutating func moveRow(_ step: Int, columns: Int) -> Bool {
        let rows = TextArea.rows(self, columns: columns)
        let row = TextArea.row(of: cursor, in: rows)
        guard rows.indices.contains(row + step) else { return false }
        let target = rows[row + step]
        let column = goal ?? TextArea.columns(of: characters[rows[row].lowerBound..<cursor])
        var position = target.lowerBound
        var used = 0
        while position < target.upperBound {
            used += TextArea.columns(of: characters[position...position])
            if used > column { break }
            position += 1
        }
        // The end of a wrapped row is the beginning of the next one: stay before it.
        if position == target.upperBound, row + step + 1 < rows.count, rows[row + step + 1].lowerBound == position {
            position = max(target.lowerBound, position - 1)
        }
        move(to: position)
        goal = column
        return true
    }
}
