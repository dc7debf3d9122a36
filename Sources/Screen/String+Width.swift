extension String {
    /// Whether every byte is a printable ASCII character: then text is safe as it is, and bytes are columns.
    var isPlain: Bool { utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }

    /// Whether every scalar is a grapheme of its own, one column wide and safe as it is: what screens are mostly made of.
    var isSimple: Bool { isPlain || unicodeScalars.allSatisfy(\.isSimple) }

    /// Columns the text takes on the screen, once made safe.
    package var displayWidth: Int {
        if isPlain { return utf8.count }
        if isSimple { return unicodeScalars.count }
        return reduce(0) { $0 + Grapheme.width($1) }
    }

    /// The text made safe, cut to so many columns, with an ellipsis where something is missing.
    package func truncated(to width: Int, ellipsis: String = "…") -> String {
        guard width > 0 else { return "" }
        if isPlain ? utf8.count <= width : isSimple && unicodeScalars.count <= width { return self }
        // A character has at least one column: no need to look at a whole book for one line of it.
        let start = prefix(width + 1)
        let graphemes = Grapheme.safe(String(start))
        if start.endIndex == endIndex, graphemes.reduce(0, { $0 + $1.width }) <= width {
            return graphemes.map(\.text).joined()
        }
        let room = width - ellipsis.displayWidth
        guard room >= 0 else { return "" }
        var result = ""
        var used = 0
        for grapheme in graphemes {
            guard used + grapheme.width <= room else { break }
            result += grapheme.text
            used += grapheme.width
        }
        return result + ellipsis
    }

    /// The text made safe, in lines of at most so many columns: broken after spaces and around ideographs, inside a word
    /// only when it is longer than a line. Newlines are kept, tabs become four spaces. Empty when `width` is below 1.
    package func wrapped(to width: Int) -> [String] {
        guard width > 0 else { return [] }
        var lines: [String] = []
        for line in utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            var line = line
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if line.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
                let bytes = Array(line)
                let pieces = bytes.map { LineBreaker.Piece(columns: 1, isSpace: $0 == 0x20) }
                LineBreaker.lines(pieces, width: width) { lines.append(String(decoding: bytes[$0], as: UTF8.self)) }
            } else {
                let tabs = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
                let graphemes = Grapheme.safe(tabs.map { String(Substring($0)) }.joined(separator: "    "))
                LineBreaker.lines(graphemes.map { LineBreaker.Piece($0) }, width: width) {
                    lines.append(graphemes[$0].reduce(into: "") { $0 += $1.text })
                }
            }
        }
        return lines
    }
}
