import StudioCore

/// Takes Google's answer as it arrives and tells what happens meanwhile.
final class GeminiConsumer: AnswerConsumer {
    struct Answer: Sendable {
        /// 0: no answer began.
        var status = 0
        var headers: [(String, String)] = []
        var answer = GeminiAnswer()
        /// The beginning of what was sent, as text.
        var sample = ""
        /// No JSON at all, but a page or words.
        var isPage = false
        /// Server-sent events, whose last one says that it is the last.
        var isStream = false
        /// It broke off in the middle of something.
        var isCut = false
        var readerFailure: ReaderFailure?
        var badEvents = 0
        var bytes = 0
    }

    private let reader: ResponseReader
    private let thinks: Bool
    private let report: @Sendable (ProviderEvent) -> Void
    private var taken = Answer()
    private var expected: Int?
    private var reported = 0
    private var isReceiving = false

    /// - Parameters:
    ///   - files: where pictures and signatures go.
    ///   - thinks: the model thinks before it draws.
    init(files: sending AnswerFiles, thinks: Bool, report: @escaping @Sendable (ProviderEvent) -> Void) {
        reader = ResponseReader(files: files, rules: GeminiRules.json)
        self.thinks = thinks
        self.report = report
    }

    func sent() { report(.phase(thinks ? .thinking : .drawing)) }

    func begin(status: Int, headers: [(String, String)]) {
        taken.status = status
        taken.headers = headers
        func header(_ name: String) -> String? { headers.first { $0.0.lowercased() == name }?.1 }
        // The length of a compressed body says nothing about ours.
        if header("content-encoding") ?? "identity" == "identity" {
            expected = header("content-length").flatMap { Int($0) }
        }
    }

    func receive(_ bytes: UnsafeRawBufferPointer) throws {
        for event in reader.feed(bytes) { take(event) }
        if reader.isStaging, !isReceiving, taken.status == 200 {
            isReceiving = true
            report(.phase(.receiving))
        }
        if isReceiving, reader.bytes - reported >= 1 << 17 { reportBytes() }
        if let failure = reader.failure { throw failure }
    }

    var progress: AnswerProgress {
        if reader.isStaging { return .open }
        if reader.isComplete || taken.answer.error != nil { return .complete }
        guard taken.answer.isFinished else { return .open }
        // Some servers put STOP into every event: it means the end only where there is a picture, or a reason for none.
        return taken.answer.finishReason != "STOP" || taken.answer.lastPicture != nil ? .complete : .likelyComplete
    }

    func end(_ error: (any Error)?) -> Answer {
        let (events, isCut) = reader.finish()
        for event in events { take(event) }
        if isReceiving, reader.bytes > reported { reportBytes() }
        taken.isCut = isCut || error != nil
        taken.sample = String(decoding: reader.sample, as: UTF8.self)
        taken.isPage = reader.form == .page || reader.form == .unknown
        taken.isStream = reader.form == .events
        taken.readerFailure = reader.failure
        taken.badEvents = reader.badEvents
        taken.bytes = reader.bytes
        return taken
    }

    private func reportBytes() {
        reported = reader.bytes
        report(.received(bytes: reader.bytes, of: expected))
    }

    private func take(_ event: ResponseReader.Event) {
        switch event {
        case .item(_, let part):
            switch taken.answer.add(part: part) {
            case .thought(let text): report(.thought(text))
            case .text(let text): report(.text(text))
            case .image(let file, let isThought):
                if file.isPicture { report(.image(file.received(isThought ? .draft : .final))) }
            case nil: break
            }
        case .document(let document), .brokenDocument(let document): taken.answer.add(document: document)
        case .done: break
        }
    }
}
