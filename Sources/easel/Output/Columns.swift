import Screen

/// Rows of words as aligned columns, two spaces apart.
enum Columns {
    static func lines(_ rows: [[String]]) -> [String] {
        var widths: [Int] = []
        for row in rows {
            for (index, cell) in row.enumerated() {
                if index == widths.count { widths.append(0) }
                widths[index] = max(widths[index], cell.displayWidth)
            }
        }
        return rows.map { row in
            var line = ""
            for (index, cell) in row.enumerated() where widths[index] > 0 {
                line += cell
                if index < row.count - 1 {
                    line += String(repeating: " ", count: widths[index] - cell.displayWidth + 2)
                }
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}
