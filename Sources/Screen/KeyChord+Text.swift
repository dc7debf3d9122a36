/// Keys as text, both ways: key files, help and tests speak one language (`ctrl-p`, `alt-enter`, `g g`).
extension KeyChord: CustomStringConvertible {
    private static let names: [(String, Key)] = [
        ("enter", .enter), ("tab", .tab), ("escape", .escape), ("esc", .escape), ("backspace", .backspace),
        ("delete", .delete), ("insert", .insert), ("up", .up), ("down", .down), ("left", .left), ("right", .right),
        ("home", .home), ("end", .end), ("page-up", .pageUp), ("page-down", .pageDown), ("space", .character(" ")),
        ("minus", .character("-")),
    ]

    package var description: String {
        var text = ""
        if modifiers.contains(.control) { text += "ctrl-" }
        if modifiers.contains(.alt) { text += "alt-" }
        if modifiers.contains(.shift) { text += "shift-" }
        switch key {
        case .function(let number): return text + "f\(number)"
        case .character(let character):
            return text + (Self.names.first { $0.1 == key }?.0 ?? String(character))
        default: return text + (Self.names.first { $0.1 == key }?.0 ?? "?")
        }
    }

    /// Reads one chord; nil for what is none.
    package init?(_ text: String) {
        var rest = Substring(text)
        var modifiers: Modifiers = []
        let prefixes: [(String, Modifiers)] = [
            ("ctrl-", .control), ("c-", .control), ("alt-", .alt), ("a-", .alt), ("m-", .alt), ("shift-", .shift),
        ]
        while let (prefix, modifier) = prefixes.first(where: {
            rest.count > $0.0.count && rest.lowercased().hasPrefix($0.0)
        }) {
            rest = rest.dropFirst(prefix.count)
            modifiers.insert(modifier)
        }
        if let named = Self.names.first(where: { $0.0 == rest.lowercased() }) {
            self.init(named.1, modifiers)
        } else if rest.count > 1, rest.first == "f" || rest.first == "F", let number = Int(rest.dropFirst()),
            (1...24).contains(number)
        {
            self.init(.function(number), modifiers)
        } else if rest.count == 1, let character = rest.first {
            self.init(.character(character), modifiers)
        } else {
            return nil
        }
    }

    /// Reads a sequence of chords separated by spaces; nil when one of them is none.
    package static func sequence(_ text: String) -> [KeyChord]? {
        let words = text.split(separator: " ")
        let chords = words.compactMap { KeyChord(String($0)) }
        return chords.isEmpty || chords.count != words.count ? nil : chords
    }
}
