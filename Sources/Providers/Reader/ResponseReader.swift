import Glibc

/// Reads any answer as its bytes arrive: JSON, a stream of JSON, server-sent events, or a page of HTML; told apart by the
/// first byte, not by what the server calls it. Written once for every dialect.
final class ResponseReader {
    static let mostBytes = 256 << 20
    static let mostPage = 64 << 10

    enum Event: Hashable {
        /// A whole JSON document; its long strings are on disk.
        case document(JSONValue)
        /// A long string has come to its end (or the answer has, in the middle of it).
        case staged(StagedFile)
        /// The stream said that it is over (`[DONE]`).
        case done
    }

    private enum Form { case unknown, json, events, page }
    /// Where in a line of server-sent events the next byte stands.
    private enum Line {
        case start, field, value, json, skip
    }

    private let makeParser: () -> JSONPushParser
    private var parser: JSONPushParser
    private var form = Form.unknown
    private var line = Line.start
    /// A carriage return ended the line: a line feed right after it belongs to it.
    private var afterReturn = false
    private var field: [UInt8] = []
    /// The first bytes of a `data:` value, until it is clear that they are JSON and not `[DONE]`.
    private var head: [UInt8] = []
    private var bom = 0
    private(set) var bytes = 0
    /// A page, or the first bytes of a stream: what to show when it turns out to be neither.
    private(set) var page: [UInt8] = []
    /// Events that were no JSON: counted, so that an answer of nothing else is called malformed.
    private(set) var badEvents = 0
    private var documents = 0

    /// - Parameters:
    ///   - folder: where long strings go; absolute.
    ///   - fate: which strings those are, from the keys that lead to them.
    init(folder: String, fate: @escaping @Sendable ([String]) -> StringFate) {
        var count = 0
        let stage: (StringFate) throws(ReaderFailure) -> StagedWriter = { fate throws(ReaderFailure) in
            count += 1
            return try StagedWriter(path: "\(folder)/\(fate == .base64 ? "image" : "signature")-\(count)", fate: fate)
        }
        makeParser = { JSONPushParser(fate: fate, stage: stage) }
        parser = makeParser()
    }

    /// One JSON document was all, and it is here: nothing more needs to be waited for.
    var isComplete: Bool { form == .json && documents > 0 && parser.isBetweenDocuments }
    /// The answer was neither JSON nor a stream.
    var isPage: Bool { form == .page }

    func feed(_ input: UnsafeRawBufferPointer) throws(ReaderFailure) -> [Event] {
        bytes += input.count
        guard bytes <= Self.mostBytes else { throw .tooLarge(limit: Self.mostBytes) }
        var rest = input
        if form == .unknown { rest = recognise(rest) }
        switch form {
        case .unknown: break
        case .json: try parser.feed(rest)
        case .events:
            page.append(contentsOf: rest.prefix(max(0, 512 - page.count)))
            try feedLines(rest)
        case .page: page.append(contentsOf: rest.prefix(Self.mostPage - page.count))
        }
        return events()
    }

    /// The connection has ended. The flag is true when the answer broke off in the middle of something.
    func finish() throws(ReaderFailure) -> (events: [Event], isPartial: Bool) {
        if form == .events, line == .value { try decideHead() }
        let isPartial = try parser.close()
        return (events(), isPartial)
    }

    private func events() -> [Event] {
        let taken: [Event] = parser.takeOutput().map { output in
            switch output {
            case .document(let value): .document(value)
            case .staged(let file): .staged(file)
            }
        }
        documents += taken.count { if case .document = $0 { true } else { false } }
        defer { extra = [] }
        return taken + extra
    }

    private var extra: [Event] = []

    // MARK: Form

