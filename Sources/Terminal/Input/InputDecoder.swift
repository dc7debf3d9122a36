package import Screen

/// A terminal's bytes as what a person did. A value that is fed and asked: it reads no clock and no file.
///
/// Bytes are taken straight from the terminal instead of through curses' `get_wch`: that one waits inside the call to tell
/// the Escape key from a sequence, hands a paste over character by character, and cannot give a late answer back whole.
package struct InputDecoder: Sendable {
    package enum Output: Hashable, Sendable {
        case event(InputEvent)
        /// A control sequence that is no key: an answer of the terminal, for ``ProbeReplies``.
        case reply([UInt8])
    }

    private var scanner = InputScanner()
    private var paste: [UInt8]?
    /// A character that the end of a burst had cut.
    private var cut: [UInt8] = []
    private let erase: UInt8

    /// - Parameter erase: the byte the terminal's modes name for Backspace (`VERASE`), usually 0x7F.
    package init(erase: UInt8 = 0x7f) { self.erase = erase }

    /// Whether what came last may be the Escape key: then ``settle()`` has to be called after a short while.
    package var isAmbiguous: Bool { scanner.isAmbiguous }

    /// Decodes everything one wake-up has read.
    ///
    /// - Parameter afterBurst: whether these bytes follow a burst closely, so that they are its rest.
    package mutating func feed(_ bytes: [UInt8], afterBurst: Bool = false) -> [Output] {
        let bytes = cut + bytes
        cut = []
        if paste == nil, scanner.isIdle, Self.isBurst(bytes, afterBurst: afterBurst) {
            let whole = bytes.dropLast(Self.cutBytes(bytes))
            cut = Array(bytes[whole.endIndex...])
            return whole.isEmpty ? [] : [.event(.paste(PasteText.clean(Array(whole))))]
        }
        var outputs: [Output] = []
        var tokens: [InputScanner.Token] = []
        for byte in bytes {
            if paste != nil {
                takePaste(byte, &outputs)
                continue
            }
            scanner.take(byte, into: &tokens)
            // The only sequence that changes how the next byte is read.
            if tokens.last == .sequence(Self.pasteStart) {
                tokens.removeLast()
                emit(&tokens, &outputs)
                paste = []
            }
        }
        emit(&tokens, &outputs)
        return outputs
    }

    /// Time is up: an Escape that nothing followed was the key.
    package mutating func settle() -> [Output] {
        var tokens = scanner.settle()
        var outputs: [Output] = []
        emit(&tokens, &outputs)
        return outputs
    }

    /// Without bracketed paste, text that comes faster than fingers is taken for a paste: nothing in it is a command and
    /// no line end in it submits. One line and Enter at its end stay what they are.
    package static func isBurst(_ bytes: [UInt8], afterBurst: Bool) -> Bool {
        guard bytes.count >= 8 || afterBurst else { return false }
        var printable = 0
        var innerLineEnd = false
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 0x0a, 0x0d: if index < bytes.count - 1 { innerLineEnd = true }
            case 0x09: break
            case 0x20...0x7e, 0x80...: printable += 1
            default: return false
            }
        }
        if afterBurst { return true }
        return innerLineEnd ? printable >= 6 : printable >= 16 && !(bytes.last == 0x0d)
    }

    /// How many bytes at the end are the beginning of a character.
    private static func cutBytes(_ bytes: [UInt8]) -> Int {
        for (count, byte) in bytes.suffix(3).reversed().enumerated() where byte & 0xC0 != 0x80 {
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return length > count + 1 ? count + 1 : 0
        }
        return 0
    }

    /// Whether a read that follows a burst is the Enter key and not the burst's next line end: a line sent whole and then
    /// entered, as programs do that drive a terminal. A longer burst may have been cut just before its line end.
    package static func isEnter(_ bytes: [UInt8], after burst: [UInt8]) -> Bool {
        bytes == [0x0d] && burst.count < 1000 && !burst.contains(0x0d) && !burst.contains(0x0a)
    }

    /// Whether this is a line of text, quicker than fingers, that the next read may go on with: then its line end is no Enter.
    package static func mayGoOn(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 4 && bytes.last == 0x0d
            && bytes.dropLast().allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }
    }

    private static let pasteStart = Array("\u{1b}[200~".utf8)
    private static let pasteEnd = Array("\u{1b}[201~".utf8)

    private mutating func takePaste(_ byte: UInt8, _ outputs: inout [Output]) {
        guard var bytes = paste else { return }
        paste = nil  // so that appending happens in place
        bytes.append(byte)
        if byte == UInt8(ascii: "~"), bytes.suffix(6).elementsEqual(Self.pasteEnd) {
            bytes.removeLast(6)
            outputs.append(.event(.paste(PasteText.clean(bytes))))
            return
        }
        // Beyond the limit only as much is kept as it takes to see the end.
        if bytes.count > PasteText.limit + 64 { bytes.removeSubrange(PasteText.limit..<bytes.count - 8) }
        paste = bytes
    }

    private func emit(_ tokens: inout [InputScanner.Token], _ outputs: inout [Output]) {
        var text = String.UnicodeScalarView()
        func flush(_ outputs: inout [Output]) {
            // What belongs together (a letter and its accents) is one key.
            for character in String(text) { outputs.append(.event(.key(KeyChord(.character(character))))) }
            text.removeAll()
        }
        for token in tokens {
            if case .text(let scalar) = token {
                text.append(scalar)
                continue
            }
            flush(&outputs)
            if let output = decode(token) { outputs.append(output) }
        }
        flush(&outputs)
        tokens.removeAll()
    }

    private func decode(_ token: InputScanner.Token) -> Output? {
        switch token {
        case .text(let scalar): return .event(.key(KeyChord(.character(Character(scalar)))))
        case .escape: return .event(.key(KeyChord(.escape)))
        case .control(let byte): return .event(.key(control(byte)))
        case .alt(let scalar):
            var chord =
                scalar.value < 0x20 || scalar.value == 0x7f
                ? control(UInt8(scalar.value)) : KeyChord(.character(Character(scalar)))
            chord.modifiers.insert(.alt)
            return .event(.key(chord))
        case .sequence(let bytes):
            if let mouse = MouseReport.decode(bytes) { return mouse.map { .event(.mouse($0)) } }
            if let chord = KeyTable.chord(bytes) { return .event(.key(chord)) }
            return .reply(bytes)
        }
    }

    private func control(_ byte: UInt8) -> KeyChord {
        switch byte {
        case 0x0d: KeyChord(.enter)
        case 0x09: KeyChord(.tab)
        case 0x7f: KeyChord(.backspace)
        case erase: KeyChord(.backspace)
        case 0x00: KeyChord(.character(" "), .control)
        case 0x01...0x1a: KeyChord(.character(Character(Unicode.Scalar(byte + 0x60))), .control)
        default: KeyChord(.character(Character(Unicode.Scalar(byte + 0x40))), .control)
        }
    }
}
