/// Reads any answer as its bytes arrive: JSON, a stream of JSON, server-sent events, or a page of something else; told
/// apart by the first bytes, not by what the server calls it. Written once for every dialect.
///
/// It never throws: it stops at the first failure, and what was whole before it has been handed out.
final class ResponseReader {
    static let mostBytes = 256 << 20
    /// How much of an answer is kept as text, for the error message.
    static let mostSample = 8 << 10

    enum Event: Hashable {
        /// An object the rules asked for, as soon as it closes. `JSONRules.isItem`.
        case item(path: [String], JSONValue)
        /// A whole document. It contains its items.
        case document(JSONValue)
        /// The answer broke off within this document, or went wrong there; its long strings say whether they are whole.
        case brokenDocument(JSONValue)
        /// The stream said that it is over: `data: [DONE]`.
        case done
    }

    enum Form: Hashable { case unknown, json, events, page }

    private let makeJSON: () -> JSONStreamReader
    private var json: JSONStreamReader
    private var framing = SSEReader()
    private var done = DoneMark()
    private var lead: [UInt8] = []
    /// A whole document has come, and then something that is none.
    private var isOver = false
    private var isEventBad = false
    private var isStrayOpen = false
    private var events: [Event] = []

    private(set) var form = Form.unknown
    /// Bytes fed, after decompression.
    private(set) var bytes = 0
    private(set) var sample: [UInt8] = []
    private(set) var documents = 0
    /// Events that were no JSON: passed over, and counted.
    private(set) var badEvents = 0
    /// Why nothing more is read.
    private(set) var failure: ReaderFailure?

    /// - Parameter files: where long strings go.
    init(files: AnswerFiles, rules: JSONRules) {
        makeJSON = { JSONStreamReader(rules: rules, files: files) }
        json = makeJSON()
    }

    /// One JSON document was all, and it is here: nothing more needs to be waited for.
    var isComplete: Bool { form == .json && documents > 0 && json.isBetweenDocuments }
    /// A long string is on its way to its file.
    var isStaging: Bool { json.isStaging }

    func feed(_ input: UnsafeRawBufferPointer) -> [Event] {
        guard failure == nil else { return [] }
        bytes += input.count
        guard bytes <= Self.mostBytes else {
            failure = .tooLarge(what: "the answer", limit: Self.mostBytes)
            salvage()
            return takeEvents()
        }
        if sample.count < Self.mostSample { sample.append(contentsOf: input.prefix(Self.mostSample - sample.count)) }
        if form == .unknown { recognise(input) } else { read(input) }
        return takeEvents()
    }

    /// The connection has ended.
    /// - Returns: the last events, and whether the answer broke off in the middle of something.
    func finish() -> (events: [Event], isCut: Bool) {
        guard failure == nil else { return ([], true) }
        if form == .unknown, !lead.isEmpty { settle(.page) }
        if form == .events, framing.finish() != nil { endEvent() }
        let isCut = json.isBetweenDocuments ? false : salvage()
        return (takeEvents(), isCut)
    }

    private func takeEvents() -> [Event] {
        defer { events.removeAll(keepingCapacity: true) }
        return events
    }

    // MARK: Form

    /// Holds bytes until it is clear what they are: white space and a byte order mark are passed over.
    private func recognise(_ input: UnsafeRawBufferPointer) {
        for (index, byte) in input.enumerated() {
            if lead.isEmpty, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { continue }
            lead.append(byte)
            if lead == [0xEF, 0xBB, 0xBF] {
                lead = []
                continue
            }
            guard let form = Self.form(of: lead) else { continue }
            settle(form)
            read(UnsafeRawBufferPointer(rebasing: input[(index + 1)...]))
            return
        }
    }

    private static func form(of lead: [UInt8]) -> Form? {
        switch lead.first {
        case UInt8(ascii: "{"), UInt8(ascii: "["): return .json
        case UInt8(ascii: ":"): return .events
        case 0xEF where lead.count < 3: return nil
        default: break
        }
        for field in ["data", "event", "id", "retry"] {
            let name = Array(field.utf8)
            if lead.count <= name.count, name.starts(with: lead) { return nil }
            if lead.count == name.count + 1, lead.starts(with: name), [0x3A, 0x0A, 0x0D].contains(lead[name.count]) {
                return .events
            }
        }
        return .page
    }

    private func settle(_ form: Form) {
        self.form = form
        let held = lead
        lead = []
        held.withUnsafeBytes { read($0) }
    }

    private func read(_ input: UnsafeRawBufferPointer) {
        switch form {
        case .json: feedJSON(input)
        case .events: feedEvents(input)
        case .page, .unknown: break
        }
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
        while failure == nil, let token = framing.next(&rest) {
            switch token {
            case .data(let piece):
                if isStrayOpen { endStray() }
                if !isEventBad { feedData(piece) }
            case .nextLine:
                if !isEventBad { feedData(UnsafeRawBufferPointer(start: Self.lineFeed.utf8Start, count: 1)) }
            case .end: endEvent()
            case .stray(let piece): feedStray(piece)
            case .strayEnd:
                if isStrayOpen { feedStray(UnsafeRawBufferPointer(start: Self.lineFeed.utf8Start, count: 1)) }
            }
        }
    }

    private static let lineFeed: StaticString = "\n"

    private func feedData(_ piece: UnsafeRawBufferPointer) {
        guard let rest = done.pass(piece, { held in feedEvent(held) }) else { return }
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
            guard let first = piece.first(where: { $0 != 0x20 && $0 != 0x09 }),
                first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
            else { return }
            isStrayOpen = true
        }
        json.feed(piece)
        collect()
        if json.failure != nil || json.isBetweenDocuments { endStray() }
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
