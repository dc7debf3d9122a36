import Testing

@testable import StudioCore

@Suite struct SessionNameTests {
    @Test(arguments: [
        ("a lighthouse at dusk, snow", "a-lighthouse-at-dusk-snow"),
        ("Ein LEUCHTTURM, Schnee ☃ 灯台", "ein-leuchtturm-schnee-灯台"),
        ("one two three four five six seven eight", "one-two-three-four-five-six"),
        ("../../etc/passwd", "etc-passwd"), ("-rf *", "rf"), (".hidden", "hidden"),
        ("a\u{0}b\nc\u{1b}[31m", "a-b-c-31m"),
        ("", "untitled"), ("☃ … !", "untitled"), ("\u{202e}evil\u{200b}name", "evil-name"),
        ("CON", "con-1"), ("nul", "nul-1"), ("Com1", "com1-1"), ("con man", "con-man"), ("com", "com"),
        ("a fox. ", "a-fox"), ("e\u{301}te\u{301}", "\u{e9}t\u{e9}"), ("हिन्दी", "हिन्दी"), ("می\u{200C}خواهم", "میخواهم"),
        ("\u{301}\u{301}a", "a"), ("a\u{E0041}\u{E0042}b", "a-b"), ("\u{3164}", "untitled"), ("a\u{FE0F}b", "ab"),
    ]) func promptsBecomeNames(_ prompt: String, _ slug: String) {
        #expect(SessionName.slug(prompt) == slug)
    }

    @Test(arguments: [
        String(repeating: "x", count: 500), String(repeating: "字", count: 500), String(repeating: "𠀀 ", count: 500),
        "z" + String(repeating: "\u{0301}", count: 5_000), "\u{1b}]0;title\u{7}", "CON", "  \t\n ",
        "a/b\\c:d*e?f\"g<h>i|j", "prn.txt", "LPT9", String(repeating: "می\u{200C}", count: 90),
        String(repeating: "न्\u{200D}", count: 90), String(repeating: "e\u{301}", count: 90),
        // A joiner within a word, and a mark that would stand on a hyphen.
        String(repeating: "നന്\u{200D}മ", count: 30), String(repeating: "می\u{200C}خواهم", count: 20), "മ\u{0}ി",
        "\u{064C}خ" + String(repeating: "هم", count: 40),
    ]) func whateverComesIsAShortSafeFileName(_ prompt: String) {
        let slug = SessionName.slug(prompt)
        #expect(SessionName.isValid(slug))
        #expect(slug.count <= 32 && slug.utf8.count <= 96)
        #expect(!slug.hasSuffix("-"))
        #expect(SessionName.slug(slug) == slug, "a name names itself")
    }

    @Test func oneTextIsOneNameHoweverItIsComposed() {
        for (composed, decomposed) in [
            ("caf\u{e9}", "cafe\u{301}"), ("\u{1e69}", "s\u{323}\u{307}"), ("\u{ac00}", "\u{1100}\u{1161}"),
        ] {
            let names = [composed, decomposed].map { Array(SessionName.slug($0).utf8) }
            #expect(names[0] == names[1])
            #expect(names[0] == Array(composed.utf8))
        }
    }

    @Test func takenNamesGetANumber() {
        let taken: Set = ["fox", "fox-2"]
        #expect(SessionName.unique("fox") { taken.contains($0) } == "fox-3")
        #expect(SessionName.unique("owl") { taken.contains($0) } == "owl")
    }

    @Test(arguments: [
        "", ".", "..", ".x", "-x", "a/b", "a\\b", "a\nb", "a\u{200e}b", String(repeating: "x", count: 121),
    ])
    func whatCannotBeAFileIsNoName(_ name: String) { #expect(!SessionName.isValid(name)) }

    @Test(arguments: ["fox", "Füchse im Schnee", "灯台", "a.b"])
    func whatAPersonCallsTheirWorkIsAName(_ name: String) { #expect(SessionName.isValid(name)) }
}
