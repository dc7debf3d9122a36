import NIOCore

/// Reads any answer as its bytes arrive: JSON, a stream of JSON, server-sent events, or a page of something else; told
/// apart by the first bytes, not by what the server calls it. Written once for every dialect.
///
/// It never throws: it stops at the first failure, and what was whole before it has been handed out.
final class ResponseReader {
    static let mostBytes = 256 << 20
    /// Of one line of server-sent events: none is held, but no picture is as large either.
    static let mostLine = 128 << 20
    /// How much of an answer is kept as text, for the error message.
    static let mostSample = 8 << 10

    enum Event: Hashable {
        /// An object the rules asked for, as soon as it closes. `JSONRules.isItem`.
        case item(path: [String], JSONValue)
        /// A whole document. It contains its items.
        case document(JSONValue)
        /// The answer broke off within this document, or went wrong there; its long strings say whether they are whole.
        case brokenDocument(JSONValue)
        /// What was left of words when all had been said. `StringFate.words`.
        case words(channel: String, JSONValue)
        /// The whole answer is one file, and begins like a picture.
        case picture(StagedFile)
        /// The stream said that it is over: `data: [DONE]`.
        case done
    }

    private let makeJSON: () -> JSONStreamReader
    private let spool: AnswerSpool?
    private let takesPicture: Bool
    private let files: AnswerFiles
    private let channels: WordsChannels
    private var json: JSONStreamReader
    /// Of an answer that is a picture.
    private var picture: StagedFileWriter?
    private var framing = SSEReader()
    private var done = DoneMark()
    private var beginning = AnswerBeginning()
    /// A whole document has come, and then something that is none.
    private var isOver = false
    private var isEventBad = false
    private var isStrayOpen = false
    private var lineBytes = 0
    /// Only blanks have come of the line that is no field: JSON may begin there.
    private var isStrayBlank = true
    private var events: [Event] = []

    private(set) var form = AnswerForm.unknown
    /// Bytes fed, after decompression.
    private(set) var bytes = 0
    private(set) var sample: [UInt8] = []
    private(set) var documents = 0
    /// Events that were no JSON: passed over, and counted.
    private(set) var badEvents = 0
    /// Why nothing more is read.
    private(set) var failure: ReaderFailure?

    /// - Parameters:
    ///   - files: where long strings go.
    ///   - spool: where everything else goes before it is read; nil: nowhere.
    init(files: AnswerFiles, rules: JSONRules, spool: AnswerSpool? = nil) {
        self.spool = spool
        takesPicture = rules.takesPicture
        self.files = files
        let channels = WordsChannels(files: files)
        self.channels = channels
        makeJSON = { JSONStreamReader(rules: rules, files: files, channels: channels) }
        json = makeJSON()
    }

    /// One JSON document was all, and it is here: nothing more needs to be waited for.
    var isComplete: Bool { form == .json && documents > 0 && json.isBetweenDocuments }
    /// A long string is on its way to its file.
    var isStaging: Bool { json.isStaging || picture != nil }

    /// What has to be waited for before these bytes are fed; nil: nothing.
    func holdUp(before bytes: UnsafeRawBufferPointer) -> EventLoopFuture<Void>? {
        picture?.holdUp() ?? json.holdUp(before: bytes)
    }

    func feed(_ input: UnsafeRawBufferPointer) -> [Event] {
        guard failure == nil else { return [] }
        bytes += input.count
        guard bytes <= Self.mostBytes else {
            failure = .tooLarge(what: "the whole of it", limit: Self.mostBytes)
            salvage()
            return takeEvents()
        }
        if sample.count < Self.mostSample { sample.append(contentsOf: input.prefix(Self.mostSample - sample.count)) }
        let rest = takeRun(input)
        if form == .unknown { recognise(rest) } else { read(rest) }
        json.pause()
        picture?.pause()
        return takeEvents()
    }

    /// Nearly all of a picture: base64 has no line ends, no quotes and no escapes in it, so nobody else needs to look at it.
    /// What is left is in the spool before it is read.
    private func takeRun(_ input: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard json.isStaging, form == .json || framing.isInValue, let run = json.feedRun(input) else {
            spool?.add(input)
            return input
        }
        spool?.add(input, run: run)
        lineBytes += run.taken
        return UnsafeRawBufferPointer(rebasing: input[run.taken...])
    }

    /// The connection has ended.
    /// - Parameter isBroken: not as it should have.
    /// - Returns: the last events, and whether the answer broke off in the middle of something.
    func finish(isBroken: Bool = false) -> (events: [Event], isCut: Bool) {
        if failure != nil {
            finishWords(isBroken: true)
            return (takeEvents(), true)
        }
        if form == .unknown, !beginning.held.isEmpty { settle(.page) }
        // An event without its end that is no whole document either was cut off.
        let isOpen = form == .events && !json.isBetweenDocuments
        if form == .events, framing.finish() != nil { endEvent() }
        var isCut = json.isBetweenDocuments ? isOpen : salvage() || isOpen
        if finishWords(isBroken: isBroken || isCut) { isCut = true }
        if let picture {
            self.picture = nil
            events.append(.picture(picture.finish(whole: !isBroken)))
        }
        return (takeEvents(), isCut)
    }

