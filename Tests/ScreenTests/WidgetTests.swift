import Testing

@testable import Screen

@Suite struct WidgetTests {
    private func golden(_ width: Int, _ height: Int, _ draw: (inout Frame, Rect) -> Void) -> String {
        var frame = Frame(size: Size(width: width, height: height))
        draw(&frame, frame.bounds)
        return frame.goldenText
    }

    private func text(_ spans: [Span]) -> String { spans.map(\.text).joined() }

    @Test func boxes() {
        let box = Box(title: "History", badge: "3/7", border: .plain, titleStyle: .plain, fill: .plain)
        #expect(
            golden(22, 3) { box.draw(in: &$0, $1) } == """
                ╭─ History ──── 3/7 ─╮
                │                    │
                ╰────────────────────╯

                """)
        #expect(golden(16, 2) { box.draw(in: &$0, $1) } == "╭─ History ────╮\n╰──────────────╯\n")
        #expect(golden(10, 2) { box.draw(in: &$0, $1) } == "╭─ His… ─╮\n╰────────╯\n")
        #expect(golden(1, 1) { box.draw(in: &$0, $1) } == "\n")
        var frame = Frame(size: Size(width: 9, height: 5))
        #expect(box.draw(in: &frame, Rect(x: 1, y: 1, width: 6, height: 4)) == Rect(x: 2, y: 2, width: 4, height: 2))
    }

    @Test func aBoxCoversWhatWasThere() {
        let shown = golden(8, 3) { frame, rect in
            for y in 0..<3 { frame.write("xxxxxxxx", x: 0, y: y, style: .plain) }
            Box.popup("", theme: .mono).draw(in: &frame, rect.inset(1, 0))
        }
        #expect(shown == "x╭────╮x\nx│    │x\nx╰────╯x\n")
    }

    @Test(arguments: [
        (0, "────────"), (0.5, "████────"), (1, "████████"), (0.999, "███████▉"), (0.015625, "▏───────"),
        (2, "████████"),
        (-1, "────────"), (.nan, "────────"),
    ])
    func progress(_ fraction: Double, _ bar: String) {
        #expect(text(ProgressBar.spans(fraction, width: 8, theme: .mono)) == bar)
    }

    @Test(arguments: [
        (0, "██──────"), (0.25, "───██───"), (0.5, "──────██"), (0.75, "───██───"), (1, "██──────"), (7.5, "──────██"),
    ])
    func indeterminateProgress(_ phase: Double, _ bar: String) {
        #expect(text(ProgressBar.indeterminate(phase: phase, width: 8, theme: .mono)) == bar)
    }

    @Test func noBarIsWiderThanItsRoom() {
        for width in -1...3 {
            #expect(text(ProgressBar.spans(0.7, width: width, theme: .mono)).count == max(0, width))
            #expect(text(ProgressBar.indeterminate(phase: 0.3, width: width, theme: .mono)).count == max(0, width))
        }
    }

    @Test func scrollBars() {
        func bar(_ first: Int, _ count: Int) -> String {
            golden(1, 4) { ScrollBar.draw(in: &$0, x: 0, rect: $1, first: first, count: count, style: .plain) }
        }
        #expect(bar(0, 4) == "\n\n\n\n")
        #expect(bar(0, 8) == "┃\n┃\n\n\n")
        #expect(bar(4, 8) == "\n\n┃\n┃\n")
        #expect(bar(0, 1000) == "┃\n\n\n\n")
        #expect(bar(996, 1000) == "\n\n\n┃\n")
        #expect(bar(1, 1000) == "\n┃\n\n\n")
        #expect(bar(995, 1000) == "\n\n┃\n\n")
    }

    @Test func spansAreCutAndAligned() {
        let spans = [Span("one ", .plain), Span("two", .plain)]
        #expect(golden(6, 1) { $0.write(spans, x: 0, y: 0, in: $1) } == "one t…\n")
        #expect(golden(9, 1) { $0.writeRight(spans, y: 0, in: $1) } == "  one two\n")
        #expect(golden(6, 1) { $0.writeRight(spans, y: 0, in: $1) } == "\n")
    }

    @Test func hintsAreWhole() {
        let hints = [(keys: "Enter", words: "submit"), (keys: "Tab", words: "next pane"), (keys: "?", words: "help")]
        #expect(text(KeyHints.spans(hints, width: 40, theme: .mono)) == "Enter submit   Tab next pane   ? help")
        #expect(text(KeyHints.spans(hints, width: 30, theme: .mono)) == "Enter submit   Tab next pane")
        #expect(text(KeyHints.spans(hints, width: 5, theme: .mono)) == "")
    }

    @Test(arguments: [
        ("abc|", 6, "abc", 3), ("abcdef|", 6, "bcdef", 5), ("|abcdefgh", 6, "abcdef", 0),
        ("abcdefg|hij", 6, "cdefgh", 5),
        ("漢字漢字|", 6, "漢字", 4), ("a\tb\nc|", 9, "a b c", 5), ("|", 6, "", 0), ("abc|", 1, "", 0),
    ])
    func fieldsScroll(_ marked: String, _ width: Int, _ seen: String, _ cursor: Int) {
        let field = TextField(TextBuffer(marked: marked), width: width)
        #expect(field.text == seen)
        #expect(field.cursorX == cursor)
    }

    /// Any size, however small or far off: nothing is drawn outside, nothing stops.
    @Test func everythingFitsAnywhere() {
        let buffer = TextBuffer("words 漢字 and\nlines")
        for width in 0...4 {
            for height in 0...3 {
                var frame = Frame(size: Size(width: width, height: height))
                for rect in [
                    frame.bounds, Rect(x: -2, y: -1, width: 5, height: 3), Rect(x: 2, y: 2, width: 9, height: 9),
                ] {
                    Box(title: "漢title", badge: "9", border: .plain, titleStyle: .plain, fill: .plain).draw(
                        in: &frame, rect)
                    let area = TextArea(buffer, size: rect.size)
                    for (y, line) in area.lines.enumerated() {
                        frame.write(line, x: rect.x, y: rect.y + y, style: .plain, limit: rect)
                    }
                    _ = TextField(buffer, width: rect.width)
                }
                #expect(frame.rows.map(\.count) == Array(repeating: width, count: height))
            }
        }
    }
}
