import Glibc

/// JSON fed in pieces cut anywhere. Documents come out whole; strings that the rule sends to disk never are in memory.
struct JSONPushParser {
    static let mostDepth = 64
    /// Most of one string that is kept in memory; the rest is dropped and the text ends with “…”.
    static let mostText = 1 << 20

    /// What came out since it was last taken, in order.
    enum Output {
        case document(JSONValue)
        case staged(StagedFile)
    }

    private enum State: Equatable {
        case value, key, colon, comma
        case string(isKey: Bool)
        case escape(isKey: Bool)
        case unicode(isKey: Bool, left: Int, value: UInt32)
        case bare
    }

    private struct Open {
        var members: [JSONValue.Member] = []
        var elements: [JSONValue] = []
        var isObject: Bool
        var key = ""
    }

    private let fate: @Sendable ([String]) -> StringFate
    private let stage: (StringFate) throws(ReaderFailure) -> StagedWriter
    private var state = State.value
    private var stack: [Open] = []
    private var text: [UInt8] = []
    private var writer: StagedWriter?
    private var highSurrogate: UInt32?
    /// The documents stand in a top-level array: `[{…},{…}]`, as Google streams them without SSE.
    private var isStreamArray = false
    private var offset = 0
    private(set) var output: [Output] = []
    /// All that was begun has ended.
    var isBetweenDocuments: Bool { stack.isEmpty && state == .value && !isStreamArray }
    var isInString: Bool { if case .string = state { true } else { writer != nil } }

    /// - Parameters:
    ///   - fate: what becomes of a string value, from the keys that lead to it.
    ///   - stage: opens the file of a string that goes to disk.
    init(
        fate: @escaping @Sendable ([String]) -> StringFate, stage: @escaping (StringFate) throws(ReaderFailure) -> StagedWriter
    ) {
        self.fate = fate
        self.stage = stage
    }

    mutating func takeOutput() -> [Output] {
        defer { output.removeAll(keepingCapacity: true) }
        return output
    }

    mutating func feed(_ bytes: UnsafeRawBufferPointer) throws(ReaderFailure) {
        var index = 0
        while index < bytes.count {
            if case .string(let isKey) = state {
                index += try run(UnsafeRawBufferPointer(rebasing: bytes[index...]), isKey: isKey)
                continue
            }
            try step(bytes[index])
            index += 1
        }
        offset += bytes.count
    }

    /// The answer is over: what is half open is closed as it is. Returns true when something was half open.
    mutating func close() throws(ReaderFailure) -> Bool {
        var isPartial = false
        if state == .bare, stack.isEmpty { try endBare() }
        if let open = writer {
            writer = nil
            let file = try open.finish(whole: false)
            output.append(.staged(file))
            try add(.staged(file))
            isPartial = true
        }
        while !stack.isEmpty {
            isPartial = true
            state = .comma
            try closeContainer()
        }
        return isPartial
    }

    // MARK: Strings

