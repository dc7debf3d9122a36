import Glibc

/// Reads JSON in the form our encoder writes it, without building anything in between. What it does not know it refuses
/// with `Unfamiliar`, and a `JSONDecoder` has the word: this one is for speed only.
struct JSONScanner {
    struct Unfamiliar: Error {}

    private let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// 0 at the end.
    private var next: UInt8 { at < bytes.count ? bytes[at] : 0 }

    var isAtEnd: Bool { at == bytes.count }

    private mutating func take(_ byte: UInt8) throws(Unfamiliar) {
        guard next == byte else { throw Unfamiliar() }
        at += 1
    }

    private mutating func isTaken(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        at += 1
        return true
    }

    /// Reads each member's value in `member`, which throws on a name it does not know.
    mutating func object(_ member: (inout JSONScanner, String) throws(Unfamiliar) -> Void) throws(Unfamiliar) {
        try take(UInt8(ascii: "{"))
        if isTaken(UInt8(ascii: "}")) { return }
        repeat {
            let name = try string()
            try take(UInt8(ascii: ":"))
            try member(&self, name)
        } while isTaken(UInt8(ascii: ","))
        try take(UInt8(ascii: "}"))
    }

    mutating func array<Element>(_ element: (inout JSONScanner) throws(Unfamiliar) -> Element) throws(Unfamiliar)
        -> [Element]
    {
        try take(UInt8(ascii: "["))
        if isTaken(UInt8(ascii: "]")) { return [] }
        var elements: [Element] = []
        repeat { elements.append(try element(&self)) } while isTaken(UInt8(ascii: ","))
        try take(UInt8(ascii: "]"))
        return elements
    }

    mutating func optional<Value>(_ value: (inout JSONScanner) throws(Unfamiliar) -> Value) throws(Unfamiliar) -> Value?
    {
        guard next == UInt8(ascii: "n") else { return try value(&self) }
        for byte in [UInt8(ascii: "n"), UInt8(ascii: "u"), UInt8(ascii: "l"), UInt8(ascii: "l")] { try take(byte) }
        return nil
    }

    mutating func string() throws(Unfamiliar) -> String {
        try take(UInt8(ascii: "\""))
        let start = at
        while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\"), bytes[at] >= 0x20 {
            at += 1
        }
        if next == UInt8(ascii: "\\") { return try escapedString(from: start) }
        let text = String(validating: bytes[start..<at], as: UTF8.self)
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
