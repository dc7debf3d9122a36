/// A server's words, bounded, without markup, and with every character that a terminal or a reader could be deceived by as
/// a visible token: messages go into files and other programs too, not only through our own screen.
enum Shown {
    /// Most bytes of a server's words in a message.
    static let most = 2048
    /// Most bytes of a name, a code, a version.
    static let mostWord = 200

    static func text(_ text: String) -> String { bounded(text, most) }

    /// On one line.
    static func word(_ text: String) -> String {
        bounded(text, mostWord).split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    private static func bounded(_ text: String, _ most: Int) -> String {
        let isLong = text.utf8.count > most
        let clean = visible(isLong ? String(decoding: text.utf8.prefix(most), as: UTF8.self) : text)
        guard clean.utf8.count > most else { return isLong ? clean + "…" : clean }
        var cut = ""
        for scalar in clean.unicodeScalars {
            guard cut.utf8.count + UTF8.width(scalar) <= most else { break }
            cut.unicodeScalars.append(scalar)
        }
        return cut + "…"
    }

    /// Lines and tabs stay.
    static func visible(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 0x0A || $0 == 0x09 }) else { return text }
        var clean = String.UnicodeScalarView()
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            if isAfterReturn, scalar != "\n" { clean.append("\u{240D}") }
            isAfterReturn = scalar == "\r"
            guard !isAfterReturn else { continue }
            if isPlain(scalar) { clean.append(scalar) } else { clean.append(contentsOf: token(scalar)) }
        }
        if isAfterReturn { clean.append("\u{240D}") }
        return String(clean)
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: true
        case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F:
            false
        case 0xFDD0...0xFDEF, 0xFEFF, 0xFFF9...0xFFFB, 0x10EEEE, 0xE0000...0xE0FFF: false
        default: scalar.value & 0xFFFE != 0xFFFE
        }
    }

    private static func token(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
        let value = scalar.value
        if value < 0x20, let picture = Unicode.Scalar(0x2400 + value) { return String(picture).unicodeScalars }
        if value == 0x7F { return "\u{2421}".unicodeScalars }
        let digits = String(value, radix: 16, uppercase: true)
        return "⟨\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)⟩".unicodeScalars
    }

    /// The words of an HTML page, or of plain text, on one line.
    static func words(ofPage page: String) -> String {
        var text = ""
        var isTag = false
        for scalar in page.unicodeScalars.prefix(4096) {
            if scalar == "<" {
                isTag = true
                text.append(" ")
            } else if scalar == ">" {
                isTag = false
            } else if !isTag {
                text.unicodeScalars.append(scalar.properties.isWhitespace ? " " : scalar)
            }
        }
        let line = text.split(separator: " ").joined(separator: " ").unicodeScalars.prefix(300)
        return visible(String(String.UnicodeScalarView(line)))
    }
}
