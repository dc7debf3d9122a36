import Glibc

/// Reads JSON in the form our encoder writes it (on one line or laid out, members in the order of their names), without
/// building anything in between. What it does not know it refuses with `Unfamiliar`, and a `JSONDecoder` has the word:
/// this one is for speed only.
struct JSONScanner {
    struct Unfamiliar: Error {}

    private let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// 0 at the end.
    private var next: UInt8 { at < bytes.count ? bytes[at] : 0 }

    /// Nothing but space is left.
    var isAtEnd: Bool {
        mutating get {
            skipSpace()
            return at == bytes.count
        }
    }

    private mutating func skipSpace() {
        while next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 { at += 1 }
    }

    private mutating func take(_ byte: UInt8) throws(Unfamiliar) {
        guard next == byte else { throw Unfamiliar() }
        at += 1
    }

    private mutating func isTaken(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        at += 1
        return true
    }

    /// Reads each member's value in `member`, which throws on a name it does not know. A name that does not come after the
    /// one before it may be there twice, and which of the two counts is the decoder's affair.
    mutating func object(_ member: (inout JSONScanner, String) throws(Unfamiliar) -> Void) throws(Unfamiliar) {
        var last = ""
        try list(in: (UInt8(ascii: "{"), UInt8(ascii: "}"))) { json throws(Unfamiliar) in
            let name = try json.string()
            guard last < name || last.isEmpty else { throw Unfamiliar() }
            last = name
            json.skipSpace()
            try json.take(UInt8(ascii: ":"))
            json.skipSpace()
            try member(&json, name)
        }
    }

    mutating func array<Element>(_ element: (inout JSONScanner) throws(Unfamiliar) -> Element) throws(Unfamiliar)
        -> [Element]
    {
        var elements: [Element] = []
        try list(in: (UInt8(ascii: "["), UInt8(ascii: "]"))) { json throws(Unfamiliar) in
            elements.append(try element(&json))
        }
        return elements
    }

    /// What stands between two brackets, divided by commas.
    private mutating func list(
        in brackets: (UInt8, UInt8), _ element: (inout JSONScanner) throws(Unfamiliar) -> Void
    ) throws(Unfamiliar) {
        try take(brackets.0)
        skipSpace()
        if isTaken(brackets.1) { return }
        repeat {
            skipSpace()
            try element(&self)
            skipSpace()
        } while isTaken(UInt8(ascii: ","))
        try take(brackets.1)
    }

    mutating func optional<Value>(_ value: (inout JSONScanner) throws(Unfamiliar) -> Value) throws(Unfamiliar) -> Value?
    {
        guard next == UInt8(ascii: "n") else { return try value(&self) }
        for byte in [UInt8(ascii: "n"), UInt8(ascii: "u"), UInt8(ascii: "l"), UInt8(ascii: "l")] { try take(byte) }
        return nil
    }

    mutating func bool() throws(Unfamiliar) -> Bool {
        let isTrue = next == UInt8(ascii: "t")
        for byte in isTrue ? "true".utf8 : "false".utf8 { try take(byte) }
        return isTrue
    }

    /// The same as functions that are handed on.
    static func bool(_ json: inout JSONScanner) throws(Unfamiliar) -> Bool { try json.bool() }
    static func text(_ json: inout JSONScanner) throws(Unfamiliar) -> String { try json.string() }

    mutating func string() throws(Unfamiliar) -> String {
        try take(UInt8(ascii: "\""))
        let start = at
        var all: UInt8 = 0
        while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\"), bytes[at] >= 0x20 {
            all |= bytes[at]
            at += 1
        }
        if next == UInt8(ascii: "\\") { return try escapedString(from: start) }
        // ASCII needs no second look.
        let plain = UnsafeBufferPointer(rebasing: bytes[start..<at])
        let text = all < 0x80 ? String(decoding: plain, as: UTF8.self) : String(validating: plain, as: UTF8.self)
        guard let text, isTaken(UInt8(ascii: "\"")) else { throw Unfamiliar() }
        return text
    }

    /// One with the two-character escapes; those by number are left to the decoder.
    private mutating func escapedString(from start: Int) throws(Unfamiliar) -> String {
        var plain = Array(bytes[start..<at])
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
            let byte = bytes[at]
            at += 1
            guard byte == UInt8(ascii: "\\") else {
                guard byte >= 0x20 else { throw Unfamiliar() }
                plain.append(byte)
                continue
            }
            switch next {
            case UInt8(ascii: "n"): plain.append(0x0A)
            case UInt8(ascii: "t"): plain.append(0x09)
            case UInt8(ascii: "r"): plain.append(0x0D)
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain.append(next)
            default: throw Unfamiliar()
            }
            at += 1
        }
        guard let text = String(validating: plain, as: UTF8.self), isTaken(UInt8(ascii: "\"")) else {
            throw Unfamiliar()
        }
        return text
    }

    mutating func integer() throws(Unfamiliar) -> Int {
        let isNegative = isTaken(UInt8(ascii: "-"))
        let start = at
        var value = 0
        while at - start < 18, (0x30...0x39).contains(next) {
            value = value * 10 + Int(next - 0x30)
            at += 1
        }
        let isWhole = next != UInt8(ascii: ".") && next | 0x20 != UInt8(ascii: "e") && !(0x30...0x39).contains(next)
        guard at > start, isWhole, at == start + 1 || bytes[start] != 0x30 else { throw Unfamiliar() }
        return isNegative ? -value : value
    }

    /// Digits, and a fraction if there is one; a number with an exponent is left to the decoder.
    mutating func number() throws(Unfamiliar) -> Double {
        let start = at
        if next == UInt8(ascii: "-") { at += 1 }
        let whole = at
        while (0x30...0x39).contains(next) { at += 1 }
        // JSON has no leading zeros and no number without a whole part.
        guard at > whole, at == whole + 1 || bytes[whole] != 0x30 else { throw Unfamiliar() }
        if next == UInt8(ascii: ".") {
            at += 1
            let fraction = at
            while (0x30...0x39).contains(next) { at += 1 }
            guard at > fraction else { throw Unfamiliar() }
        }
        guard next | 0x20 != UInt8(ascii: "e"), let text = String(validating: bytes[start..<at], as: UTF8.self),
            let value = Double(text)
        else { throw Unfamiliar() }
        return value
    }
}
