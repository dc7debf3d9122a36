/// Names a turn for ever: `t_` and a ULID, so ids sort by time and never meet.
package struct TurnID: Hashable, Sendable, Codable, CustomStringConvertible {
    package let rawValue: String

    package init(_ rawValue: String) { self.rawValue = rawValue }

    /// - Parameters:
    ///   - milliseconds: since 1970, the first 48 bits of the ULID.
    ///   - entropy: the last 80 bits, taken from the low 16 and the 64 bits given.
    package init(milliseconds: UInt64, entropy: (UInt16, UInt64)) {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".unicodeScalars)
        var text = "t_"
        var high = (milliseconds << 16) | UInt64(entropy.0)
        var low = entropy.1
        var digits: [Unicode.Scalar] = []
        for _ in 0..<26 {
            digits.append(alphabet[Int(low & 31)])
            low = (low >> 5) | (high << 59)
            high >>= 5
        }
        for digit in digits.reversed() { text.unicodeScalars.append(digit) }
        rawValue = text
    }

    package var description: String { rawValue }

    package init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
