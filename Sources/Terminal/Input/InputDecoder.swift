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
    /// What a bracketed paste has brought so far.
    private var paste: [UInt8]?
    private var unbracketed = UnbracketedPaste()
    private let erase: UInt8

    /// - Parameter erase: the byte the terminal's modes name for Backspace (`VERASE`), usually 0x7F.
    package init(erase: UInt8 = 0x7f) { self.erase = erase }

    /// Whether only time can tell what came last: an Escape that may begin a sequence, an Enter that may be a line end of
    /// a paste, a paste that may go on. Then ``settle()`` has to be called after a short while in which nothing came.
    package var isUnsettled: Bool { scanner.isAmbiguous || unbracketed.isUnsettled }

    /// Decodes everything one wake-up has read.
    package mutating func feed(_ bytes: [UInt8]) -> [Output] {
        var isBracketed = paste != nil
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
                emit(unbracketed.settle() + tokens, &outputs)
                tokens.removeAll()
                isBracketed = true
                paste = []
            }
        }
        if isBracketed {
            emit(tokens, &outputs)
        } else {
            emitUnbracketed(tokens, &outputs)
        }
        return outputs
    }

    /// A terminal's answers, and then what came with them.
    private mutating func emitUnbracketed(_ tokens: [InputScanner.Token], _ outputs: inout [Output]) {
        var others: [InputScanner.Token] = []
        for token in tokens {
            if case .sequence = token, case .reply(let bytes)? = decode(token) {
                outputs.append(.reply(bytes))
            } else {
                others.append(token)
            }
        }
        for piece in unbracketed.take(others) {
            switch piece {
            case .paste(let text): outputs.append(.event(.paste(text)))
            case .keys(let tokens): emit(tokens, &outputs)
            }
        }
    }

    /// Nothing came for a while: an Escape or an Enter that nothing followed was the key.
    package mutating func settle() -> [Output] {
        var outputs: [Output] = []
        emit(unbracketed.settle() + scanner.settle(), &outputs)
        return outputs
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

    private func emit(_ tokens: [InputScanner.Token], _ outputs: inout [Output]) {
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
