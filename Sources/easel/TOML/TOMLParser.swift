/// Reads TOML 1.0. Lines are counted for every value.
struct TOMLParser {
    private(set) var bytes: [UInt8]
    var position = 0
    var line = 1
    /// How deep lists and inline tables may nest: a file must not exhaust the stack.
    var depth = 0
    static let mostDepth = 64

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(TOMLError) -> TOML.Table {
        var document = TOML.Table()
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        skipBlank(newlines: true)
        try pairs(into: &document)
        while peek != nil {
            let path = try header(in: &document)
            try endOfLine()
            skipBlank(newlines: true)
            // The way to the table is gone once for all that stands in it.
            try document.update(path[...], line: line) { table throws(TOMLError) in try pairs(into: &table) }
        }
        return document
    }

    /// `[table]` or `[[element of a list]]`.
    private mutating func header(in document: inout TOML.Table) throws(TOMLError) -> [String] {
        position += 1
        let isElement = take(UInt8(ascii: "["))
        let line = self.line
        let path = try key()
        try expect("]")
        if isElement {
            try expect("]", blank: false)
            try document.append(path[...], line: line)
        } else {
            try document.open(path[...], line: line)
        }
        return path
    }

    /// All up to the next header.
    private mutating func pairs(into table: inout TOML.Table) throws(TOMLError) {
        while let byte = peek, byte != UInt8(ascii: "[") {
            let (path, value) = try pair()
            try table.set(path[...], to: value)
            try endOfLine()
            skipBlank(newlines: true)
        }
    }

    // MARK: Keys

    mutating func pair() throws(TOMLError) -> ([String], TOML) {
        let line = self.line
        let path = try key()
        try expect("=")
        skipBlank(newlines: false)
        var value = try value()
        // Where the key stands is where a person looks.
        value.line = line
        return (path, value)
    }

    private mutating func key() throws(TOMLError) -> [String] {
        var path: [String] = []
        repeat {
            skipBlank(newlines: false)
            switch peek {
            case UInt8(ascii: "\""): path.append(try basicString())
            case UInt8(ascii: "'"): path.append(try literalString())
            default:
                let start = position
                while let byte = peek, Self.isBareKey(byte) { position += 1 }
                guard position > start else { throw error("a key was expected") }
                path.append(String(decoding: bytes[start..<position], as: UTF8.self))
            }
            guard path.count <= Self.mostDepth else { throw error("a key has too many parts") }
            skipBlank(newlines: false)
        } while take(UInt8(ascii: "."))
        return path
    }

    private static func isBareKey(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    // MARK: Reading

    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    mutating func expect(_ character: Unicode.Scalar, blank: Bool = true) throws(TOMLError) {
        if blank { skipBlank(newlines: false) }
        guard take(UInt8(ascii: character)) else { throw error("“\(character)” was expected") }
    }

    /// Spaces, tabs and comments; with `newlines` also those.
    mutating func skipBlank(newlines: Bool) {
        while let byte = peek {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): position += 1
            case UInt8(ascii: "\n") where newlines:
                position += 1
                line += 1
            case UInt8(ascii: "\r") where newlines: position += 1
            case UInt8(ascii: "#") where newlines:
                while let byte = peek, byte != UInt8(ascii: "\n") { position += 1 }
            default: return
            }
        }
    }

    private mutating func endOfLine() throws(TOMLError) {
        skipBlank(newlines: false)
        guard let byte = peek else { return }
        guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "#") else {
            throw error("something is left over at the end of the line")
        }
    }

    func error(_ message: String) -> TOMLError { TOMLError(line: line, message: message) }
}
