/// Names a turn for ever: `t_` and a ULID, so ids sort by time and never meet.
package struct TurnID: Hashable, Sendable, Codable, CustomStringConvertible {
    package let rawValue: String

    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".unicodeScalars)

    package init(_ rawValue: String) { self.rawValue = rawValue }

    /// - Parameters:
    ///   - milliseconds: since 1970, the first 48 bits of the ULID.
    ///   - entropy: the last 80 bits, taken from the low 16 and the 64 bits given.
    package init(milliseconds: UInt64, entropy: (UInt16, UInt64)) {
        var text = "t_"
        var high = (milliseconds << 16) | UInt64(entropy.0)
        var low = entropy.1
        var digits: [Unicode.Scalar] = []
        for _ in 0..<26 {
            digits.append(Self.alphabet[Int(low & 31)])
            low = (low >> 5) | (high << 59)
            high >>= 5
        }
        for digit in digits.reversed() { text.unicodeScalars.append(digit) }
        rawValue = text
    }

    /// The same, or the one right behind `last` where the clock has gone back (or stood still) since that was made: ids of a
    /// session grow whatever the clock does.
    package func following(_ last: TurnID?) -> TurnID {
        guard let last, rawValue <= last.rawValue, isULID, last.isULID else { return self }
        var digits = Array(last.rawValue.unicodeScalars)
        for index in digits.indices.dropFirst(2).reversed() {
            guard let value = Self.alphabet.firstIndex(of: digits[index]) else { return self }
            if value < 31 {
                digits[index] = Self.alphabet[value + 1]
                break
            }
            digits[index] = Self.alphabet[0]
        }
        var text = ""
        text.unicodeScalars.append(contentsOf: digits)
        return TurnID(text)
    }

    private var isULID: Bool {
        let scalars = rawValue.unicodeScalars
        return scalars.count == 28 && rawValue.hasPrefix("t_")
            && scalars.dropFirst(2).allSatisfy(Self.alphabet.contains)
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
