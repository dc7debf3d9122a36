extension String {
    /// Columns the text takes on the screen, once made safe.
    package var displayWidth: Int {
        if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return utf8.count }
        return Grapheme.safe(self).reduce(0) { $0 + $1.width }
    }

    /// The text made safe, cut to so many columns, with an ellipsis where something is missing.
    package func truncated(to width: Int, ellipsis: String = "…") -> String {
        guard width > 0 else { return "" }
        let graphemes = Grapheme.safe(self)
        if graphemes.reduce(0, { $0 + $1.width }) <= width { return graphemes.map(\.text).joined() }
        var result = ""
        var used = 0
        let room = width - ellipsis.displayWidth
        for grapheme in graphemes {
            guard used + grapheme.width <= room else { break }
            result += grapheme.text
            used += grapheme.width
        }
        return room < 0 ? "" : result + ellipsis
    }

    /// The text in lines of at most so many columns, broken at spaces where possible, newlines kept.
    package func wrapped(to width: Int) -> [String] {
        guard width > 0 else { return [] }
        return split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).flatMap { line in
            WrappedLine.wrap(line.map { String($0) }, width: width).map { range in
                var text = line.map { String($0) }[range].joined()
                while text.last == " " { text.removeLast() }
                return text
            }
        }
    }
}

/// Where a line breaks: the one rule for paragraphs and for the editor.
enum WrappedLine {
    /// Ranges of characters, each at most `width` columns; never empty. A break is after a space, around a wide
    /// character, or anywhere in a word longer than the line.
    static func wrap(_ characters: [String], width: Int) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        var used = 0
        var lastBreak: Int?
        var index = 0
        while index < characters.count {
            let columns = characters[index].displayWidth
            if used + columns > width, index > start, characters[index] != " " {
                let end = lastBreak ?? index
                ranges.append(start..<end)
                start = end
                used = characters[start..<index].reduce(0) { $0 + $1.displayWidth }
                lastBreak = nil
                continue
            }
            used += columns
            index += 1
            if characters[index - 1] == " " || columns == 2 { lastBreak = index }
        }
        ranges.append(start..<characters.count)
        return ranges
    }
}
