import NIOCore

/// Words with pictures in them, as gateways answer in chat: `![alt](data:image/png;base64,…)` or a bare `data:` address,
/// perhaps in pieces over many events. Pictures go to disk while they arrive; what a person reads is what is left.
///
/// Looks at every byte once, so that its time grows with the length of what is said, whatever that is. What surrounds a
/// picture (`![alt](` and `)`) goes with it.
final class WordsReader {
    private enum State: Equatable { case text, address, picture, tail }

    /// No head of a `data:` address is longer, nor an alternative text that is still one.
    private static let mostAddress = 120
    private static let mostAlt = 2048
    private static let scheme = Array("data:".utf8)

    private let files: AnswerFiles
    private var state = State.text
    private var segments: [JSONValue] = []
    /// Read and not handed out.
    private var text: [UInt8] = []
    /// Of all that was said: what is beyond the reader's limit is dropped, but pictures are still found.
    private var kept = 0
    private var matched = 0
    private var address: [UInt8] = []
    /// The picture stands in parentheses, which say where it ends.
    private var isBracketed = false
    private var tail = 0
    private var count = 0
    /// Of the picture that is arriving.
    private(set) var writer: StagedFileWriter?
    private(set) var failure: ReaderFailure?

    init(files: AnswerFiles) { self.files = files }

    /// What plainly belongs to the picture can be given to this directly; nil: nothing does.
    var runWriter: StagedFileWriter? { state == .picture ? writer : nil }

    /// What has to be waited for before these bytes are fed. `StagedFileWriter`.
    func holdUp(before bytes: UnsafeRawBufferPointer) -> EventLoopFuture<Void>? {
        // Without parentheses anything may be the end of a whole one.
        isBracketed && state == .picture ? writer?.holdUp(before: bytes, endsAt: 0x29) : writer?.holdUp()
    }

    func feed(_ input: UnsafeRawBufferPointer) {
        var index = 0
        while index < input.count, failure == nil {
            switch state {
            case .text:
                step(input[index])
                index += 1
            case .address:
                stepAddress(input[index])
                index += 1
            case .picture:
                let end = input[index...].firstIndex { !Self.isBase64($0, inBrackets: isBracketed) } ?? input.endIndex
                if end > index { write(UnsafeRawBufferPointer(rebasing: input[index..<end])) }
                index = end
                guard index < input.count else { break }
                if isBracketed {
                    state = .tail
                    tail = 0
                } else {
                    endPicture(whole: true)
                    state = .text
                }
            case .tail:
                stepTail(input[index])
                index += 1
            }
        }
    }

    /// What has been read and can be handed out: the end of a string, though perhaps not of the words.
    func takeSegments() -> JSONValue {
        releaseText(keeping: heldBack)
        return hand()
    }

    /// All words have come.
    /// - Parameter whole: they came to their end; a picture without its parenthesis broke off all the same.
    /// - Returns: what was left; nil when nothing was. `isCut`: something was half.
    func finish(whole: Bool) -> (rest: JSONValue?, isCut: Bool) {
        var isCut = false
        if state == .address { text += Self.scheme + address }
        if writer != nil {
            isCut = !whole || isBracketed
            endPicture(whole: !isCut)
        }
        state = .text
        releaseText(keeping: 0)
        return (segments.isEmpty ? nil : hand(), isCut)
    }

    // MARK: Text

    private func step(_ byte: UInt8) {
        text.append(byte)
        matched = byte == Self.scheme[matched] ? matched + 1 : byte == Self.scheme[0] ? 1 : 0
        if matched == Self.scheme.count {
            matched = 0
            text.removeLast(Self.scheme.count)
            address = []
            state = .address
        } else if text.count > 2 * Self.mostAlt, byte == 0x0A || text.count > 4 * Self.mostAlt {
            releaseText(keeping: heldBack)
        }
    }

    /// What follows `data:`, up to the comma.
    private func stepAddress(_ byte: UInt8) {
        if byte == UInt8(ascii: ","), address.suffix(7).elementsEqual(Array(";base64".utf8)) { return beginPicture() }
        address.append(byte)
        if Self.isMediaType(byte), address.count <= Self.mostAddress { return }
        // A sentence with “data:” in it.
        state = .text
        text += Self.scheme
        for held in address { step(held) }
    }

    private static func isMediaType(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2F, 0x2B, 0x2D, 0x2E, 0x3B, 0x3D, 0x5F: true
        default: false
        }
    }

    private var heldBack: Int {
        // `![alt](` may be followed by a picture in the next piece, and then goes with it.
        guard let start = openMark else { return matched }
        return text.count - start
    }

    /// Where the mark begins that is still open at the end of the text: `![alt](`.
    private var openMark: Int? {
        var index = text.count - 1
        let first = max(0, text.count - Self.mostAlt)
        while index >= first {
            switch text[index] {
            case UInt8(ascii: ")"), 0x0A: return nil
            case UInt8(ascii: "!") where index + 1 == text.count || text[index + 1] == UInt8(ascii: "["): return index
            default: index -= 1
            }
        }
        return nil
    }

    private func releaseText(keeping held: Int) {
        let count = text.count - held
        guard count > 0 else { return }
        let room = max(0, JSONStreamReader.mostText - kept)
        kept += count
        let said = String(decoding: text[..<min(count, room)], as: UTF8.self)
        text.removeFirst(count)
        if !said.isEmpty { segments.append(.string(said)) }
    }

    private func hand() -> JSONValue {
        defer { segments = [] }
        if segments.isEmpty { return .string("") }
        if segments.count == 1, case .string = segments[0] { return segments[0] }
        return .array(segments)
    }

    // MARK: Pictures

    private func beginPicture() {
        isBracketed = text.last == UInt8(ascii: "(")
        if isBracketed {
            let mark = markBefore(text.count - 1)
            text.removeLast(text.count - mark)
        }
        releaseText(keeping: 0)
        guard files.count < JSONStreamReader.mostFiles else {
            failure = .tooLarge(what: "the number of files", limit: JSONStreamReader.mostFiles)
            return
        }
        let writer = files.open(.base64)
        self.writer = writer
        failure = writer.failure
        state = .picture
    }

    /// Where `![alt]` begins that ends before this parenthesis.
    private func markBefore(_ parenthesis: Int) -> Int {
        guard parenthesis > 0, text[parenthesis - 1] == UInt8(ascii: "]") else { return parenthesis }
        let first = max(0, parenthesis - Self.mostAlt)
        guard let open = (first..<parenthesis).last(where: { text[$0] == UInt8(ascii: "[") }) else {
            return parenthesis
        }
        return open > 0 && text[open - 1] == UInt8(ascii: "!") ? open - 1 : open
    }

    private func write(_ bytes: UnsafeRawBufferPointer) {
        writer?.write(bytes)
        failure = writer?.failure
    }

    private func endPicture(whole: Bool) {
        guard let writer else { return }
        self.writer = nil
        segments.append(.staged(writer.finish(whole: whole)))
        failure = failure ?? writer.failure
    }

    /// Between the picture's last character and the parenthesis: a title, perhaps.
    private func stepTail(_ byte: UInt8) {
        tail += 1
        let isEnd = byte == UInt8(ascii: ")")
        guard isEnd || byte == 0x0A || tail > 256 else { return }
        endPicture(whole: isEnd)
        state = .text
        isBracketed = false
    }

    private static func isBase64(_ byte: UInt8, inBrackets: Bool) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F, 0x3D, 0x2D, 0x5F: true
        case 0x0A, 0x0D, 0x20, 0x09: inBrackets
        default: false
        }
    }
}
