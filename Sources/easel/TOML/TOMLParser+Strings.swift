extension TOMLParser {
    /// `"…"` with escapes.
    mutating func basicString() throws(TOMLError) -> String {
        position += 1
        var text: [UInt8] = []
        // What has not been taken into the text yet.
        var start = position
        while let byte = peek, byte != UInt8(ascii: "\n") {
            position += 1
            if byte == UInt8(ascii: "\"") {
                let rest = bytes[start..<position - 1]
                return try text.isEmpty ? utf8(rest) : utf8(text + rest)
            }
            guard byte == UInt8(ascii: "\\") else { continue }
            text += bytes[start..<position - 1]
            text += try escape()
            start = position
        }
        throw error("a string has no closing quote")
    }

    /// `'…'`, as it stands.
    mutating func literalString() throws(TOMLError) -> String {
        position += 1
        let start = position
        while let byte = peek, byte != UInt8(ascii: "\n") {
            position += 1
            if byte == UInt8(ascii: "'") { return try utf8(bytes[start..<position - 1]) }
        }
        throw error("a string has no closing quote")
    }

    mutating func multilineBasicString() throws(TOMLError) -> String {
        position += 3
        skipFirstNewline()
        var text: [UInt8] = []
        let opened = line
        while let byte = peek {
            if isTripled(UInt8(ascii: "\"")) { return try utf8(text + closing(UInt8(ascii: "\""))) }
            position += 1
            if byte == UInt8(ascii: "\n") { line += 1 }
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            if !skipLineContinuation() { text += try escape() }
        }
        throw TOMLError(line: opened, message: "a string has no closing quotes")
    }

    mutating func multilineLiteralString() throws(TOMLError) -> String {
        position += 3
        skipFirstNewline()
        var text: [UInt8] = []
        let opened = line
        while let byte = peek {
            if isTripled(UInt8(ascii: "'")) { return try utf8(text + closing(UInt8(ascii: "'"))) }
            position += 1
            if byte == UInt8(ascii: "\n") { line += 1 }
            text.append(byte)
        }
        throw TOMLError(line: opened, message: "a string has no closing quotes")
    }

    /// Up to two quotes may stand before the three that close.
    private mutating func closing(_ quote: UInt8) -> [UInt8] {
        position += 3
        var text: [UInt8] = []
        while text.count < 2, take(quote) { text.append(quote) }
        return text
    }

    private mutating func skipFirstNewline() {
        if peek == UInt8(ascii: "\r"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "\n") {
            position += 1
        }
        if take(UInt8(ascii: "\n")) { line += 1 }
    }

    /// A backslash at the end of a line takes all blanks up to the next word away.
    private mutating func skipLineContinuation() -> Bool {
        var end = position
        while end < bytes.count, bytes[end] == UInt8(ascii: " ") || bytes[end] == UInt8(ascii: "\t") { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\n") || bytes[end] == UInt8(ascii: "\r") else {
            return false
        }
        while end < bytes.count, " \t\r\n".utf8.contains(bytes[end]) {
            if bytes[end] == UInt8(ascii: "\n") { line += 1 }
            end += 1
        }
        position = end
        return true
    }

    /// What follows a backslash.
    private mutating func escape() throws(TOMLError) -> [UInt8] {
        guard let byte = peek else { throw error("a string has no closing quote") }
        position += 1
        switch byte {
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return [byte]
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            let count = byte == UInt8(ascii: "u") ? 4 : 8
            let end = min(position + count, bytes.count)
            let digits = String(decoding: bytes[position..<end], as: UTF8.self)
            guard digits.utf8.count == count, digits.allSatisfy(\.isHexDigit), let number = UInt32(digits, radix: 16),
                let scalar = Unicode.Scalar(number)
            else { throw error("“\\\(Character(Unicode.Scalar(byte)))\(digits)” is no character") }
            position = end
            return Array(String(Character(scalar)).utf8)
        default: throw error("“\\\(Character(Unicode.Scalar(byte)))” is no escape; use '…' for text with backslashes")
        }
    }

    /// Whether three of these stand here.
    func isTripled(_ quote: UInt8) -> Bool {
        position + 2 < bytes.count && bytes[position] == quote && bytes[position + 1] == quote
            && bytes[position + 2] == quote
    }

    private func utf8(_ text: some Collection<UInt8>) throws(TOMLError) -> String {
        guard let string = String(validating: text, as: UTF8.self) else { throw error("a string is not UTF-8") }
        return string
    }
}
