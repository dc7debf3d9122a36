import Testing

@testable import Screen

extension TextArea {
    fileprivate var texts: [String] { lines.map { String($0) } }
}

@Suite struct TextAreaTests {
    private func area(_ marked: String, _ width: Int, _ height: Int) -> TextArea {
        TextArea(TextBuffer(marked: marked), size: Size(width: width, height: height))
    }

    @Test func wrapsAndPutsTheCursor() {
        let area = area("a lighthouse at| dusk", 13, 4)
        #expect(area.texts == ["a lighthouse ", "at dusk"])
        #expect([area.cursorX, area.cursorY] == [2, 1])
        #expect([area.lineCount, area.firstLine] == [2, 0])
    }

    @Test func theCursorOfAFullRowHasAColumn() {
        let area = area("abcd|", 5, 2)
        #expect(area.texts == ["abcd"])
        #expect([area.cursorX, area.cursorY] == [4, 0])
    }

    @Test func spacesAtAnEndKeepTheCursorInside() {
        #expect(area("abcd        |", 5, 2).cursorX == 4)
    }

    @Test func scrollsToTheCursor() {
        let text = (1...9).map(String.init).joined(separator: "\n")
        let end = TextArea(TextBuffer(text), size: Size(width: 9, height: 3))
        #expect(end.texts == ["7", "8", "9"])
        #expect([end.cursorY, end.firstLine, end.lineCount] == [2, 6, 9])
        let middle = area("1\n2\n3\n4|\n5\n6\n7\n8", 9, 3)
        #expect(middle.texts == ["3", "4", "5"])
        #expect(middle.cursorY == 1)
    }

    @Test func wideTabsAndTokensAreCounted() {
        #expect(area("漢字|x", 10, 1).cursorX == 4)
        #expect(area("a\tb|", 10, 1).texts == ["a    b"])
        #expect(area("a\tb|", 10, 1).cursorX == 6)
        #expect(area("\u{202E}|", 10, 1).cursorX == 6)
    }

    /// Plain text that fits goes a short way; a mark that is deleted again leaves the long way's result as well.
    @Test(arguments: 1..<12) func plainTextIsLaidOutLikeAnyOther(_ width: Int) {
        for length in 0..<14 {
            let plain = TextBuffer(String("one two three!".prefix(length)))
            var other = plain
            other.insert("漢")
            other.move(to: 0)
            #expect(!other.isPlain)
            other.move(to: length + 1)
            other.deleteBackward()
            let size = Size(width: width, height: 4)
            #expect(TextArea(plain, size: size) == TextArea(other, size: size))
            let pieces = plain.characters.map { LineBreaker.Piece($0) }
            #expect(TextArea.rows(plain, columns: width) == LineBreaker.lines(pieces, width: max(1, width - 1)))
        }
    }

    @Test func anEmptyTextHasARow() {
        let area = area("|", 10, 3)
        #expect(area.texts == [""])
        #expect([area.cursorX, area.cursorY, area.lineCount] == [0, 0, 1])
    }

    @Test(
        arguments: [
            ("one two th|ree", -1, "on|e two three"),
            ("on|e two three", 1, "one two th|ree"),
            ("one two three|", 1, nil),
            ("|one", -1, nil),
            ("one two\nab|c", -1, "on|e two\nabc"),
        ] as [(String, Int, String?)])
    func movesByRows(_ before: String, _ step: Int, _ after: String?) {
        var buffer = TextBuffer(marked: before)
        let moved = buffer.moveRow(step, columns: 9)
        #expect(moved == (after != nil))
        #expect(buffer.marked == after ?? before)
    }
}
