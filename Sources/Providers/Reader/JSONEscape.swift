/// What follows a backslash in a JSON string, byte by byte. Surrogates find their other half; one that is alone becomes
/// U+FFFD.
struct JSONEscape {
    enum Step: Equatable {
        /// More bytes of the escape are needed.
        case more
        /// The escape has ended in these scalars (two when a lone surrogate comes before a good one; none when the first
        /// half of a pair waits for its second).
        case scalars([Unicode.Scalar])
        case bad
    }

    private var digitsLeft = 0
    private var value: UInt32 = 0
    /// The first half of a pair, held until the next escape or the next plain byte.
    private(set) var high: UInt32?

    mutating func take(_ byte: UInt8) -> Step {
        if digitsLeft > 0 { return digit(byte) }
        switch byte {
        case UInt8(ascii: "u"):
            digitsLeft = 4
            value = 0
            return .more
        case UInt8(ascii: "n"): return plain("\n")
        case UInt8(ascii: "t"): return plain("\t")
        case UInt8(ascii: "r"): return plain("\r")
        case UInt8(ascii: "b"): return plain("\u{8}")
        case UInt8(ascii: "f"): return plain("\u{C}")
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return plain(Unicode.Scalar(byte))
        default: return .bad
        }
    }

    /// Something else than an escape follows: what a half surrogate that waits becomes.
    mutating func flush() -> Unicode.Scalar? {
        guard high != nil else { return nil }
        high = nil
        return "\u{FFFD}"
    }

    private mutating func plain(_ scalar: Unicode.Scalar) -> Step {
        .scalars((flush().map { [$0] } ?? []) + [scalar])
    }

    private mutating func digit(_ byte: UInt8) -> Step {
        guard let nibble = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return .bad }
        value = value << 4 | UInt32(nibble)
        digitsLeft -= 1
        guard digitsLeft == 0 else { return .more }
        switch value {
        case 0xD800...0xDBFF:
            let lone = flush()
            high = value
            return .scalars(lone.map { [$0] } ?? [])
        case 0xDC00...0xDFFF:
            guard let first = high else { return .scalars(["\u{FFFD}"]) }
            high = nil
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (value - 0xDC00))
            return .scalars([scalar ?? "\u{FFFD}"])
        default: return plain(Unicode.Scalar(value) ?? "\u{FFFD}")
        }
    }
}
