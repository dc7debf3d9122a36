import Glibc
import NIOCore

/// JSON fed in pieces cut anywhere. Documents come out whole; strings the rules send to disk never are in memory.
///
/// It reads one document, several after one another, and Google's stream without events: `[{…},\n{…}]`, whose elements
/// come out as documents of their own. It never throws: it stops at the first failure, and what was whole is in the events.
struct JSONStreamReader {
    /// Most bytes of one string kept in memory; the rest is dropped and the text ends with “…”.
    static let mostText = 1 << 20
    static let mostFiles = 256

    private enum State: Equatable { case value, key, colon, comma, string, escape, bare }

    private var tree: JSONTree
    private var state = State.value
    private var isKey = false
    private var escape = JSONEscape()
    private var text: [UInt8] = []
    private var writer: StagedFileWriter?
    /// Of the string that is being read, when it may hold pictures.
    private var words: WordsReader?
    private var isPiece = false
    /// It is not clear yet whether the string is a picture.
    private var isUndecided = false
    private let files: AnswerFiles
    private let channels: WordsChannels
    /// Within the brackets of a stream that is one array.
    private var isInStreamArray = false
    /// Bytes fed before this call, for errors.
    private var offset = 0
    private var ownFailure: ReaderFailure?

    /// - Parameters:
    ///   - files: where long strings go.
    ///   - channels: words that go on from one document to the next; nil: none do.
    init(rules: JSONRules, files: AnswerFiles, channels: WordsChannels? = nil) {
        tree = JSONTree(rules: rules)
        self.files = files
        self.channels = channels ?? WordsChannels(files: files)
    }

    var failure: ReaderFailure? { ownFailure ?? tree.failure }
    /// All that was begun has ended.
    var isBetweenDocuments: Bool { tree.depth == 0 && state == .value && !isInStreamArray }
    /// A long string is on its way to its file.
    var isStaging: Bool { writer != nil || channels.isReceiving }

    mutating func takeEvents() -> [JSONTree.Event] { tree.takeEvents() }

    /// What has to be waited for before these bytes are fed; nil: nothing.
    func holdUp(before bytes: UnsafeRawBufferPointer) -> EventLoopFuture<Void>? {
        words?.holdUp(before: bytes) ?? writer?.holdUp(before: bytes, endsAt: 0x22)
    }

    /// No more is fed just now.
    func pause() {
        writer?.pause()
        words?.writer?.pause()
    }

    mutating func feed(_ bytes: UnsafeRawBufferPointer) {
        var index = 0
        // The next quote and backslash, looked for once and kept until passed: a string full of escapes stays linear.
        var quote = -1
        var backslash = -1
        while index < bytes.count, failure == nil {
            if state == .string {
                index += putRun(UnsafeRawBufferPointer(rebasing: bytes[index...]))?.taken ?? 0
                if quote < index { quote = Self.find(0x22, in: bytes, from: index) }
                if backslash < index { backslash = Self.find(0x5C, in: bytes, from: index) }
                let end = min(quote, backslash)
                if end > index {
                    if let lone = escape.flush() { put(lone) }
                    put(UnsafeRawBufferPointer(rebasing: bytes[index..<end]))
                }
                index = end
                guard index < bytes.count else { break }
                if bytes[index] == 0x5C { state = .escape } else { endString() }
            } else {
                step(bytes[index], at: offset + index)
            }
            index += 1
        }
        offset += bytes.count
    }

    /// Takes what the bytes begin with if it plainly belongs to a long string and cannot be the end of anything.
    /// - Returns: nil when that is nothing.
    mutating func feedRun(_ bytes: UnsafeRawBufferPointer) -> StagedRun? {
        let run = putRun(bytes)
        offset += run?.taken ?? 0
        return run
    }

    /// The answer is over: what is half open ends as it is.
    /// - Returns: whether something was.
    mutating func close() -> Bool {
        // A number at the very end of the text has ended with it.
        if state == .bare, failure == nil { endBare(at: offset) }
        var isCut = isInStreamArray || (state != .value && state != .comma)
        if let writer {
            self.writer = nil
            tree.add(.staged(writer.finish(whole: false)))
        } else if let words {
            self.words = nil
            tree.add(words.takeSegments())
        } else if state == .string || state == .escape, !isKey {
            // Half a word could be taken for a whole one.
            tree.add(.null)
        }
        if tree.closeAll() { isCut = true }
        state = .value
        isInStreamArray = false
        return isCut
    }

    private static func find(_ byte: Int32, in bytes: UnsafeRawBufferPointer, from index: Int) -> Int {
        guard let base = bytes.baseAddress, let found = memchr(base + index, byte, bytes.count - index) else {
            return bytes.count
        }
        return base.distance(to: UnsafeRawPointer(found))
    }

    // MARK: Strings

    private mutating func beginString(isKey: Bool) {
        text.removeAll(keepingCapacity: true)
        state = .string
        self.isKey = isKey
        guard !isKey else { return }
        switch tree.rules.fate(tree.path) {
        case .text: break
        case .picture: isUndecided = true
        case .words(let channel, let isPiece):
            words = channels[channel]
            self.isPiece = isPiece
        case let fate: open(fate)
        }
    }

