import FoundationEssentials
import StudioCore

/// The lines of a session read by hand: ten thousand turns open at once instead of in a second. It reads what
/// `SessionRecord`'s own encoding writes; any other line is the decoder's.
struct SessionScanner {
    typealias Unfamiliar = JSONScanner.Unfamiliar

    /// nil: not a line this one reads, which says nothing about the line.
    static func record(_ line: UnsafeBufferPointer<UInt8>) -> SessionRecord? {
        var json = JSONScanner(line)
        guard let record = try? record(&json), json.isAtEnd else { return nil }
        return record
    }

    private static func record(_ json: inout JSONScanner) throws(Unfamiliar) -> SessionRecord {
        var type: String?
        var turn: Turn?
        var id: TurnID?
        var result: TurnResult?
        try json.object { json, name throws(Unfamiliar) in
            switch name {
            case "type": type = try json.string()
            case "turn": turn = try Self.turn(&json)
            case "id": id = TurnID(try json.string())
            case "result": result = try Self.result(&json)
            default: throw Unfamiliar()
            }
        }
        switch (type, turn, id, result) {
        case ("turn", let turn?, nil, nil): return .turn(turn)
        case ("result", nil, let id?, let result?): return .result(id, result)
        case ("selected", nil, let id, nil): return .selected(id)
        default: throw Unfamiliar()
        }
    }

    private static func turn(_ json: inout JSONScanner) throws(Unfamiliar) -> Turn {
        var id: String?
        var parent: String?
        var parentVariant: Int?
        var prompt: String?
        var settings: TurnSettings?
        var references: [Reference]?
        var startedAt: Date?
        try json.object { json, name throws(Unfamiliar) in
            switch name {
            case "id": id = try json.string()
            case "parent": parent = try json.string()
            case "parentVariant": parentVariant = try json.integer()
            case "prompt": prompt = try json.string()
            case "settings": settings = try Self.settings(&json)
            case "references": references = try json.array(Self.reference)
            case "startedAt": startedAt = Timestamp.date(try json.string())
            default: throw Unfamiliar()
            }
        }
        guard let id, let parentVariant, let prompt, let settings, let references, let startedAt else {
            throw Unfamiliar()
        }
        return Turn(
            id: TurnID(id), parent: parent.map { TurnID($0) }, parentVariant: parentVariant, prompt: prompt,
            settings: settings, references: references, startedAt: startedAt)
    }

    private static func settings(_ json: inout JSONScanner) throws(Unfamiliar) -> TurnSettings {
        var model: ModelReference?
        var size: ImageSize?
        var aspect: AspectRatio?
        var count: Int?
        var thinking: ThinkingLevel?
        var seed: Int?
        try json.object { json, name throws(Unfamiliar) in
            switch name {
            case "model": model = ModelReference(try json.string())
            case "size": size = try word(&json)
            case "aspect": aspect = try known(AspectRatio(try json.string()))
            case "count": count = try json.integer()
            case "thinking": thinking = try word(&json)
            case "seed": seed = try json.integer()
            default: throw Unfamiliar()
            }
        }
        guard let model, let count else { throw Unfamiliar() }
        return TurnSettings(model: model, size: size, aspect: aspect, count: count, thinking: thinking, seed: seed)
    }

    private static func reference(_ json: inout JSONScanner) throws(Unfamiliar) -> Reference {
        var words: [String: String] = [:]
        var numbers: [String: Int] = [:]
        try json.object { json, name throws(Unfamiliar) in
            switch name {
            case "sha256", "mime", "name": words[name] = try json.string()
            case "bytes", "width", "height": numbers[name] = try json.integer()
            default: throw Unfamiliar()
            }
        }
        guard let sha256 = words["sha256"], let mime = words["mime"], let name = words["name"],
            let bytes = numbers["bytes"], let width = numbers["width"], let height = numbers["height"]
        else { throw Unfamiliar() }
        return Reference(sha256: sha256, mime: mime, bytes: bytes, width: width, height: height, name: name)
    }

    /// A value of one of the fixed vocabularies.
    static func word<Word: RawRepresentable<String>>(_ json: inout JSONScanner) throws(Unfamiliar) -> Word {
        try known(Word(rawValue: try json.string()))
    }

    static func known<Value>(_ value: Value?) throws(Unfamiliar) -> Value {
        guard let value else { throw Unfamiliar() }
        return value
    }
}
