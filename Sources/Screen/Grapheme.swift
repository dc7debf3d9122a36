/// One grapheme as the terminal will show it: safe, and of known width.
///
/// This is the one place where foreign text (from the network, files, the clipboard, children) becomes something that may
/// reach a terminal: an allow-list. What is not known to be harmless becomes a visible token.
package struct Grapheme: Hashable, Sendable {
    package var text: String
    /// Columns: 1 or 2.
    package var width: Int

    /// Most joining marks kept on one character: what ncurses 6.4 can hold in a cell (five wide characters).
    static let mostMarks = 4

    /// Text as graphemes a terminal can show.
    package static func safe(_ text: String) -> [Grapheme] {
        var result: [Grapheme] = []
        result.reserveCapacity(text.utf8.count)
        for character in text { append(character, to: &result) }
        return result
    }

    private static func append(_ character: Character, to result: inout [Grapheme]) {
        if let ascii = character.asciiValue, character != "\r\n", (0x20..<0x7F).contains(ascii) {
            result.append(Grapheme(text: String(character), width: 1))
            return
        }
        var base: Grapheme?
        var marks = 0
        scalars: for scalar in character.unicodeScalars {
            switch scalar.value {
            case 0xFE0E, 0xFE0F: continue
            // What a joiner joins cannot be shown in one cell: the first of the family stands for all.
            case 0x200D where base != nil: break scalars
            default: break
            }
            if let columns = CharacterWidth.columns(scalar), !isTreacherous(scalar) {
                if columns == 0 {
                    guard base != nil else {
                        base = Grapheme(text: "\u{25CC}", width: 1)
                        base?.text.unicodeScalars.append(scalar)
                        marks = 1
                        continue
                    }
                    guard marks < mostMarks else { continue }
                    base?.text.unicodeScalars.append(scalar)
                    marks += 1
                } else if base == nil {
                    base = Grapheme(text: String(Character(scalar)), width: columns)
                } else {
                    // A second spacing character in one cluster (a flag, a skin tone): dropped like what follows a joiner.
                    if (0x1F3FB...0x1F3FF).contains(scalar.value) || (0x1F1E6...0x1F1FF).contains(scalar.value) {
                        continue
                    }
                    result.append(base ?? Grapheme(text: " ", width: 1))
                    base = Grapheme(text: String(Character(scalar)), width: columns)
                    marks = 0
                }
            } else {
                if let whole = base { result.append(whole) }
                base = nil
                marks = 0
                result += token(scalar)
            }
        }
        if let base { result.append(base) }
    }

    /// Characters that are assigned but deceive: they reorder, hide or forge what is read.
    private static func isTreacherous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0: true  // invisible “letters”
        case 0xFE00...0xFE0F, 0xE0100...0xE01EF: true  // variation selectors
        case 0x2800: true  // a blank that is not a space
        case 0xA0: false
        default: false
        }
    }

    /// `␛` for a control character, `⟨202E⟩` for the rest, `�` for what these libraries do not know.
    private static func token(_ scalar: Unicode.Scalar) -> [Grapheme] {
        let value = scalar.value
        if value < 0x20, let picture = Unicode.Scalar(0x2400 + value) {
            return [Grapheme(text: String(Character(picture)), width: 1)]
        }
        if value == 0x7F { return [Grapheme(text: "\u{2421}", width: 1)] }
        let category = scalar.properties.generalCategory
        let isNoncharacter = value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value)
        let isNew = (scalar.properties.age?.major ?? 99) > 14
        if isNew && category != .format && category != .control && !isNoncharacter {
            return [Grapheme(text: "\u{FFFD}", width: 1)]
        }
        let digits = String(value, radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return "⟨\(padded)⟩".map { Grapheme(text: String($0), width: 1) }
    }
}
