/// JSON whose keys stay in the order they were written, so that output can be read and compared line by line.
enum JSON: Hashable, Sendable {
    struct Member: Hashable, Sendable {
        var key: String
        var value: JSON
    }

    case null
    case bool(Bool)
    case int(Int)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    static func object(_ members: KeyValuePairs<String, JSON>) -> JSON {
        .object(members.map { Member(key: $0.key, value: $0.value) })
    }

    static func string(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
    static func int(_ number: Int?) -> JSON { number.map { .int($0) } ?? .null }

    /// Rounded to so many decimals: sums of money and seconds carry no binary noise.
    static func number(_ number: Double, decimals: Int) -> JSON {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        return .number((number * scale).rounded() / scale)
    }
}

extension JSON: CustomStringConvertible {
    /// One line.
    var description: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .int(let value): text += String(value)
        case .number(let value) where !value.isFinite: text += "null"
        case .number(let value):
            text += value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
        case .string(let value): Self.write(value, to: &text)
        case .array(let values):
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += "," }
                value.write(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { text += "," }
                Self.write(member.key, to: &text)
                text += ":"
                member.value.write(to: &text)
            }
            text += "}"
        }
    }

    /// Whatever a terminal would obey, or not show, is escaped: the line may end on one.
    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20 || (scalar.value > 0x7E && scalar.isUnseen):
                for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                    let digits = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

extension Unicode.Scalar {
    /// Controls, line separators, directions, joiners, tags, noncharacters: what has no picture of its own.
    fileprivate var isUnseen: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        default: properties.isDefaultIgnorableCodePoint
        }
    }
}
