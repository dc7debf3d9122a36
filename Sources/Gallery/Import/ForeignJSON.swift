import FoundationEssentials

/// JSON of any shape, as other programs write it.
enum ForeignJSON: Hashable, Sendable, Decodable {
    case null
    case bool(Bool)
    case int(Int)
    case number(Double)
    case string(String)
    case array([ForeignJSON])
    case object([String: ForeignJSON])

    /// - Returns: nil when it is none. Python's `NaN` and its like count as null.
    init?(_ text: String) {
        let bytes = Self.withoutNaN(Array(text.utf8))
        guard let value = try? JSONDecoder().decode(ForeignJSON.self, from: Data(bytes)) else { return nil }
        self = value
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .int(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let values = try? container.decode([ForeignJSON].self) {
            self = .array(values)
        } else {
            self = .object(try container.decode([String: ForeignJSON].self))
        }
    }

    private static func withoutNaN(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: { $0 == UInt8(ascii: "N") || $0 == UInt8(ascii: "I") }) else { return bytes }
        let words = ["-Infinity", "Infinity", "NaN"].map { Array($0.utf8) }
        var result: [UInt8] = []
        var isText = false
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if isText, byte == UInt8(ascii: "\\"), offset + 1 < bytes.count {
                result += bytes[offset...offset + 1]
                offset += 2
                continue
            }
            if byte == UInt8(ascii: "\"") { isText.toggle() }
            if !isText, let word = words.first(where: { bytes[offset...].starts(with: $0) }) {
                result += Array("null".utf8)
                offset += word.count
            } else {
                result.append(byte)
                offset += 1
            }
        }
        return result
    }

    subscript(name: String) -> ForeignJSON? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    subscript(index: Int) -> ForeignJSON? {
        guard case .array(let values) = self, values.indices.contains(index) else { return nil }
        return values[index]
    }

    var members: [String: ForeignJSON] {
        if case .object(let members) = self { members } else { [:] }
    }

    var values: [ForeignJSON] {
        if case .array(let values) = self { values } else { [] }
    }

    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// Also one that is written with a point, where it is whole.
    var int: Int? {
        switch self {
        case .int(let value): value
        case .number(let value): Int(exactly: value)
        default: nil
        }
    }

    /// A plain value in words; nil for what has parts, and for null.
    var plain: String? {
        switch self {
        case .bool(let value): value ? "true" : "false"
        case .int(let value): String(value)
        case .number(let value): Int(exactly: value).map { String($0) } ?? "\(value)"
        case .string(let text): text
        case .null, .array, .object: nil
        }
    }
}
