import FoundationEssentials

/// A request as its line says it: nothing of it has been looked up yet.
struct BatchLine: Hashable, Sendable {
    /// From 1, as editors count.
    var number: Int
    var prompt = ""
    var id: String?
    var model: String?
    var size: String?
    var aspect: String?
    var count: Int?
    var thinking: String?
    var seed: Int?
    var references: [String]?
    var output: String?
    var parent: String?

    /// `line 7`, `line 7 (fox)`.
    var name: String { "line \(number)" + (id.map { " (\($0))" } ?? "") }
}

/// Something wrong with a line.
struct BatchMistake: Hashable, Sendable {
    /// 0: with the whole.
    var line: Int
    var words: String
}

extension BatchLine {
    static let members = [
        "prompt", "id", "model", "size", "aspect", "count", "thinking", "seed", "references", "output", "parent",
    ]

    /// Reads one line.
    /// - Returns: nil for the line when something is wrong with it.
    static func read(_ bytes: some Collection<UInt8>, number: Int) -> (line: BatchLine?, mistakes: [BatchMistake]) {
        func wrong(_ words: String) -> (BatchLine?, [BatchMistake]) {
            (nil, [BatchMistake(line: number, words: words)])
        }
        guard String(validating: bytes, as: UTF8.self) != nil else { return wrong("is not UTF-8 text.") }
        switch bytes.first {
        case UInt8(ascii: "{"): break
        case UInt8(ascii: "#"), UInt8(ascii: "/"):
            return wrong("is a comment, which JSON Lines has not: take it out.")
        case UInt8(ascii: "["): return wrong("is a list. JSON Lines has no list around all: one object {…} a line.")
        default: return wrong("is no JSON object: write {\"prompt\": \"…\"}.")
        }
        let decoder = JSONDecoder()
        guard let reading = try? decoder.decode(Reading.self, from: Data(bytes)) else {
            return wrong(
                "is not whole JSON: an object begins and ends on its line, with names and texts in \"quotes\".")
        }
        var line = reading.line
        line.number = number
        let mistakes = reading.mistakes.map { BatchMistake(line: number, words: $0) }
        return (mistakes.isEmpty ? line : nil, mistakes)
    }

    /// All that is wrong with the members, not only the first of it.
    private struct Reading: Decodable {
        struct Name: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }

            init(_ name: String) { stringValue = name }
            init?(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        var line = BatchLine(number: 0)
        var mistakes: [String] = []

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: Name.self)
            var mistakes: [String] = []
            /// null says nothing, as many programs write it.
            func value<Value: Decodable>(_ name: String, _ what: String) -> Value? {
                let name = Name(name)
                guard members.contains(name), (try? members.decodeNil(forKey: name)) != true else { return nil }
                if let value = try? members.decode(Value.self, forKey: name) { return value }
                mistakes.append("\(name.stringValue) must be \(what).")
                return nil
            }
            let unknown = members.allKeys.map(\.stringValue).filter { !BatchLine.members.contains($0) }.sorted()
            for name in unknown {
                mistakes.append("has no member “\(name)”; there are \(BatchLine.members.joined(separator: ", ")).")
            }
            let prompt: String? = value("prompt", "a text")
            if prompt == nil, mistakes.count == unknown.count { mistakes.append("has no prompt.") }
            line.prompt = prompt ?? ""
            line.id = value("id", "a text")
            line.model = value("model", "a text")
            line.size = value("size", "a text")
            line.aspect = value("aspect", "a text, W:H or auto")
            line.count = value("count", "a whole number")
            line.thinking = value("thinking", "a text")
            line.seed = value("seed", "a whole number")
            line.references = value("references", "a list of paths, [\"cat.png\"]")
            line.output = value("output", "a path")
            line.parent = value("parent", "a turn's id")
            if line.id?.isEmpty == true { mistakes.append("has an empty id.") }
            if line.output == "-" || line.output?.isEmpty == true {
                mistakes.append("output must name a file or folder.")
            }
            self.mistakes = mistakes
        }
    }
}
