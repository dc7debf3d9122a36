/// A JSON document as it came, its long strings on disk.
enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case staged(StagedFile)
    case array([JSONValue])
    /// In the order of the wire.
    case object([Member])

    struct Member: Hashable, Sendable {
        var key: String
        var value: JSONValue
    }

    /// The member of an object under the first of the names that is there and not null (`inlineData`, `inline_data`).
    subscript(names: String...) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        for name in names {
            if let member = members.last(where: { $0.key == name }), member.value != .null { return member.value }
        }
        return nil
    }

    /// Empty for anything but an array.
    var array: [JSONValue] {
        if case .array(let values) = self { values } else { [] }
    }

    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var staged: StagedFile? {
        if case .staged(let file) = self { file } else { nil }
    }

    var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    var number: Double? {
        if case .number(let value) = self { value } else { nil }
    }

    /// A whole number, also where it is written as text (`"quotaValue": "250000"`); nil for one that no server means, so
    /// that a few of them can be added up.
    var int: Int? {
        switch self {
        case .number(let value): value.magnitude < 1e15 ? Int(value) : nil
        case .string(let text): Int(text).flatMap { $0.magnitude < 1_000_000_000_000_000 ? $0 : nil }
        default: nil
        }
    }
}
