/// One grapheme as the terminal will show it: safe, and of known width.
///
/// This is the one place where foreign text (from the network, files, the clipboard, children) becomes something that may
/// reach a terminal: an allow-list. What is not known to be harmless becomes a visible token, each of its characters a
/// grapheme of its own. Making text safe twice changes nothing.
package struct Grapheme: Hashable, Sendable {
    /// One character of width 1 or 2 and at most ``mostMarks`` marks on it.
    package var text: String
    /// Columns: 1 or 2.
    package var width: Int

    /// Most joining marks kept on one character: what ncurses 6.4 can hold in a cell (five wide characters).
    static let mostMarks = 4

    /// Most scalars of one character that are looked at. No writing needs as many; a flood is cut off visibly.
    static let mostScalars = 64

    /// Text as graphemes a terminal can show. A tab or a newline is a token here: laying out lines comes before.
    package static func safe(_ text: String) -> [Grapheme] {
        var result: [Grapheme] = []
        result.reserveCapacity(text.utf8.count)
        if text.isPlain {
            for byte in text.utf8 { result.append(Grapheme(Unicode.Scalar(byte), width: 1)) }
            return result
        }
        for character in text { append(character, to: &result) }
        return result
    }

    /// Columns of one character, once made safe.
    static func width(_ character: Character) -> Int {
        if character.printableASCII != nil { return 1 }
        if let (_, width) = simple(character) { return width }
        var safe: [Grapheme] = []
        append(character, to: &safe)
        return safe.reduce(0) { $0 + $1.width }
    }

    private init(_ scalar: Unicode.Scalar, width: Int) {
        self.text = String(scalar)
        self.width = width
    }

    /// The common case: one scalar that stands for itself.
    private static func simple(_ character: Character) -> (scalar: Unicode.Scalar, width: Int)? {
        let scalars = character.unicodeScalars
        guard let scalar = scalars.first, scalars.index(after: scalars.startIndex) == scalars.endIndex,
            let columns = CharacterWidth.columns(scalar), columns > 0, !isTreacherous(scalar), !mustFollow(scalar)
        else { return nil }
        return (shown(scalar), columns)
    }

    private static func append(_ character: Character, to result: inout [Grapheme]) {
        if let (scalar, width) = simple(character) {
            result.append(Grapheme(scalar, width: width))
            return
        }
        var base: Grapheme?
        var marks = 0
        var isJoined = false
        var count = 0
        scalars: for scalar in character.unicodeScalars {
            count += 1
            if count > mostScalars {
                if let base { result.append(base) }
                result.append(Grapheme("\u{FFFD}", width: 1))
                return
            }
            // A variation selector only chooses a look, and terminals disagree about the width of that look.
            if (0xFE00...0xFE0F).contains(scalar.value), base != nil { continue }
            if scalar.value == 0x200D, base != nil {
                isJoined = true
                continue
            }
            guard let columns = CharacterWidth.columns(scalar), !isTreacherous(scalar),
                base != nil || !mustFollow(scalar)
            else {
                if let base { result.append(base) }
                base = nil
                marks = 0
                result += token(scalar)
                continue
            }
            if columns == 0 {
                // A mark with nothing to stand on gets the dotted circle, as in print.
                var whole = base ?? Grapheme("\u{25CC}", width: 1)
                if marks < mostMarks {
                    whole.text.unicodeScalars.append(scalar)
                    marks += 1
                }
                base = whole
                continue
            }
            if let whole = base {
                // The first of a family joined to one picture stands for all; a skin tone is no character of its own.
                if isJoined, columns == 2 || scalar.properties.isEmoji { break scalars }
                if (0x1F3FB...0x1F3FF).contains(scalar.value) { continue }
                result.append(whole)
            }
            base = Grapheme(shown(scalar), width: columns)
            marks = 0
        }
        if let base { result.append(base) }
    }

    /// What is drawn for a scalar: itself, but a space for the no-break space (curses' mark for a picture's cell) and the
    /// letters of its country for a flag (half a flag in each of two cells is drawn as anything).
    private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xA0: " "
        case 0x1F1E6...0x1F1FF: Unicode.Scalar(UInt8(scalar.value - 0x1F1E6 + 0x41))
        default: scalar
        }
    }

    /// Characters that have a width but deceive: “letters” and marks that show nothing, and kitty's picture placeholder.
    private static func isTreacherous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0: true
        case 0x180B...0x180F, 0xFE00...0xFE0F, 0xE0100...0xE01EF: true
        case 0x10EEEE: true
        default: false
        }
    }

    /// Hangul vowels and finals, and skin tones: without the letter or picture before them they join anything or nothing.
    private static func mustFollow(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1160...0x11FF, 0xD7B0...0xD7FB, 0x1F3FB...0x1F3FF: true
        default: false
        }
    }

    /// `␛` for a control character, `⟨202E⟩` for the rest, `�` for what these libraries do not know.
    private static func token(_ scalar: Unicode.Scalar) -> [Grapheme] {
        let value = scalar.value
        if value < 0x20, let picture = Unicode.Scalar(0x2400 + value) { return [Grapheme(picture, width: 1)] }
        if value == 0x7F { return [Grapheme("\u{2421}", width: 1)] }
        let isNoncharacter = value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value)
        let isDefaultIgnorable = scalar.properties.isDefaultIgnorableCodePoint
        if CharacterWidth.columns(scalar) == nil, !isNoncharacter, !isDefaultIgnorable,
            (scalar.properties.age?.major ?? .max) > 14
        {
            return [Grapheme("\u{FFFD}", width: 1)]
        }
        let digits = String(value, radix: 16, uppercase: true)
        let padding = String(repeating: "0", count: max(0, 4 - digits.count))
        return "⟨\(padding)\(digits)⟩".unicodeScalars.map { Grapheme($0, width: 1) }
    }
}
