/// Puts a body together from text and files.
struct SegmentWriter {
    var segments: [BodySegment] = []

    mutating func raw(_ text: String) {
        if case .bytes(let bytes)? = segments.last {
            segments[segments.count - 1] = .bytes(bytes + Array(text.utf8))
        } else {
            segments.append(.bytes(Array(text.utf8)))
        }
    }

    /// A JSON string.
    mutating func quoted(_ text: String) { raw(Self.quoted(text)) }

    /// The text as JSON has it, quotes included.
    static func quoted(_ text: String) -> String {
        var escaped = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": escaped += "\\\""
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\t": escaped += "\\t"
            default:
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    escaped.unicodeScalars.append(scalar)
                }
            }
        }
        return escaped + "\""
    }
}
