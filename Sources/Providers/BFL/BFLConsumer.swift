import NIOCore
import StudioCore

/// Takes an answer about a task: a small JSON document, and never more than `mostBytes` of anything else.
final class BFLConsumer: AnswerConsumer {
    static let mostBytes = 1 << 20

    private let spool: AnswerSpool?
    private let reader: ResponseReader
    private let hasSent: @Sendable () -> Void
    private var taken = BFLAnswer()

    /// - Parameters:
    ///   - spool: where the answer is kept as it comes; nil: nowhere.
    ///   - sent: called when the whole request has left.
    init(spool: sending AnswerSpool? = nil, sent: @escaping @Sendable () -> Void = {}) {
        self.spool = spool
        hasSent = sent
        // No string of such an answer is long enough to go to a file.
        let rules = JSONRules(fate: { _ in .text }, isItem: { _ in false })
        reader = ResponseReader(files: AnswerFiles(folder: ""), rules: rules, spool: spool)
    }

    static func reads(_ dialect: String) -> Bool { dialect == Dialect.bfl.rawValue }

    func start(on loop: any EventLoop) {}
    func sent() { hasSent() }

    func begin(status: Int, headers: [(String, String)]) {
        spool?.begin(status: status, headers: headers, dialect: Dialect.bfl.rawValue)
        taken.status = status
        taken.headers = headers
    }

    func holdUp(before bytes: UnsafeRawBufferPointer) -> EventLoopFuture<Void>? { nil }

    func receive(_ bytes: UnsafeRawBufferPointer) throws {
        guard reader.bytes + bytes.count <= Self.mostBytes else {
            let failure = ReaderFailure.tooLarge(what: "the whole of it", limit: Self.mostBytes)
            taken.readerFailure = failure
            throw failure
        }
        take(reader.feed(bytes))
        if let failure = reader.failure { throw failure }
    }

    var progress: AnswerProgress { reader.isComplete ? .complete : .open }

    func end(_ error: (any Error)?) -> BFLAnswer {
        let (events, isCut) = reader.finish()
        take(events)
        taken.isCut = isCut || (error != nil && !taken.isWhole)
        taken.sample = String(decoding: reader.sample, as: UTF8.self)
        taken.readerFailure = taken.readerFailure ?? reader.failure
        taken.bytes = reader.bytes
        return taken
    }

    private func take(_ events: [ResponseReader.Event]) {
        for event in events {
            switch event {
            case .document(let document):
                taken.document = document
                taken.isWhole = true
            // Its words are whole, each of them: half of one is none.
            case .brokenDocument(let document) where !taken.isWhole: taken.document = document
            case .brokenDocument, .item, .words, .picture, .done: break
            }
        }
    }
}
