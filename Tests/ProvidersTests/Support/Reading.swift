@testable import Providers

/// What a reader made of an answer, with file names instead of paths, so that it can be compared.
struct Reading: Equatable {
    var items: [JSONValue] = []
    var documents: [JSONValue] = []
    var broken: [JSONValue] = []
    /// What was left of words at the end.
    var words: [String: JSONValue] = [:]
    var picture: StagedFile?
    var dones = 0
    var isCut = false
    var failure: ReaderFailure?
    var form = AnswerForm.unknown
    var badEvents = 0

    /// Feeds the pieces and then the end.
    init(_ pieces: [[UInt8]], in folder: String, rules: JSONRules = WireRules.json) {
        let reader = ResponseReader(files: AnswerFiles(folder: folder), rules: rules)
        for piece in pieces { piece.withUnsafeBytes { take(reader.feed($0), folder) } }
        let end = reader.finish()
        take(end.events, folder)
        isCut = end.isCut
        failure = reader.failure
        form = reader.form
        badEvents = reader.badEvents
    }

    /// In one piece, in a folder that is gone afterwards.
    init(_ text: String, rules: JSONRules = WireRules.json) throws {
        let staging = try Staging()
        self.init([Array(text.utf8)], in: staging.path, rules: rules)
    }

    private mutating func take(_ events: [ResponseReader.Event], _ folder: String) {
        for event in events {
            switch event {
            case .item(_, let value): items.append(value.relative(to: folder))
            case .document(let value): documents.append(value.relative(to: folder))
            case .brokenDocument(let value): broken.append(value.relative(to: folder))
            case .words(let channel, let value): words[channel] = value.relative(to: folder)
            case .picture(let file): picture = JSONValue.staged(file).relative(to: folder).staged
            case .done: dones += 1
            }
        }
    }
}

extension JSONValue {
    func relative(to folder: String) -> JSONValue {
        switch self {
        case .staged(var file):
            if file.path.hasPrefix(folder) { file.path.removeFirst(folder.count + 1) }
            return .staged(file)
        case .array(let values): return .array(values.map { $0.relative(to: folder) })
        case .object(let members):
            return .object(members.map { Member(key: $0.key, value: $0.value.relative(to: folder)) })
        default: return self
        }
    }
}
