@testable import Providers

/// What a reader made of an answer, with file names instead of paths, so that it can be compared.
struct AnswerReading: Equatable {
    var events: [ResponseReader.Event] = []
    var isCut = false
    var failure: ReaderFailure?
    var form = AnswerForm.unknown
    var badEvents = 0
    private var folder: String

    static func == (a: AnswerReading, b: AnswerReading) -> Bool {
        a.events == b.events && a.isCut == b.isCut && a.failure == b.failure && a.form == b.form
            && a.badEvents == b.badEvents
    }

    private init(_ folder: String) { self.folder = folder }

    /// Fed with the pieces and then the end.
    /// - Parameter spool: the answer is kept in the folder as it comes.
    static func of(_ pieces: [[UInt8]], in folder: String, isSpooled: Bool = false) -> AnswerReading {
        let spool =
            isSpooled
            ? AnswerSpool(
                folder: folder, attempt: 1,
                endpoint: Endpoint(name: "g", baseURL: "https://e.com", authentication: .none, key: ""), now: { 5 })
            : nil
        spool?.begin(status: 200, headers: [], dialect: "gemini")
        let reader = ResponseReader(
            files: AnswerFiles(folder: folder, prefix: "1-"), rules: WireRules.json, spool: spool)
        var reading = AnswerReading(folder)
        for piece in pieces { piece.withUnsafeBytes { reading.take(reader.feed($0)) } }
        reading.end(reader)
        return reading
    }

    /// Read again from what was kept.
    static func of(spool: String, in folder: String) -> AnswerReading {
        let reader = ResponseReader(files: AnswerFiles(folder: folder, prefix: "1-"), rules: WireRules.json)
        var reading = AnswerReading(folder)
        var log = SpoolLog(folder: spool)
        try? log.forEachPiece { reading.take(reader.feed($0)) }
        reading.end(reader)
        return reading
    }

    private mutating func end(_ reader: ResponseReader) {
        let end = reader.finish()
        take(end.events)
        isCut = end.isCut
        failure = reader.failure
        form = reader.form
        badEvents = reader.badEvents
    }

    private mutating func take(_ new: [ResponseReader.Event]) {
        events += new.map { event in
            switch event {
            case .item(let path, let value): .item(path: path, value.named(without: folder))
            case .document(let value): .document(value.named(without: folder))
            case .brokenDocument(let value): .brokenDocument(value.named(without: folder))
            case .words(let channel, let value): .words(channel: channel, value.named(without: folder))
            case .picture(let file):
                .picture(JSONValue.staged(file).named(without: folder).staged ?? file)
            case .done: .done
            }
        }
    }

    /// Files of all documents, once each.
    var files: Set<StagedFile> {
        Set(
            events.flatMap { event -> [StagedFile] in
                switch event {
                case .item(_, let value), .document(let value), .brokenDocument(let value), .words(_, let value):
                    value.files
                case .picture(let file): [file]
                case .done: []
                }
            })
    }

    var outcome: String {
        let words = events.prefix(3).map { event in
            switch event {
            case .item: "item"
            case .document: "document"
            case .brokenDocument: "broken"
            case .words: "words"
            case .picture: "picture"
            case .done: "done"
            }
        }
        let trouble =
            switch failure {
            case nil: ""
            case .malformed(let what, _): String(what.prefix(20))
            case .tooDeep: "deep"
            case .tooLarge(let what, _): what
            case .notKept: "not kept"
            }
        return "\(form) \(words) \(isCut) \(min(badEvents, 2)) \(trouble)"
    }
}

extension JSONValue {
    fileprivate func named(without folder: String) -> JSONValue {
        switch self {
        case .staged(var file):
            if file.path.hasPrefix(folder) { file.path.removeFirst(folder.count + 1) }
            return .staged(file)
        case .array(let values): return .array(values.map { $0.named(without: folder) })
        case .object(let members):
            return .object(members.map { Member(key: $0.key, value: $0.value.named(without: folder)) })
        default: return self
        }
    }

    fileprivate var files: [StagedFile] {
        switch self {
        case .staged(let file): [file]
        case .array(let values): values.flatMap(\.files)
        case .object(let members): members.flatMap(\.value.files)
        default: []
        }
    }
}
