import Fuzzing
import Testing

@testable import Screen

@Suite struct GraphemeTests {
    private func shown(_ text: String) -> [String] { Grapheme.safe(text).map(\.text) }

    @Test(arguments: [
        ("\u{1B}[31m", "␛[31m"), ("a\tb\r\nc", "a␉b␍␊c"), ("\u{0}\u{7F}", "␀␡"), ("\u{85}\u{9B}", "⟨0085⟩⟨009B⟩"),
        ("\u{2028}", "⟨2028⟩"), ("ab\u{202E}cd", "ab⟨202E⟩cd"), ("\u{61C}\u{200E}\u{2066}", "⟨061C⟩⟨200E⟩⟨2066⟩"),
        ("a\u{E0041}", "a⟨E0041⟩"), ("\u{FFF9}\u{FEFF}", "⟨FFF9⟩⟨FEFF⟩"), ("a\u{200B}b", "a⟨200B⟩b"),
        ("\u{200D}", "⟨200D⟩"), ("\u{FFFE}\u{10FFFF}", "⟨FFFE⟩⟨10FFFF⟩"), ("\u{AD}", "⟨00AD⟩"), ("\u{3164}", "⟨3164⟩"),
        ("\u{10EEEE}\u{305}", "⟨10EEEE⟩◌\u{305}"), ("\u{1FAE8}", "\u{FFFD}"), ("\u{1CD00}", "\u{FFFD}"),
        ("a\u{A0}b", "a b"),
    ])
    func whatMayHarmIsAToken(_ text: String, _ safe: String) {
        #expect(Grapheme.safe(text).map(\.text).joined().unicodeScalars.elementsEqual(safe.unicodeScalars))
        #expect(text.displayWidth == safe.unicodeScalars.count { $0 != "\u{305}" })
    }

    @Test(arguments: [
        ("é", ["é"], 1), ("漢字", ["漢", "字"], 4), ("❤\u{FE0F}", ["❤"], 1), ("👨\u{200D}👩\u{200D}👧", ["👨"], 2),
        ("👍🏽", ["👍"], 2), ("🇩🇪", ["D", "E"], 2), ("1\u{FE0F}\u{20E3}", ["1\u{20E3}"], 1),
        ("🏃\u{200D}♂\u{FE0F}", ["🏃"], 2),
        ("का", ["क", "ा"], 2), ("क्\u{200D}ष", ["क्", "ष"], 2), ("한", ["한"], 2), ("\u{301}", ["◌\u{301}"], 1),
        ("한", ["한"], 2),
        ("─█▏⠋●", ["─", "█", "▏", "⠋", "●"], 5),
    ])
    func oneCharacterACell(_ text: String, _ graphemes: [String], _ width: Int) {
        let safe = Grapheme.safe(text)
        #expect(safe.map { Array($0.text.unicodeScalars) } == graphemes.map { Array($0.unicodeScalars) })
        #expect(text.displayWidth == width)
    }

    @Test func aFloodOfMarksIsCut() {
        let safe = Grapheme.safe("a" + String(repeating: "\u{301}", count: 10_000) + "b")
        #expect(safe.map(\.text.unicodeScalars.count) == [1 + Grapheme.mostMarks, 1, 1])
        #expect(safe.map(\.text).dropFirst() == ["\u{FFFD}", "b"])
    }

    /// Every scalar there is: alone it gives cells that hold no control, no format character and nothing of unknown width.
    @Test func everyScalarBecomesHarmless() {
        var worst: [UInt32] = []
        let planes = [0..<0x20000, 0x31300..<0x31400, 0xE0000..<0xE0200, 0x10EE00..<0x10EF00, 0x10FFF0..<0x110000]
        for value in planes.joined().map({ UInt32($0) }) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            for grapheme in Grapheme.safe(String(scalar)) {
                let columns = grapheme.text.unicodeScalars.map { CharacterWidth.columns($0) }
                if columns.first != grapheme.width || columns.dropFirst().contains(where: { $0 != 0 }) {
                    worst.append(value)
                }
            }
        }
        #expect(worst == [])
    }

    /// Cutting and wrapping give safe text, and writing makes it safe again: that must change nothing.
    @Test(arguments: 0..<30) func safeTextStaysAsItIs(_ seed: UInt64) {
        var random = SeededRandom(seed)
        let ranges: [(UInt32, UInt32)] = [
            (0x00, 0xFF), (0x300, 0x36F), (0x600, 0x6FF), (0x900, 0x97F), (0x1100, 0x11FF), (0x200B, 0x206F),
            (0x1F1E6, 0x1F1FF), (0x1F3F0, 0x1F4FF), (0xAC00, 0xAD00), (0xFE00, 0xFE0F), (0xE0000, 0xE007F),
            (0x200D, 0x200D),
        ]
        var scalars = String.UnicodeScalarView()
        for _ in 0..<300 {
            let (low, high) = ranges[random.below(ranges.count)]
            if let scalar = Unicode.Scalar(low + UInt32(random.below(Int(high - low + 1)))) { scalars.append(scalar) }
        }
        let once = Grapheme.safe(String(scalars))
        let twice = Grapheme.safe(once.map(\.text).joined())
        #expect(once.map(\.text) == twice.map(\.text))
        #expect(once.map(\.width) == twice.map(\.width))
    }
}

@Suite struct SimpleTextTests {
    /// What takes the short way must be what the long way would make of it.
    @Test func isWhatTheLongWaySays() {
        for value in UInt32(0)...0x3100 {
            guard let scalar = Unicode.Scalar(value), scalar.isSimple else { continue }
            let text = String(scalar)
            let safe = Grapheme.safe(text)
            #expect(safe.map(\.text) == [text] && safe.map(\.width) == [1], "\(value)")
            #expect("a\(text)b\(text)─\(text)é".count == 7, "\(value)")
        }
    }

    @Test(arguments: ["", "plain", "╭── “a” – 3×…", "a\u{300}b", "漢", "\u{1b}[0m", "tab\t"])
    func isWrittenAlike(_ text: String) {
        var frame = Frame(size: Size(width: 20, height: 1))
        let end = frame.write(text, x: 0, y: 0, style: .plain)
        let whole = Grapheme.safe(text)
        #expect(end == whole.reduce(0) { $0 + $1.width })
        #expect(text.displayWidth == end)
        #expect(frame.goldenText == whole.map(\.text).joined() + "\n")
    }
}

@Suite struct CellTests {
    @Test(arguments: ["", " ", "a", "é", "漢", "e\u{301}", "e\u{301}\u{302}\u{303}\u{304}", "\u{1F98A}\u{301}"])
    func keepsItsText(_ text: String) {
        let cell = Cell(.text(text))
        #expect(cell.content == .text(text) && cell.isText && !cell.isContinuation)
    }

    @Test func keepsItsPlaceInAPicture() {
        let content = Cell.Content.picture(PictureID("p"), column: 999, row: 400)
        #expect(Cell(content).content == content && !Cell(content).isText && !Cell(content).isContinuation)
        #expect(PictureID("p") != PictureID("q"))
        #expect(Cell(.continuation).content == .continuation && Cell(.continuation).isContinuation)
    }
}

extension CellTests {
    /// Rows are compared as memory: there must be no gap that holds anything.
    @Test func hasNoGaps() {
        #expect(MemoryLayout<Cell>.size == MemoryLayout<Cell>.stride && MemoryLayout<Cell>.size == 24)
    }
}
