/// Keys as text, both ways: key files, help and tests speak one language (`ctrl-p`, `alt-enter`, `g g`).
extension KeyChord: CustomStringConvertible {
    /// The first name of a key is the one that is written.
    private static let names: [(String, Key)] = [
        ("enter", .enter), ("tab", .tab), ("escape", .escape), ("backspace", .backspace), ("delete", .delete),
        ("insert", .insert), ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("home", .home),
        ("end", .end), ("page-up", .pageUp), ("page-down", .pageDown), ("space", .character(" ")),
        ("minus", .character("-")),
        ("return", .enter), ("esc", .escape), ("del", .delete), ("pageup", .pageUp), ("pagedown", .pageDown),
        ("pgup", .pageUp), ("pgdn", .pageDown),
    ]

    private static let prefixes: [(String, Modifiers)] = [
        ("ctrl-", .control), ("c-", .control), ("alt-", .alt), ("a-", .alt), ("m-", .alt), ("shift-", .shift),
        ("s-", .shift),
    ]

    package var description: String {
        var text = ""
        if modifiers.contains(.control) { text += "ctrl-" }
        if modifiers.contains(.alt) { text += "alt-" }
        if modifiers.contains(.shift) { text += "shift-" }
        switch key {
        case .function(let number): return text + "f\(number)"
        case .character(let character): return text + (Self.names.first { $0.1 == key }?.0 ?? String(character))
        default: return text + (Self.names.first { $0.1 == key }?.0 ?? "?")
        }
    }

    /// Reads one chord; nil for what is none.
    ///
    /// Two ways to write what a terminal sends alike give one chord: `shift-a` is `A`, `ctrl-I` is `tab`. Shift with a
    /// character that is no letter is none: which character that types only the keyboard knows.
    package init?(_ text: String) {
        var rest = Substring(text)
        var modifiers: Modifiers = []
        while let (prefix, modifier) = Self.prefixes.first(where: {
            rest.count > $0.0.count && rest.lowercased().hasPrefix($0.0)
        }) {
            guard modifiers.insert(modifier).inserted else { return nil }
            rest = rest.dropFirst(prefix.count)
        }
        let word = rest.lowercased()
        if let named = Self.names.first(where: { $0.0 == word }) {
            self.init(typed: named.1, modifiers)
        } else if word.first == "f", let number = Int(word.dropFirst()), (1...24).contains(number) {
            self.init(typed: .function(number), modifiers)
        } else if rest.count == 1, let character = rest.first {
            self.init(typed: .character(character), modifiers)
        } else {
            return nil
        }
    }

    /// The chord that arrives when this is pressed.
    private init?(typed key: Key, _ modifiers: Modifiers) {
        guard case .character(var character) = key else {
            self.init(key, modifiers)
            return
        }
        if modifiers.contains(.shift) {
            guard character.isLetter, let upper = character.uppercased().first, character.uppercased().count == 1 else {
                return nil
            }
            character = upper
        }
        let others = modifiers.subtracting(.shift)
        guard others.contains(.control) else {
            self.init(.character(character), others)
            return
        }
        // Control takes five bits of a character: case is lost, and some are other keys.
        switch character.lowercased() {
        case "i": self.init(.tab, others.subtracting(.control))
        case "m": self.init(.enter, others.subtracting(.control))
        case "[": self.init(.escape, others.subtracting(.control))
        case "@": self.init(.character(" "), others)
        case "/": self.init(.character("_"), others)
        case let lower: self.init(.character(lower.first ?? character), others)
        }
    }

    /// Reads a sequence of chords separated by spaces; nil when one of them is none.
    package static func sequence(_ text: String) -> [KeyChord]? {
        let words = text.split(separator: " ")
        let chords = words.compactMap { KeyChord(String($0)) }
        return chords.isEmpty || chords.count != words.count ? nil : chords
    }
}