    private func recognise(_ input: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        for (index, byte) in input.enumerated() {
            // A byte order mark, and white space that some gateways send to keep the connection alive.
            if bom < 3, byte == [0xEF, 0xBB, 0xBF][bom] {
                bom += 1
                continue
            }
            if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { continue }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): form = .json
            case UInt8(ascii: ":"), UInt8(ascii: "d"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "r"): form = .events
            default: form = .page
            }
            return UnsafeRawBufferPointer(rebasing: input[index...])
        }
        return UnsafeRawBufferPointer(rebasing: input[input.count...])
    }

    // MARK: Server-sent events

    private func feedLines(_ input: UnsafeRawBufferPointer) throws(ReaderFailure) {
        guard let base = input.baseAddress else { return }
        var index = 0
        while index < input.count {
            if afterReturn {
                afterReturn = false
                if input[index] == 0x0A {
                    index += 1
                    continue
                }
            }
            let rest = input.count - index
            var end = rest
            if let feed = memchr(base + index, 0x0A, end) { end = (base + index).distance(to: UnsafeRawPointer(feed)) }
            if let back = memchr(base + index, 0x0D, end) { end = (base + index).distance(to: UnsafeRawPointer(back)) }
            try linePiece(UnsafeRawBufferPointer(rebasing: input[index..<(index + end)]))
            index += end
            if index < input.count {
                afterReturn = input[index] == 0x0D
                index += 1
                try endLine()
            }
        }
    }

    /// Some of a line, without its end.
    private func linePiece(_ piece: UnsafeRawBufferPointer) throws(ReaderFailure) {
        var piece = piece
        while let byte = piece.first {
            switch line {
            case .start:
                if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") || !parser.isBetweenDocuments && byte != UInt8(ascii: "d") {
                    // JSON that nobody wrapped in an event: how Google reports an error in the middle of a stream.
                    line = .json
                } else {
                    line = byte == UInt8(ascii: ":") ? .skip : .field
                    field = []
                }
            case .field:
                piece = UnsafeRawBufferPointer(rebasing: piece[1...])
                if byte == UInt8(ascii: ":") {
                    line = field.elementsEqual("data".utf8) ? .value : .skip
                    head = []
                } else if field.count < 16 {
                    field.append(byte)
                }
            case .value:
                // “[DONE]” is no JSON, and only its whole shows it: a few bytes are held back.
                if byte == 0x20, head.isEmpty {
                    piece = UnsafeRawBufferPointer(rebasing: piece[1...])
                } else if !parser.isBetweenDocuments || (head.isEmpty && byte != UInt8(ascii: "[")) {
                    line = .json
                } else {
                    head.append(byte)
                    piece = UnsafeRawBufferPointer(rebasing: piece[1...])
                    if head.count >= 6 { try decideHead() }
                }
            case .json:
                try parse(piece)
                return
            case .skip: return
            }
        }
    }

    private func decideHead() throws(ReaderFailure) {
        if head.elementsEqual("[DONE]".utf8) {
            extra.append(.done)
            line = .skip
        } else {
            line = .json
            let held = head
            head = []
            var failure: ReaderFailure?
            held.withUnsafeBytes { bytes in
                do throws(ReaderFailure) { try parse(bytes) } catch { failure = error }
            }
            if let failure { throw failure }
        }
    }

    /// An event that is no JSON is passed over; the stream goes on.
    private func parse(_ bytes: UnsafeRawBufferPointer) throws(ReaderFailure) {
        do throws(ReaderFailure) {
            try parser.feed(bytes)
        } catch {
            guard case .malformed = error else { throw error }
            extra += parser.takeOutput().map { output in
                switch output {
                case .document(let value): .document(value)
                case .staged(let file): .staged(file)
                }
            }
            if try parser.close() {
                // A picture that was whole before the event broke is kept.
                for case .document(let value) in parser.takeOutput() { extra.append(.document(value)) }
            }
            badEvents += 1
            parser = makeParser()
            line = .skip
        }
    }

    private func endLine() throws(ReaderFailure) {
        if line == .value { try decideHead() }
        line = .start
    }
}
