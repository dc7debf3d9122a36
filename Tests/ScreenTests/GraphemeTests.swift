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
        var random = SmallRandom(seed: seed)
        let ranges: [(UInt32, UInt32)] = [
            (0x00, 0xFF), (0x300, 0x36F), (0x600, 0x6FF), (0x900, 0x97F), (0x1100, 0x11FF), (0x200B, 0x206F),
            (0x1F1E6, 0x1F1FF), (0x1F3F0, 0x1F4FF), (0xAC00, 0xAD00), (0xFE00, 0xFE0F), (0xE0000, 0xE007F),
            (0x200D, 0x200D),
        ]
        var scalars = String.UnicodeScalarView()
        for _ in 0..<300 {
            let (low, high) = ranges[random.next(ranges.count)]
            if let scalar = Unicode.Scalar(low + UInt32(random.next(Int(high - low + 1)))) { scalars.append(scalar) }
        }
        let once = Grapheme.safe(String(scalars))
        let twice = Grapheme.safe(once.map(\.text).joined())
        #expect(once.map(\.text) == twice.map(\.text))
        #expect(once.map(\.width) == twice.map(\.width))
    }
}
