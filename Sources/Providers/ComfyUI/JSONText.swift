/// Text as JSON writes it.
enum JSONText {
    static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

    /// Without the quotes.
    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                escaped.append("\\")
                escaped.append(scalar)
            case "\n": escaped.append(contentsOf: "\\n".unicodeScalars)
            case "\t": escaped.append(contentsOf: "\\t".unicodeScalars)
            default:
                guard scalar.value < 0x20 else {
                    escaped.append(scalar)
                    continue
                }
                let digits = String(scalar.value, radix: 16)
                escaped.append(
                    contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars)
            }
        }
        return String(escaped)
    }
}