    private mutating func open(_ fate: StringFate) {
        guard files.count < Self.mostFiles else {
            ownFailure = .tooLarge(what: "the number of files", limit: Self.mostFiles)
            return
        }
        let writer = files.open(fate)
        self.writer = writer
        if let failure = writer.failure { ownFailure = failure }
    }

    private mutating func putRun(_ bytes: UnsafeRawBufferPointer) -> StagedRun? {
        guard state == .string, escape.high == nil, let writer = words?.runWriter ?? writer else { return nil }
        let run = writer.writeRun(bytes)
        if let failure = writer.failure { ownFailure = failure }
        return run
    }

    private mutating func put(_ bytes: UnsafeRawBufferPointer) {
        if let words {
            words.feed(bytes)
            if let failure = words.failure { ownFailure = failure }
        } else if let writer {
            writer.write(bytes)
            if let failure = writer.failure { ownFailure = failure }
        } else if isUndecided {
            decide(bytes)
        } else if text.count < Self.mostText {
            text.append(contentsOf: bytes.prefix(Self.mostText - text.count))
        }
    }

    /// Holds the first characters until they say what the string is.
    private mutating func decide(_ bytes: UnsafeRawBufferPointer) {
        var index = 0
        while isUndecided, index < bytes.count {
            text.append(bytes[index])
            index += 1
            let kind = PictureString.kind(of: text)
            guard kind != .undecided else { continue }
            isUndecided = false
            guard kind == .base64 else { break }
            open(.base64)
            let held = text
            text = []
            held.withUnsafeBytes { put($0) }
        }
        if index < bytes.count { put(UnsafeRawBufferPointer(rebasing: bytes[index...])) }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let utf8 = Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        utf8.withUnsafeBytes { put($0) }
    }

    private mutating func endString() {
        if let lone = escape.flush() { put(lone) }
        isUndecided = false
        if let words {
            self.words = nil
            tree.add(isPiece ? words.takeSegments() : words.finish(whole: true).rest ?? .string(""))
            state = afterValue
            return
        }
        if let writer {
            self.writer = nil
            tree.add(.staged(writer.finish(whole: true)))
            if let failure = writer.failure { ownFailure = failure }
            state = afterValue
            return
        }
        var string = String(decoding: text, as: UTF8.self)
        if text.count >= Self.mostText { string += "…" }
        if isKey {
            tree.key(string)
            state = .colon
        } else {
            tree.add(.string(string))
            state = afterValue
        }
    }

    // MARK: Structure

    private var afterValue: State { tree.depth == 0 ? .value : .comma }

    private mutating func step(_ byte: UInt8, at place: Int) {
        switch state {
        case .escape:
            switch escape.take(byte) {
            case .more: return
            case .scalars(let scalars):
                state = .string
                for scalar in scalars { put(scalar) }
            case .bad: malformed("an escape that JSON does not have", place)
            }
        case .bare where Self.isBare(byte):
            text.append(byte)
            if text.count > 400 { malformed("a number or word without end", place) }
        case .bare:
            endBare(at: place)
            if failure == nil { structure(byte, place) }
        default: structure(byte, place)
        }
    }

    private mutating func structure(_ byte: UInt8, _ place: Int) {
        if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { return }
        let isOutside = tree.depth == 0
        switch (state, byte) {
        case (.value, UInt8(ascii: "{")):
            tree.begin(isObject: true)
            state = .key
        case (.value, UInt8(ascii: "[")):
            if isOutside, !isInStreamArray { isInStreamArray = true } else { tree.begin(isObject: false) }
        case (.value, UInt8(ascii: "\"")): beginString(isKey: false)
        case (.value, UInt8(ascii: ",")) where isOutside: break
        case (.value, UInt8(ascii: "]")) where isOutside && isInStreamArray: isInStreamArray = false
        case (.value, UInt8(ascii: "]")) where !isOutside && !tree.isInObject && tree.isAtFirst: endContainer()
        case (.value, _) where Self.isBare(byte):
            text = [byte]
            state = .bare
        case (.key, UInt8(ascii: "\"")): beginString(isKey: true)
        case (.key, UInt8(ascii: "}")) where tree.isAtFirst: endContainer()
        case (.colon, UInt8(ascii: ":")): state = .value
        case (.comma, UInt8(ascii: ",")): state = tree.isInObject ? .key : .value
        case (.comma, UInt8(ascii: "}")) where tree.isInObject: endContainer()
        case (.comma, UInt8(ascii: "]")) where !tree.isInObject: endContainer()
        default: malformed("the byte \(byte) where JSON cannot have it", place)
        }
    }

    private mutating func endContainer() {
        tree.end()
        state = afterValue
    }

    private mutating func endBare(at place: Int) {
        switch String(decoding: text, as: UTF8.self) {
        case "null": tree.add(.null)
        case "true": tree.add(.bool(true))
        case "false": tree.add(.bool(false))
        case let word:
            guard let first = text.first, first == UInt8(ascii: "-") || first < 0x3A, let number = Double(word) else {
                return malformed("“\(word.prefix(20))”, which is no value", place)
            }
            tree.add(.number(number))
        }
        state = afterValue
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"),
            UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private mutating func malformed(_ what: String, _ place: Int) {
        ownFailure = .malformed(what, offset: place)
    }
}
