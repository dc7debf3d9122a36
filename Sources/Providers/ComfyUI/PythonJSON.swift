/// JSON as Python writes it: with `NaN` and `Infinity`, which nodes use to say that they are never done and which end up in
/// a server's history. They are of no interest here and are read as 0.
struct PythonJSON {
    private enum State { case unknown, outside, string, escape, word, page }

    private var state = State.unknown

    /// Bytes of a text cut anywhere, as any JSON reader takes them. A page that is no JSON stays as it is.
    mutating func plain(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        for byte in bytes { plain.append(take(byte)) }
        return plain
    }

    private mutating func take(_ byte: UInt8) -> UInt8 {
        switch state {
        case .page: break
        case .unknown:
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { state = .outside }
            let isBlank = byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
            if state == .unknown, !isBlank { state = .page }
        case .string: if byte == 0x22 { state = .outside } else if byte == 0x5C { state = .escape }
        case .escape: state = .string
        case .word:
            if isLetter(byte) { return 0x20 }
            state = byte == 0x22 ? .string : .outside
        case .outside:
            if byte == 0x22 { state = .string }
            guard byte == UInt8(ascii: "N") || byte == UInt8(ascii: "I") else { break }
            state = .word
            return UInt8(ascii: "0")
        }
        return byte
    }

    private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) && byte >= 0x41 }

    /// A whole document; nil when it is none.
    static func parse(_ bytes: some Sequence<UInt8>) -> JSONValue? {
        var python = PythonJSON()
        let plain = Array(bytes).withUnsafeBytes { python.plain($0) }
        return JSONValue.parse(String(decoding: plain, as: UTF8.self))
    }
}
