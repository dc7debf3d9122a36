@testable import easel

/// A table as text, in one way only: what is read is compared by it.
enum TOMLWriter {
    static func text(_ table: TOML.Table) -> String {
        table.members.sorted { $0.key < $1.key }.map { "\(quoted($0.key)) = \(value($0.value))\n" }.joined()
    }

    private static func value(_ toml: TOML) -> String {
        switch toml.value {
        case .string(let text): quoted(text)
        case .integer(let number): "\(number)"
        case .float(let number) where number.isNaN: "nan"
        case .float(let number) where number.isInfinite: number < 0 ? "-inf" : "inf"
        case .float(let number): "\(number)"
        case .boolean(let flag): "\(flag)"
        case .date(let text): text
        case .array(let values): "[" + values.map(value).joined(separator: ", ") + "]"
        case .table(let table):
            "{"
                + table.members.sorted { $0.key < $1.key }.map { "\(quoted($0.key)) = \(value($0.value))" }
                .joined(separator: ", ") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
