import NIOCore
import StudioCore

/// Takes an answer as it arrives and tells what happens meanwhile.
final class WireConsumer: AnswerConsumer {
    struct Answer: Sendable {
        /// 0: no answer began.
        var status = 0
        var headers: [(String, String)] = []
        var answer = WireAnswer()
        /// The beginning of what was sent, as text.
        var sample = ""
        /// Server-sent events have a last one that says that it is the last.
        var form = AnswerForm.unknown
        /// It broke off in the middle of something.
        var isCut = false
        var readerFailure: ReaderFailure?
        var badEvents = 0
        var bytes = 0
    }

    private let dialect: Dialect
    private let files: AnswerFiles
    private let spool: AnswerSpool?
    private let reader: ResponseReader
    private let thinks: Bool
    private let report: @Sendable (ProviderEvent) -> Void
    private var taken = Answer()
    private var expected: Int?
    private var reported = 0
    private var reportedAt = NIODeadline.uptimeNanoseconds(0)
    private var isReceiving = false
    /// Not reported yet.
    private var thought = ""
    private var words = ""
    private var spokenProgress = ProgressWords()

    /// - Parameters:
    ///   - dialect: what was asked in: kept with the answer, never looked at here.
    ///   - files: where pictures and signatures go.
    ///   - spool: where the answer is kept as it comes; nil: nowhere.
    ///   - thinks: the model thinks before it draws.
    init(
        dialect: Dialect = .gemini, files: sending AnswerFiles, spool: sending AnswerSpool? = nil, thinks: Bool,
        report: @escaping @Sendable (ProviderEvent) -> Void
    ) {
        self.dialect = dialect
        self.spool = spool
        self.files = files
        reader = ResponseReader(files: files, rules: WireRules.json, spool: spool)
        self.thinks = thinks
        self.report = report
    }

    static func reads(_ dialect: String) -> Bool {
        [Dialect.gemini, .openAIChat, .openAIImages].contains { $0.rawValue == dialect }
    }

    func start(on loop: any EventLoop) { files.loop = loop }

    func sent() { report(.phase(thinks ? .thinking : .drawing)) }

    func begin(status: Int, headers: [(String, String)]) {
        spool?.begin(status: status, headers: headers, dialect: dialect.rawValue)
        taken.status = status
        taken.headers = headers
        func header(_ name: String) -> String? { headers.first { $0.0.lowercased() == name }?.1 }
        // The length of a compressed body says nothing about ours.
        if header("content-encoding") ?? "identity" == "identity" {
            expected = header("content-length").flatMap { Int($0) }.flatMap {
                (1...ResponseReader.mostBytes).contains($0) ? $0 : nil
            }
        }
    }

    func holdUp(before bytes: UnsafeRawBufferPointer) -> EventLoopFuture<Void>? { reader.holdUp(before: bytes) }

    func receive(_ bytes: UnsafeRawBufferPointer) throws {
        for event in reader.feed(bytes) { take(event) }
        reportWords()
        if reader.isStaging { beginReceiving() }
        // Each report wakes a thread: as often as a screen shows the time, and no more.
        if isReceiving, reader.bytes - reported >= 1 << 17, NIODeadline.now() - reportedAt >= .milliseconds(100) {
            reportBytes()
        }
        if let failure = reader.failure { throw failure }
    }

    var progress: AnswerProgress {
        if reader.isStaging { return .open }
        if reader.isComplete || taken.answer.error != nil || taken.answer.isDone { return .complete }
        guard taken.answer.isFinished else { return .open }
        // Some servers put STOP into every event: it means the end only where there is a picture, or a reason for none.
        return taken.answer.finishReason != "STOP" || taken.answer.lastPicture != nil ? .complete : .likelyComplete
    }

    func end(_ error: (any Error)?) -> Answer {
        // Before the end makes a page of a beginning that could have become anything.
        taken.form = reader.form
        let (events, isCut) = reader.finish(isBroken: error != nil)
        for event in events { take(event) }
        taken.answer.count(headers: taken.headers)
        reportWords()
        if isReceiving, reader.bytes > reported { reportBytes() }
        taken.isCut = isCut || error != nil
        taken.sample = String(decoding: reader.sample, as: UTF8.self)
        taken.readerFailure = reader.failure
        taken.badEvents = reader.badEvents
        taken.bytes = reader.bytes
        return taken
    }

    /// The first of a picture, or all of it at once, is here.
    private func beginReceiving() {
        guard !isReceiving, taken.status == 200 else { return }
        isReceiving = true
        report(.phase(.receiving))
    }

    /// At once, what came at once: a word at a time would be a report for every few bytes.
    private func reportWords() {
        for said in [thought, words] where !said.isEmpty {
            if let percentage = spokenProgress.feed(said), !isReceiving { report(.step(percentage, of: 100)) }
        }
        if !thought.isEmpty { report(.thought(thought)) }
        if !words.isEmpty { report(.text(words)) }
        thought = ""
        words = ""
    }

    private func reportBytes() {
        reported = reader.bytes
        reportedAt = .now()
        report(.received(bytes: reader.bytes, of: expected))
    }

    private func take(_ event: ResponseReader.Event) {
        switch event {
        case .item(_, let part): if let news = taken.answer.add(part: part) { tell(news) }
        case .document(let document), .brokenDocument(let document):
            for news in taken.answer.add(document: document) { tell(news) }
        case .words(let channel, let words):
            for news in taken.answer.add(words: words, isThought: channel == WireRules.thought) { tell(news) }
        case .picture(let file): if let news = taken.answer.add(image: file, isDraft: false) { tell(news) }
        case .done: taken.answer.isDone = true
        }
    }

    private func tell(_ news: WireAnswer.News) {
        switch news {
        case .thought(let text): thought += text
        case .text(let text): words += text
        case .image(let file, let isThought):
            guard file.isPicture else { return }
            reportWords()
            beginReceiving()
            report(.image(file.received(isThought ? .draft : .final)))
        }
    }
}