    @discardableResult
    private func finishWords(isBroken: Bool) -> Bool {
        let (rest, isCut) = channels.finish(whole: !isBroken)
        events += rest.map { .words(channel: $0.name, $0.words) }
        return isCut
    }

    private func takeEvents() -> [Event] {
        defer { events.removeAll(keepingCapacity: true) }
        return events
    }

    // MARK: Form

    private func recognise(_ input: UnsafeRawBufferPointer) {
        guard let (form, rest) = beginning.take(input) else { return }
        settle(form)
        read(rest)
    }

    private func settle(_ form: AnswerForm) {
        self.form = form == .picture && !takesPicture ? .page : form
        beginning.release().withUnsafeBytes { read($0) }
    }

    private func read(_ input: UnsafeRawBufferPointer) {
        switch form {
        case .json: feedJSON(input)
        case .events: feedEvents(input)
        case .picture: feedPicture(input)
        case .page, .unknown: break
        }
    }

    private func feedPicture(_ input: UnsafeRawBufferPointer) {
        let writer = picture ?? files.open(.verbatim, isPicture: true)
        picture = writer
        writer.write(input)
        failure = writer.failure
    }

    private func feedJSON(_ input: UnsafeRawBufferPointer) {
        guard !isOver else { return }
        json.feed(input)
        collect()
        guard let trouble = json.failure else { return }
        // What follows a whole document and is no JSON is nobody's business.
        if case .malformed = trouble, documents > 0 {
            json = makeJSON()
            isOver = true
            return
        }
        failure = trouble
        salvage()
    }

    // MARK: Server-sent events

    private func feedEvents(_ input: UnsafeRawBufferPointer) {
        var rest = input
        // A full disk is told at once, not with the next byte.
        if let trouble = json.failure { spoil(trouble) }
        while failure == nil, let token = framing.next(&rest) {
            switch token {
            case .data(let piece):
                lineBytes += piece.count
                guard lineBytes <= Self.mostLine else {
                    return spoil(.tooLarge(what: "a line of it", limit: Self.mostLine))
                }
                if isStrayOpen { endStray() }
                if !isEventBad { feedData(piece) }
            case .nextLine:
                lineBytes = 0
                if !isEventBad { feedData(UnsafeRawBufferPointer(start: Self.lineFeed.utf8Start, count: 1)) }
            case .end:
                lineBytes = 0
                endEvent()
            case .stray(let piece): feedStray(piece)
            case .strayEnd: endStrayLine()
            }
        }
    }

    private static let lineFeed: StaticString = "\n"

    private func feedData(_ piece: UnsafeRawBufferPointer) {
        guard let rest = done.pass(piece, { held in feedEvent(held) }), !isEventBad else { return }
        feedEvent(rest)
    }

    private func feedEvent(_ piece: UnsafeRawBufferPointer) {
        json.feed(piece)
        collect()
        if let trouble = json.failure { spoil(trouble) }
    }

    private func endEvent() {
        if done.finish({ held in feedEvent(held) }) { events.append(.done) }
        done = DoneMark()
        if !isEventBad, !isStrayOpen, failure == nil, !json.isBetweenDocuments {
            badEvents += 1
            salvage()
        }
        isEventBad = false
    }

    /// Bare JSON between events; anything else there is no event and no error.
    private func feedStray(_ piece: UnsafeRawBufferPointer) {
        if !isStrayOpen {
            guard isStrayBlank, let first = piece.first(where: { $0 != 0x20 && $0 != 0x09 }) else { return }
            isStrayBlank = false
            guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return }
            isStrayOpen = true
        }
        json.feed(piece)
        collect()
        guard json.failure != nil else { return }
        isStrayBlank = false
        endStray()
    }

    private func endStrayLine() {
        isStrayBlank = true
        guard isStrayOpen else { return }
        feedStray(UnsafeRawBufferPointer(start: Self.lineFeed.utf8Start, count: 1))
        if isStrayOpen, json.isBetweenDocuments { endStray() }
    }

    private func endStray() {
        isStrayOpen = false
        if json.failure != nil || !json.isBetweenDocuments {
            badEvents += 1
            salvage()
        }
    }

    /// An event that is no JSON is passed over, and the stream goes on; limits and a full disk end it.
    private func spoil(_ trouble: ReaderFailure) {
        isEventBad = true
        badEvents += 1
        switch trouble {
        case .malformed, .tooDeep: break
        case .tooLarge, .notKept: failure = trouble
        }
        salvage()
    }

    // MARK: Documents

    private func collect() {
        for event in json.takeEvents() {
            switch event {
            case .item(let path, let value): events.append(.item(path: path, value))
            case .document(let value):
                documents += 1
                events.append(.document(value))
            }
        }
    }

    /// Hands out what was whole of a document that broke, and starts afresh.
    @discardableResult
    private func salvage() -> Bool {
        let isCut = json.close()
        for event in json.takeEvents() {
            switch event {
            case .item(let path, let value): events.append(.item(path: path, value))
            case .document(let value): events.append(.brokenDocument(value))
            }
        }
        json = makeJSON()
        return isCut
    }
}
