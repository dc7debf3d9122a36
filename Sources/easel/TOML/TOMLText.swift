import StudioCore

/// Values as `config.toml` has them.
enum TOMLText {
    static func string(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case _ where scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                out += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    static func strings(_ texts: [String]) -> String { "[\(texts.map(string).joined(separator: ", "))]" }

    /// Bare where it can be.
    static func key(_ name: String) -> String {
        let isBare =
            !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        return isBare ? name : string(name)
    }

    /// On one line, for a comment.
    static func line(_ text: String) -> String { String(text.map { $0.isNewline ? " " : $0 }) }

    /// What a profile says, and nothing of what it leaves to the dialect.
    static func wire(_ wire: WireProfile) -> [String] {
        var lines: [String] = []
        func add(_ key: String, _ value: String?) { if let value { lines.append("\(key) = \(value)") } }
        add("dialect", wire.dialect.map { string($0.rawValue) })
        add("size_style", wire.sizeStyle.map { string($0.rawValue) })
        add("references", wire.references.map { string($0.rawValue) })
        add("history", wire.history.map { string($0.rawValue) })
        add("stream", wire.streams.map { "\($0)" })
        add("partial_images", wire.partialImages.map { "\($0)" })
        add("response_format", wire.responseFormat.map(string))
        add("modalities", wire.modalities.map(strings))
        add("path", wire.path.map(string))
        add("edit_path", wire.editPath.map(string))
        add("list_path", wire.listPath.map(string))
        add("workflow", wire.workflow.map(string))
        if !wire.extra.isEmpty {
            let members = wire.extra.sorted { $0.key < $1.key }.map { "\(key($0.key)) = \(value($0.value))" }
            lines.append("extra = { \(members.joined(separator: ", ")) }")
        }
        return lines
    }

    private static func value(_ value: WireValue) -> String {
        switch value {
        case .string(let text): string(text)
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .boolean(let flag): "\(flag)"
        }
    }
}
