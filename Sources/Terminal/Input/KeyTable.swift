import Screen

/// What the keys' escape sequences mean: xterm's scheme, which all of today's terminals follow, with the older forms of
/// rxvt and the Linux console beside it.
enum KeyTable {
    /// Decodes a whole sequence; nil when it is not a key.
    static func chord(_ sequence: [UInt8]) -> KeyChord? {
        guard sequence.count >= 3, let final = sequence.last else { return nil }
        let body = sequence[2...].dropLast()
        // Private sequences are answers.
        if let first = body.first, (0x3c...0x3f).contains(first) { return nil }
        if sequence[1] == UInt8(ascii: "O") { return ss3(final) }
        guard sequence[1] == UInt8(ascii: "[") else { return nil }
        if body.first == UInt8(ascii: "[") {
            guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(final) else { return nil }
            return KeyChord(.function(Int(final - UInt8(ascii: "A")) + 1))
        }
        let numbers = String(decoding: body, as: UTF8.self).split(separator: ";", omittingEmptySubsequences: false)
            .map { Int($0.prefix { $0.isNumber }) ?? 0 }
        let modifiers = modifiers(numbers.count > 1 ? numbers[1] : 1)
        switch final {
        case UInt8(ascii: "~"): return tilde(numbers)
        case UInt8(ascii: "u"): return character(numbers.first ?? 0, modifiers)
        case UInt8(ascii: "Z"): return KeyChord(.tab, .shift)
        case UInt8(ascii: "a")...UInt8(ascii: "d"):
            return letters[final - 32].map { KeyChord($0, .shift) }
        default:
            guard body.allSatisfy({ (0x30...0x3b).contains($0) }) else { return nil }
            return letters[final].map { KeyChord($0, modifiers) }
        }
    }

    private static let letters: [UInt8: KeyChord.Key] = [
        UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right, UInt8(ascii: "D"): .left,
        UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end, UInt8(ascii: "P"): .function(1),
        UInt8(ascii: "Q"): .function(2), UInt8(ascii: "R"): .function(3), UInt8(ascii: "S"): .function(4),
    ]

    private static let numbered: [Int: KeyChord.Key] = [
        1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
        11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5), 17: .function(6),
        18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10), 23: .function(11), 24: .function(12),
    ]

    private static func ss3(_ final: UInt8) -> KeyChord? {
        if final == UInt8(ascii: "M") { return KeyChord(.enter) }
        if (UInt8(ascii: "a")...UInt8(ascii: "d")).contains(final) {
            return letters[final - 32].map { KeyChord($0, .control) }
        }
        return letters[final].map { KeyChord($0) }
    }

    private static func tilde(_ numbers: [Int]) -> KeyChord? {
        // xterm's "other keys": 27 ; modifiers ; character
        if numbers.count == 3, numbers[0] == 27 { return character(numbers[2], modifiers(numbers[1])) }
        guard let key = numbered[numbers.first ?? 0] else { return nil }
        return KeyChord(key, modifiers(numbers.count > 1 ? numbers[1] : 1))
    }

    private static func character(_ code: Int, _ modifiers: KeyChord.Modifiers) -> KeyChord? {
        switch code {
        case 13: return KeyChord(.enter, modifiers)
        case 9: return KeyChord(.tab, modifiers)
        case 27: return KeyChord(.escape, modifiers)
        case 127, 8: return KeyChord(.backspace, modifiers)
        default:
            guard code >= 32, !(0x7f...0x9f).contains(code), !(0xe000...0xf8ff).contains(code),
                let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init)
            else { return nil }
            // Shift is in the character itself.
            return KeyChord(.character(Character(scalar)), modifiers.subtracting(.shift))
        }
    }

    /// xterm's number: one more than the sum of shift 1, alt 2, control 4.
    private static func modifiers(_ number: Int) -> KeyChord.Modifiers {
        let bits = max(0, number - 1)
        var modifiers: KeyChord.Modifiers = []
        if bits & 1 != 0 { modifiers.insert(.shift) }
        if bits & 2 != 0 { modifiers.insert(.alt) }
        if bits & 4 != 0 { modifiers.insert(.control) }
        return modifiers
    }
}
