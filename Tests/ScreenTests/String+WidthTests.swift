import Testing

@testable import Screen

@Suite struct StringWidthTests {
    @Test(arguments: [
        ("lighthouse", 20, "lighthouse"), ("lighthouse", 10, "lighthouse"), ("lighthouse", 6, "light…"),
        ("lighthouse", 1, "…"),
        ("lighthouse", 0, ""), ("漢字漢字", 8, "漢字漢字"), ("漢字漢字", 6, "漢字…"), ("漢字漢字", 7, "漢字漢…"), ("\u{1B}[2J", 3, "␛[…"),
        ("", 3, ""),
    ])
    func truncated(_ text: String, _ width: Int, _ cut: String) {
        #expect(text.truncated(to: width) == cut)
    }

    @Test(arguments: [
        ("a lighthouse at dusk", 12, ["a lighthouse", "at dusk"]),
        ("a lighthouse at dusk", 6, ["a", "lighth", "ouse", "at", "dusk"]),
        ("one\n\ntwo", 10, ["one", "", "two"]),
        ("one  two", 4, ["one", "two"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
        ("漢字漢字。", 8, ["漢字漢", "字。"]),
        ("see 漢字", 7, ["see 漢", "字"]),
        ("ab漢字", 4, ["ab漢", "字"]),
        ("a\tb", 10, ["a    b"]),
        ("", 5, [""]),
        ("abc", 0, []),
        ("\u{202E}", 3, ["⟨20", "2E⟩"]),
        ("  indented text", 10, ["  indented", "text"]),
    ])
    func wrapped(_ text: String, _ width: Int, _ lines: [String]) {
        #expect(text.wrapped(to: width) == lines)
    }

    @Test(arguments: 1..<30) func noWrappedLineIsTooWide(_ width: Int) {
        let text =
            "A fox 狐狸 in the snow，雪の中の狐。 Verylongwordthatdoesnotfit \u{1B}[0m e\u{301}t\u{E9} 👨\u{200D}👩\u{200D}👧 end"
        let lines = text.wrapped(to: width)
        #expect(lines.allSatisfy { $0.displayWidth <= max(2, width) })
        let whole = Grapheme.safe(text).map(\.text).joined().filter { $0 != " " }
        #expect(lines.joined().filter { $0 != " " } == whole)
    }
}
