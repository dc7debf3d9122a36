import Screen

/// What stands in the place of a picture that cannot be shown: the reason, in the middle.
enum FailureTile {
    struct Line: Hashable, Sendable {
        var column: Int
        var row: Int
        /// One grapheme each, with its width.
        var graphemes: [Grapheme]
    }

    static func lines(_ message: String, columns: Int, rows: Int) -> [Line] {
        guard columns >= 4, rows >= 1 else { return [] }
        let room = columns - 2
        var lines: [[Grapheme]] = [[]]
        var width = 0
        for word in message.split(separator: " ") {
            var graphemes = Grapheme.safe(String(word))
            var length = graphemes.reduce(0) { $0 + $1.width }
            while length > room, let last = graphemes.popLast() { length -= last.width }
            if width > 0, width + 1 + length > room {
                lines.append([])
                width = 0
            }
            if width > 0 {
                lines[lines.count - 1].append(contentsOf: Grapheme.safe(" "))
                width += 1
            }
            lines[lines.count - 1] += graphemes
            width += length
        }
        let shown = lines.prefix(rows)
        let top = (rows - shown.count) / 2
        return shown.enumerated().map { index, graphemes in
            let length = graphemes.reduce(0) { $0 + $1.width }
            return Line(column: max(0, (columns - length) / 2), row: top + index, graphemes: graphemes)
        }
    }
}