    /// Takes the run up to the quote or escape that ends it. Returns how many bytes were used.
    private mutating func run(_ bytes: UnsafeRawBufferPointer, isKey: Bool) throws(ReaderFailure) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        var end = bytes.count
        if let quote = memchr(base, 0x22, end) { end = base.distance(to: UnsafeRawPointer(quote)) }
        if let backslash = memchr(base, 0x5C, end) { end = base.distance(to: UnsafeRawPointer(backslash)) }
        try append(UnsafeRawBufferPointer(rebasing: bytes[..<end]))
        guard end < bytes.count else { return end }
        if bytes[end] == 0x5C {
            state = .escape(isKey: isKey)
        } else {
            try endString(isKey: isKey)
        }
        return end + 1
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) throws(ReaderFailure) {
        if let writer {
            try writer.write(bytes)
        } else if text.count < Self.mostText {
            text.append(contentsOf: bytes.prefix(Self.mostText - text.count))
        }
    }

    private mutating func append(scalar: UInt32) throws(ReaderFailure) {
        let character = Unicode.Scalar(scalar) ?? "\u{FFFD}"
        var failure: ReaderFailure?
        Array(String(Character(character)).utf8).withUnsafeBytes { bytes in
            do throws(ReaderFailure) { try append(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private mutating func beginString(isKey: Bool) throws(ReaderFailure) {
        text.removeAll(keepingCapacity: true)
        state = .string(isKey: isKey)
        if !isKey {
            let fate = fate(stack.filter(\.isObject).map(\.key))
            if fate != .text { writer = try stage(fate) }
        }
    }

    private mutating func endString(isKey: Bool) throws(ReaderFailure) {
        if highSurrogate != nil { try endSurrogate() }
        if let open = writer {
            writer = nil
            let file = try open.finish(whole: true)
            output.append(.staged(file))
            try add(.staged(file))
        } else {
            var string = String(decoding: text, as: UTF8.self)
            if text.count >= Self.mostText { string += "…" }
            if isKey {
                stack[stack.count - 1].key = string
                state = .colon
            } else {
                try add(.string(string))
            }
        }
    }

    private mutating func escape(_ byte: UInt8, isKey: Bool) throws(ReaderFailure) {
        state = .string(isKey: isKey)
        if byte == UInt8(ascii: "u") {
            state = .unicode(isKey: isKey, left: 4, value: 0)
            return
        }
        if highSurrogate != nil { try endSurrogate() }
        switch byte {
        case UInt8(ascii: "n"): try append(scalar: 0x0A)
        case UInt8(ascii: "t"): try append(scalar: 0x09)
        case UInt8(ascii: "r"): try append(scalar: 0x0D)
        case UInt8(ascii: "b"): try append(scalar: 0x08)
        case UInt8(ascii: "f"): try append(scalar: 0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): try append(scalar: UInt32(byte))
        default: throw malformed("an escape JSON does not have")
        }
    }

    private mutating func unicode(_ byte: UInt8, isKey: Bool, left: Int, value: UInt32) throws(ReaderFailure) {
        guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw malformed("a \\u escape that is not hexadecimal") }
        let value = value << 4 | UInt32(digit)
        if left > 1 {
            state = .unicode(isKey: isKey, left: left - 1, value: value)
            return
        }
        state = .string(isKey: isKey)
        if let high = highSurrogate, (0xDC00...0xDFFF).contains(value) {
            highSurrogate = nil
            try append(scalar: 0x10000 + (high - 0xD800) << 10 + (value - 0xDC00))
        } else {
            if highSurrogate != nil { try endSurrogate() }
            if (0xD800...0xDBFF).contains(value) {
                highSurrogate = value
            } else {
                try append(scalar: (0xDC00...0xDFFF).contains(value) ? 0xFFFD : value)
            }
        }
    }

    /// A lone surrogate is no character.
    private mutating func endSurrogate() throws(ReaderFailure) {
        highSurrogate = nil
        try append(scalar: 0xFFFD)
    }

    // MARK: Structure

    private mutating func step(_ byte: UInt8) throws(ReaderFailure) {
        switch state {
        case .escape(let isKey): return try escape(byte, isKey: isKey)
        case .unicode(let isKey, let left, let value): return try unicode(byte, isKey: isKey, left: left, value: value)
        case .bare where isBare(byte):
            guard text.count < 400 else { throw malformed("a number or word without end") }
            text.append(byte)
            return
        case .bare:
            try endBare()
            return try step(byte)
        default: break
        }
        if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { return }
        switch (state, byte) {
        case (.value, UInt8(ascii: "{")): try open(isObject: true)
        case (.value, UInt8(ascii: "[")):
            if stack.isEmpty, !isStreamArray { isStreamArray = true } else { try open(isObject: false) }
        case (.value, UInt8(ascii: "\"")): try beginString(isKey: false)
        case (.value, UInt8(ascii: ",")) where stack.isEmpty: break
        case (.value, UInt8(ascii: "]")) where stack.isEmpty && isStreamArray: isStreamArray = false
        case (.value, UInt8(ascii: "]")) where stack.last?.isObject == false && stack.last?.elements.isEmpty == true:
            try closeContainer()
        case (.value, _) where isBare(byte):
            text = [byte]
            state = .bare
        case (.key, UInt8(ascii: "\"")): try beginString(isKey: true)
        case (.key, UInt8(ascii: "}")) where stack.last?.members.isEmpty == true: try closeContainer()
        case (.colon, UInt8(ascii: ":")): state = .value
        case (.comma, UInt8(ascii: ",")): state = stack.last?.isObject == true ? .key : .value
        case (.comma, UInt8(ascii: "}")) where stack.last?.isObject == true: try closeContainer()
        case (.comma, UInt8(ascii: "]")) where stack.last?.isObject == false: try closeContainer()
        default: throw malformed("“\(Character(Unicode.Scalar(byte)))” where JSON cannot have it")
        }
    }

    private func isBare(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "E")
    }

    private mutating func endBare() throws(ReaderFailure) {
        let word = String(decoding: text, as: UTF8.self)
        switch word {
        case "null": try add(.null)
        case "true": try add(.bool(true))
        case "false": try add(.bool(false))
        default:
            guard let number = Double(word), number.isFinite else { throw malformed("“\(word.prefix(20))”") }
            try add(.number(number))
        }
    }

    private mutating func open(isObject: Bool) throws(ReaderFailure) {
        guard stack.count < Self.mostDepth else { throw .tooDeep }
        stack.append(Open(isObject: isObject))
        state = isObject ? .key : .value
    }

    private mutating func closeContainer() throws(ReaderFailure) {
        guard let done = stack.popLast() else { return }
        try add(done.isObject ? .object(done.members) : .array(done.elements))
    }

    private mutating func add(_ value: JSONValue) throws(ReaderFailure) {
        guard !stack.isEmpty else {
            output.append(.document(value))
            state = .value
            return
        }
        if stack[stack.count - 1].isObject {
            stack[stack.count - 1].members.append(.init(key: stack[stack.count - 1].key, value: value))
        } else {
            stack[stack.count - 1].elements.append(value)
        }
        state = .comma
    }

    private func malformed(_ what: String) -> ReaderFailure { .malformed(what, offset: offset) }
}
