extension TOMLParser {
    mutating func value() throws(TOMLError) -> TOML {
        let line = self.line
        func at(_ value: TOML.Value) -> TOML { TOML(value: value, line: line) }
        switch peek {
        case UInt8(ascii: "\""):
            return at(.string(startsWith("\"\"\"") ? try multilineBasicString() : try basicString()))
        case UInt8(ascii: "'"):
            return at(.string(startsWith("'''") ? try multilineLiteralString() : try literalString()))
        case UInt8(ascii: "["): return at(.array(try nested { parser throws(TOMLError) in try parser.array() }))
        case UInt8(ascii: "{"): return at(.table(try nested { parser throws(TOMLError) in try parser.inlineTable() }))
        case nil: throw error("a value was expected")
        default: return at(try plain())
        }
    }

    private mutating func nested<T>(_ body: (inout TOMLParser) throws(TOMLError) -> T) throws(TOMLError) -> T {
        depth += 1
        guard depth <= Self.mostDepth else { throw error("lists and tables are nested too deep") }
        position += 1
        let result = try body(&self)
        depth -= 1
        return result
    }

    private mutating func array() throws(TOMLError) -> [TOML] {
        var elements: [TOML] = []
        while true {
            skipBlank(newlines: true)
            if take(UInt8(ascii: "]")) { return elements }
            elements.append(try value())
            skipBlank(newlines: true)
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw error("“,” or “]” was expected in a list") }
            return elements
        }
    }

    private mutating func inlineTable() throws(TOMLError) -> TOML.Table {
        var table = TOML.Table()
        skipBlank(newlines: false)
        while !take(UInt8(ascii: "}")) {
            let (path, value) = try pair()
            try table.set(path[...], to: value)
            skipBlank(newlines: false)
            if take(UInt8(ascii: ",")) {
                skipBlank(newlines: false)
                guard peek != UInt8(ascii: "}") else { throw error("a key was expected after “,”") }
            } else if peek != UInt8(ascii: "}") {
                throw error("“,” or “}” was expected in a table")
            }
        }
        table.origin = .inline
        return table
    }

    /// Booleans, numbers, dates.
    private mutating func plain() throws(TOMLError) -> TOML.Value {
        var word = takeWord()
        if word.count == 10, word.utf8.dropFirst(4).first == UInt8(ascii: "-"), peek == UInt8(ascii: " ") {
            // A date may have its time after a space.
            let start = position
            position += 1
            let time = takeWord()
            if time.utf8.dropFirst(2).first == UInt8(ascii: ":") { word += " " + time } else { position = start }
        }
        switch word {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "inf", "+inf": return .float(.infinity)
        case "-inf": return .float(-.infinity)
        case "nan", "+nan", "-nan": return .float(.nan)
        default: break
        }
        if let integer = Self.integer(word) { return .integer(integer) }
        if let float = Self.float(word) { return .float(float) }
        if Self.looksLikeDate(word) { return .date(word) }
        // Not quoted: what stands there may be a key that lacks its quotes.
        throw error(word.isEmpty ? "a value was expected" : "this is no value; text needs quotes")
    }

    private mutating func takeWord() -> String {
        let start = position
        while let byte = peek, byte > 0x20, !",]}#=".utf8.contains(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Digits with single underscores between them, without those; nil otherwise.
    private static func digits(_ text: Substring) -> String? {
        guard text.first != "_", text.last != "_", !text.contains("__") else { return nil }
        return text.filter { $0 != "_" }
    }

    private static func integer(_ word: String) -> Int? {
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where word.hasPrefix(prefix) {
            return digits(word.dropFirst(2)).flatMap {
                $0.first == "-" || $0.first == "+" ? nil : Int($0, radix: radix)
            }
        }
        let isSigned = word.hasPrefix("-") || word.hasPrefix("+")
        guard let digits = digits(word.dropFirst(isSigned ? 1 : 0)), digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            digits == "0" || digits.first != "0"
        else { return nil }
        return Int((word.hasPrefix("-") ? "-" : "") + digits)
    }

    private static func float(_ word: String) -> Double? {
        let isSigned = word.hasPrefix("-") || word.hasPrefix("+")
        guard let text = digits(word.dropFirst(isSigned ? 1 : 0)), let first = text.first, first.isASCII,
            first.isNumber,
            text.allSatisfy({ ("0"..."9").contains($0) || ".eE+-".contains($0) }), text.last != ".",
            !text.contains(".e"), !text.contains(".E"), !(first == "0" && text.dropFirst().first?.isNumber == true)
        else { return nil }
        return Double(text).map { word.hasPrefix("-") ? -$0 : $0 }
    }

    private static func looksLikeDate(_ word: String) -> Bool {
        let shape = word.map { $0.isASCII && $0.isNumber ? "0" : $0 }
        return String(shape).hasPrefix("0000-00-00") || String(shape).hasPrefix("00:00")
    }

    func startsWith(_ text: String) -> Bool { bytes[position...].starts(with: text.utf8) }
}
