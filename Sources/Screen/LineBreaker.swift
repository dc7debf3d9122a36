/// Where a line breaks: the one rule for paragraphs and for the editor.
enum LineBreaker {
    /// All that breaking needs to know of a character.
    struct Piece: Equatable {
        var columns: Int32
        var isSpace = false
        /// Ideographs and their like: a line may break on either side.
        var isWide = false
        /// Punctuation that must not begin a line.
        var isClosing = false

        init(columns: Int, isSpace: Bool) {
            self.columns = Int32(columns)
            self.isSpace = isSpace
        }

        init(_ grapheme: Grapheme) {
            self.init(columns: grapheme.width, isSpace: grapheme.text == " ")
            isWide = grapheme.width == 2
            isClosing = isWide && grapheme.text.first.map(Self.isClosing) ?? false
        }

        /// A character of an editor, which is never taken apart: its token's width if it has to be shown as one.
        init(_ character: Character) {
            if let byte = character.printableASCII {
                self.init(columns: 1, isSpace: byte == 0x20)
                return
            }
            self.init(columns: character == "\t" ? 4 : Grapheme.width(character), isSpace: character == "\t")
            isWide = columns == 2
            isClosing = isWide && Self.isClosing(character)
        }

        private static func isClosing(_ character: Character) -> Bool { "、。，．）」』】〉》！？：；〕］｝ー々".contains(character) }
    }

    /// Ranges of pieces, each at most `width` columns (spaces at an end hang over it); never empty.
    static func lines(_ pieces: [Piece], width: Int) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        var used = 0
        var lastBreak = 0
        for index in pieces.indices {
            let piece = pieces[index]
            if index > start, !piece.isClosing, !piece.isSpace {
                let before = pieces[index - 1]
                if before.isSpace || before.isWide || piece.isWide { lastBreak = index }
            }
            while !piece.isSpace, used + Int(piece.columns) > width, index > start {
                let end = lastBreak > start ? lastBreak : index
                ranges.append(start..<end)
                start = end
                used = pieces[start..<index].reduce(0) { $0 + Int($1.columns) }
            }
            used += Int(piece.columns)
        }
        ranges.append(start..<pieces.count)
        return ranges
    }

    /// The same without the spaces at the ends of lines.
    static func lines(_ pieces: [Piece], width: Int, body: (Range<Int>) -> Void) {
        for range in lines(pieces, width: width) {
            var end = range.upperBound
            while end > range.lowerBound, pieces[end - 1].isSpace { end -= 1 }
            body(range.lowerBound..<end)
        }
    }
}
