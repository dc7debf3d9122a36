import NIOCore

/// Takes one of ComfyUI's JSON answers.
final class ComfyConsumer: AnswerConsumer {
    struct Answer: Sendable {
        /// 0: no answer began.
        var status = 0
        var document: JSONValue?
        /// The beginning of what was sent, as text.
        var sample = ""
        var failure: ReaderFailure?
    }

    private let reader: ResponseReader
    private var python = PythonJSON()
    private var taken = Answer()

    init() {
        reader = ResponseReader(
            files: AnswerFiles(folder: ""), rules: JSONRules(fate: { _ in .text }, isItem: { _ in false }))
    }

    static func reads(_ dialect: String) -> Bool { false }

    func start(on loop: any EventLoop) {}
    func sent() {}
    func begin(status: Int, headers: [(String, String)]) { taken.status = status }
    func holdUp(before bytes: UnsafeRawBufferPointer) -> EventLoopFuture<Void>? { nil }
    var progress: AnswerProgress { reader.isComplete ? .complete : .open }

    func receive(_ bytes: UnsafeRawBufferPointer) throws {
        python.plain(bytes).withUnsafeBytes { take(reader.feed($0)) }
        if let failure = reader.failure { throw failure }
    }

    func end(_ error: (any Error)?) -> Answer {
        take(reader.finish().events)
        taken.sample = String(decoding: reader.sample, as: UTF8.self)
        taken.failure = reader.failure
        return taken
    }

    private func take(_ events: [ResponseReader.Event]) {
        for case .document(let value) in events where taken.document == nil { taken.document = value }
    }
}
