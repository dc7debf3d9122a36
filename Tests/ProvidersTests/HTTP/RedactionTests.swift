import Testing

@testable import Providers

@Suite struct RedactionTests {
    private static let key = "sk-proj-abc/def+123?XYZ"
    private let redaction = Redaction(key: key)

    @Test(arguments: [
        key, "sk-proj-abc%2Fdef%2B123%3FXYZ", base64(Array(key.utf8)), String(key.reversed()),
        base64(Array(key.utf8)).replacing("+", with: "-").replacing("/", with: "_"),
        key.utf8.map { String($0, radix: 16) }.joined(),
        key.utf8.map { String($0, radix: 16, uppercase: true) }.joined(),
    ]) func everyForm(_ form: String) { #expect(redaction("a \(form) b") == "a [key] b") }

    /// Base64 of something with the key in it, wherever it stands.
    @Test(arguments: ["", "x", "xy", "Bearer ", "user:"], ["", "z", "zz", "zzz"]) func withinBase64(
        _ lead: String, _ tail: String
    ) {
        let clean = redaction(base64(Array("\(lead)\(Self.key)\(tail)".utf8)))
        #expect(clean.contains("[key]") && clean.utf8.count < 24)
    }

    @Test func parts() {
        #expect(redaction("Incorrect API key: sk-proj-a****+123?XYZ.") == "Incorrect API key: [key]****[key].")
        #expect(redaction("abc/def") == "abc/def")
        #expect(redaction("abc/def+") == "[key]")
        #expect(redaction(Self.key + Self.key) == "[key]")
    }

    @Test func whatIsNoKeyStays() {
        let words = "The model is overloaded; see https://example.com/a?b=c for “more”. 🦊"
        #expect(redaction(words) == words)
        #expect(Redaction(key: "")("a  b") == "a  b")
        #expect(Redaction(key: "key")("a key") == "a key")
        #expect(Redaction(key: "secret")("a secret b") == "a [key] b")
    }

    @Test func aMegabyteOfKeys() {
        let clean = redaction(String(repeating: Self.key + " ", count: 40_000))
        #expect(clean == String(repeating: "[key] ", count: 40_000))
    }
}

@Suite struct ShownTests {
    @Test(arguments: [
        ("a\u{1B}[31mb", "a␛[31mb"), ("\u{9B}2J", "⟨009B⟩2J"), ("a\r\nb\rc\r", "a\nb␍c␍"), ("\u{7F}\u{0}", "␡␀"),
        ("\u{202E}x\u{2066}", "⟨202E⟩x⟨2066⟩"), ("\u{2028}", "⟨2028⟩"), ("\u{E0041}", "⟨E0041⟩"),
        ("\u{FFFE}", "⟨FFFE⟩"),
        ("tab\tand\nline", "tab\tand\nline"), ("é 猫 🦊 👩‍🚀", "é 猫 🦊 👩‍🚀"), ("", ""),
    ]) func visible(_ text: String, _ expected: String) {
        #expect(Shown.visible(text) == expected)
        #expect(Shown.visible(expected) == expected)
    }

    @Test func bounded() {
        #expect(Shown.text(String(repeating: "\u{1B}", count: 9000)).utf8.count <= Shown.most + 3)
        #expect(Shown.word("a\nb\r\nc") == "a b c")
        #expect(Shown.word(String(repeating: "é", count: 9000)).utf8.count <= Shown.mostWord + 3)
    }
}
