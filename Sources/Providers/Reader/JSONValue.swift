/// A JSON document as it came, with its long strings on disk.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case staged(StagedFile)
    case array([JSONValue])
    /// In the order of the wire.
    case object([Member])

    package struct Member: Hashable, Sendable {
        package var key: String
        package var value: JSONValue
    }

    /// The member of an object; the first of the names that is there (`inlineData`, `inline_data`).
    package subscript(names: String...) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        for name in names {
            if let member = members.first(where: { $0.key == name }), member.value != .null { return member.value }
        }
        return nil
    }

    package var array: [JSONValue] {
        if case .array(let values) = self { values } else { [] }
    }

    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var staged: StagedFile? {
        if case .staged(let file) = self { file } else { nil }
    }

    package var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// A whole number, also where it is written as text.
    package var int: Int? {
        switch self {
        case .number(let value): value.magnitude < 1e15 ? Int(value) : nil
        case .string(let text): Int(text)
        default: nil
        }
    }
}

/// Why an answer cannot be read on.
package enum ReaderFailure: Error, Hashable, Sendable {
    case malformed(String, offset: Int)
    case tooDeep
    case tooLarge(limit: Int)
    case notKept(path: String, reason: String)
}
