import Testing

@testable import Screen

@Suite struct KeyChordTests {
    @Test(arguments: [
        ("ctrl-p", KeyChord(.character("p"), .control)),
        ("alt-enter", KeyChord(.enter, .alt)),
        ("shift-tab", KeyChord(.tab, .shift)),
        ("ctrl-alt-x", KeyChord(.character("x"), [.control, .alt])),
        ("ctrl-shift-up", KeyChord(.up, [.control, .shift])),
        ("f1", KeyChord(.function(1))),
        ("shift-f12", KeyChord(.function(12), .shift)),
        ("f", KeyChord(.character("f"))),
        ("G", KeyChord(.character("G"))),
        ("?", KeyChord(.character("?"))),
        ("space", KeyChord(.character(" "))),
        ("ctrl-space", KeyChord(.character(" "), .control)),
        ("minus", KeyChord(.character("-"))),
        ("ctrl-minus", KeyChord(.character("-"), .control)),
        ("alt-漢", KeyChord(.character("漢"), .alt)),
        ("page-up", KeyChord(.pageUp)),
        ("escape", KeyChord(.escape)),
        ("alt-A", KeyChord(.character("A"), .alt)),
    ])
    func readsAndWrites(_ text: String, _ chord: KeyChord) {
        #expect(KeyChord(text) == chord)
        #expect(chord.description == text)
    }

    @Test(arguments: [
        ("C-P", "ctrl-p"), ("Ctrl-Shift-P", "ctrl-p"), ("shift-a", "A"), ("M-x", "alt-x"), ("S-Tab", "shift-tab"),
        ("Esc", "escape"),
        ("PgUp", "page-up"), ("F5", "f5"), ("-", "minus"), ("ctrl--", "ctrl-minus"), ("ctrl-i", "tab"),
        ("ctrl-m", "enter"),
        ("ctrl-[", "escape"), ("ctrl-@", "ctrl-space"), ("ctrl-/", "ctrl-_"), ("alt-shift-f", "alt-F"),
    ])
    func whatTerminalsSendAlikeIsOneChord(_ text: String, _ canonical: String) {
        #expect(KeyChord(text)?.description == canonical)
    }

    @Test(arguments: ["", "hyper-x", "ctrl-", "ctrl-ctrl-p", "f0", "f25", "shift-1", "entr", "ab", "ctrl"])
    func refuses(_ text: String) {
        #expect(KeyChord(text) == nil)
    }

    @Test func sequences() {
        #expect(KeyChord.sequence("g g") == [KeyChord(.character("g")), KeyChord(.character("g"))])
        #expect(KeyChord.sequence(" ctrl-x  space ")?.map(\.description) == ["ctrl-x", "space"])
        #expect(KeyChord.sequence("") == nil)
        #expect(KeyChord.sequence("g nope") == nil)
    }
}
