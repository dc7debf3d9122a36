/// A server's words, bounded and without markup. (Control characters are dealt with where text becomes cells.)
enum Shown {
    /// Most bytes of a server's words in a message.
    static let most = 2048

    static func text(_ text: String) -> String {
        guard text.utf8.count > most else { return text }
        return String(decoding: text.utf8.prefix(most), as: UTF8.self) + "…"
    }

    /// The words of an HTML page, or of plain text, on one line.
    static func words(ofPage page: String) -> String {
        var text = ""
        var isTag = false
        for character in page.prefix(4096) {
            if character == "<" {
                isTag = true
                text.append(" ")
            } else if character == ">" {
                isTag = false
            } else if !isTag {
                text.append(character.isWhitespace ? " " : character)
            }
        }
        return String(text.split(separator: " ").joined(separator: " ").prefix(300))
    }
}
