/// A number as TOML writes it, but for infinity and what is none, read from its bytes: a catalogue is made of them, and it
/// is read at every start.
enum TOMLNumber {
    /// - Returns: nil for what is no number. A whole number that no `Int` can hold is a float.
    static func value(_ word: ArraySlice<UInt8>) -> TOML.Value? {
        let sign = word.first.flatMap { $0 == minus || $0 == plus ? $0 : nil }
        let body = sign == nil ? word : word.dropFirst()
        guard let first = body.first, isDigit(first) else { return nil }
        if sign == nil, let radix = radix(body) {
            let digits = body.dropFirst(2)
            return digits.first.map(isSign) == false
                ? joined(digits).flatMap { Int($0, radix: radix) }.map { .integer($0) } : nil
        }
        let hasLeadingZero = first == zero && body.dropFirst().first.map { isDigit($0) || $0 == underscore } == true
        guard !hasLeadingZero, let text = joined(body) else { return nil }
        if body.allSatisfy({ isDigit($0) || $0 == underscore }), let number = Int(sign == minus ? "-" + text : text) {
            return .integer(number)
        }
        guard isFloat(text.utf8) else { return nil }
        return Double(text).map { .float(sign == minus ? -$0 : $0) }
    }

    /// Of `0x…`, `0o…` and `0b…`.
    private static func radix(_ body: ArraySlice<UInt8>) -> Int? {
        guard body.first == zero else { return nil }
        switch body.dropFirst().first {
        case UInt8(ascii: "x"): return 16
        case UInt8(ascii: "o"): return 8
        case UInt8(ascii: "b"): return 2
        default: return nil
        }
    }

    /// Without single underscores between two characters; nil where there are others.
    private static func joined(_ word: ArraySlice<UInt8>) -> String? {
        guard word.contains(underscore) else { return String(decoding: word, as: UTF8.self) }
        guard word.first != underscore, word.last != underscore,
            !zip(word, word.dropFirst()).contains(where: { $0 == underscore && $1 == underscore })
        else { return nil }
        return String(decoding: word.filter { $0 != underscore }, as: UTF8.self)
    }

    /// What `Double` takes and TOML does not is left out: words, hexadecimal, a point without digits after it.
    private static func isFloat(_ text: String.UTF8View) -> Bool {
        var last: UInt8?
        for byte in text {
            switch byte {
            case zero...nine, point, plus, minus: break
            case UInt8(ascii: "e"), UInt8(ascii: "E"): if last == point { return false }
            default: return false
            }
            last = byte
        }
        return last != point
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (zero...nine).contains(byte) }
    private static func isSign(_ byte: UInt8) -> Bool { byte == plus || byte == minus }

    private static let zero = UInt8(ascii: "0")
    private static let nine = UInt8(ascii: "9")
    private static let plus = UInt8(ascii: "+")
    private static let minus = UInt8(ascii: "-")
    private static let point = UInt8(ascii: ".")
    private static let underscore = UInt8(ascii: "_")
}
