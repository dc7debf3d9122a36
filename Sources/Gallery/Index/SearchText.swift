/// Text as the index of words is given it, and as it is asked for.
enum SearchText {
    /// Chinese and Japanese write no spaces, and a tokenizer that goes by them would find a sentence by its beginning only:
    /// each of their characters becomes a word.
    static func spaced(_ text: String) -> String {
        // Their bytes in UTF-8 begin so; nearly all texts have none.
        guard text.utf8.contains(where: { (0xE3...0xE9).contains($0) || $0 == 0xF0 }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isWordAlone(scalar) {
                result.unicodeScalars.append(" ")
                result.unicodeScalars.append(scalar)
                result.unicodeScalars.append(" ")
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func isWordAlone(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3041...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }

    /// A word that nobody types (it is for private use), so that what lies in the trash can be left out by words alone:
    /// looking at every picture that is found takes eight times as long.
    static let trashed = "\u{F8FE}"

    static func state(_ flags: PictureFlags) -> String { flags.contains(.trashed) ? trashed : "" }

    /// In FTS5's own language, where nothing between quotation marks is an operator.
    static func quoted(_ text: String, isBeginning: Bool) -> String {
        var safe = spaced(text)
        safe = safe.unicodeScalars.reduce(into: "") { result, scalar in
            if scalar.value == 0 { return }
            if scalar == "\"" { result.unicodeScalars.append("\"") }
            result.unicodeScalars.append(scalar)
        }
        return "\"\(safe)\"\(isBeginning ? "*" : "")"
    }
}
