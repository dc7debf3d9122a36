import Gallery
import StudioCore

/// What `easel gallery import` did.
struct ImportReport {
    private var imported: [JSON] = []
    private var known: [JSON] = []
    private var unreadable: [JSON] = []
    private var notRemoved: [JSON] = []
    /// What ended it before all were done.
    var end: StoreFailure?
    /// Absolute.
    var gallery: String

    init(gallery: String) { self.gallery = gallery }

    var isWhole: Bool { unreadable.isEmpty && notRemoved.isEmpty && end == nil }

    mutating func add(_ event: FolderImport.Event) {
        switch event {
        case .imported(let source, let path, let settings):
            imported.append(
                .object([
                    "source": .string(source), "path": .string("\(gallery)/\(path)"),
                    "program": .string(settings.program.rawValue), "prompt": .string(settings.prompt),
                ]))
        case .known(let source, let path):
            known.append(.object(["source": .string(source), "path": .string("\(gallery)/\(path)")]))
        case .unreadable(let source, let reason):
            unreadable.append(.object(["source": .string(source), "message": .string(reason)]))
        case .notRemoved(let source, let reason):
            notRemoved.append(.object(["source": .string(source), "message": .string(reason)]))
        }
    }

    /// One event as it happens: what is to standard output, and what to standard error.
    func line(_ event: FolderImport.Event) -> (text: String, isNote: Bool) {
        switch event {
        case .imported(_, let path, let settings):
            let words = settings.prompt.split(whereSeparator: \.isNewline).joined(separator: " ")
            let program = settings.program == .unknown ? "" : settings.program.rawValue
            return (["\(gallery)/\(path)", program, words].filter { !$0.isEmpty }.joined(separator: "  "), false)
        case .known(let source, let path): return ("easel: \(source) is there already: \(gallery)/\(path)", true)
        case .unreadable(let source, let reason): return ("easel: \(source) was not imported: \(reason).", true)
        case .notRemoved(let source, let reason):
            return ("easel: \(source) is imported, but could not be taken away: \(reason).", true)
        }
    }

    var summary: String {
        let parts = [
            "\(imported.count) imported", known.isEmpty ? "" : "\(known.count) there already",
            unreadable.isEmpty ? "" : "\(unreadable.count) not readable",
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    var json: JSON {
        .object([
            "imported": .array(imported), "known": .array(known), "unreadable": .array(unreadable),
            "not_removed": .array(notRemoved),
            "failure": end.map { .object(["message": .string($0.message), "advice": .string($0.advice)]) } ?? .null,
        ])
    }
}
