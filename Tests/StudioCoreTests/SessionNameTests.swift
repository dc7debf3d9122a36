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
    ]) func promptsBecomeNames(_ prompt: String, _ slug: String) {
        #expect(SessionName.slug(prompt) == slug)
    }

    @Test(arguments: [
        String(repeating: "x", count: 500), String(repeating: "字", count: 500), String(repeating: "𠀀 ", count: 500),
        "z" + String(repeating: "\u{0301}", count: 5_000), "\u{1b}]0;title\u{7}", "CON", "  \t\n ",
        "a/b\\c:d*e?f\"g<h>i|j",
    ]) func whateverComesIsAShortSafeFileName(_ prompt: String) {
        let slug = SessionName.slug(prompt)
        #expect(SessionName.isValid(slug))
        #expect(slug.count <= 32 && slug.utf8.count <= 96)
        #expect(!slug.hasSuffix("-"))
        #expect(SessionName.slug(slug) == slug, "a name names itself")
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
