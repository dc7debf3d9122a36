extension TOMLParser {
    mutating func value() throws(TOMLError) -> TOML {
        let line = self.line
        func at(_ value: TOML.Value) -> TOML { TOML(value: value, line: line) }
        switch peek {
        case UInt8(ascii: "\""):
            return at(.string(isTripled(UInt8(ascii: "\"")) ? try multilineBasicString() : try basicString()))
        case UInt8(ascii: "'"):
            return at(.string(isTripled(UInt8(ascii: "'")) ? try multilineLiteralString() : try literalString()))
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
        if word.count == 10, word[word.startIndex + 4] == UInt8(ascii: "-"), peek == UInt8(ascii: " ") {
            // A date may have its time after a space.
            let start = position
            position += 1
            let time = takeWord()
            if time.dropFirst(2).first == UInt8(ascii: ":") {
                word = bytes[word.startIndex..<time.endIndex]
            } else {
                position = start
            }
        }
        if let number = TOMLNumber.value(word) { return number }
        let text = String(decoding: word, as: UTF8.self)
        switch text {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "inf", "+inf": return .float(.infinity)
        case "-inf": return .float(-.infinity)
        case "nan", "+nan", "-nan": return .float(.nan)
        default: break
        }
        if Self.looksLikeDate(text) { return .date(text) }
        // Not quoted: what stands there may be a key that lacks its quotes.
        throw error(text.isEmpty ? "a value was expected" : "this is no value; text needs quotes")
    }

    private mutating func takeWord() -> ArraySlice<UInt8> {
        let start = position
        while let byte = peek, byte > 0x20, !Self.endsWord(byte) { position += 1 }
        return bytes[start..<position]
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "#"), UInt8(ascii: "="): true
        default: false
        }
    }

    private static func looksLikeDate(_ word: String) -> Bool {
        let shape = word.map { $0.isASCII && $0.isNumber ? "0" : $0 }
        return String(shape).hasPrefix("0000-00-00") || String(shape).hasPrefix("00:00")
    }
}
