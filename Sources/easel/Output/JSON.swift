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

    /// Control characters are escaped, C1 and the line separators too: the line may end on a terminal.
    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _
            where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                || (0x2028...0x202E).contains(scalar.value):
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
