import Testing

@testable import Screen

@Suite struct CharacterWidthTests {
    /// Counted against `wcwidth` of glibc 2.36 for every scalar: equal but for what is refused here (format characters,
    /// soft hyphen, NUL). The numbers catch a newer Unicode in the language's own tables.
    @Test func asTheTerminalLibraryCounts() {
        var counts: [Int: Int] = [:]
        for value in UInt32(0)..<0x20000 {
            if let scalar = Unicode.Scalar(value) { counts[CharacterWidth.columns(scalar) ?? -1, default: 0] += 1 }
        }
        #expect(counts == [-1: 44143, 0: 1955, 1: 31475, 2: 51451])
    }

    @Test(
        arguments: [
            ("a", 1), ("ß", 1), ("─", 1), ("漢", 2), ("ｱ", 1), ("Ａ", 2), ("🎨", 2), ("✂", 1), ("⌚", 2), ("\u{4DC0}", 2),
            ("\u{301}", 0),
            ("\u{1160}", 0), ("\u{3000}", 2), ("€", 1), ("\u{E0B0}", 1),
        ] as [(Unicode.Scalar, Int)])
    func columns(_ scalar: Unicode.Scalar, _ columns: Int) {
        #expect(CharacterWidth.columns(scalar) == columns)
    }
}
