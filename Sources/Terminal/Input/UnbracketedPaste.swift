/// Tells a paste from typing where the terminal does not say so: text that comes faster than fingers is pasted. Nothing in
/// it is a command, and no line end in it submits. A value that is told when nothing came for a while.
///
/// It judges what a read held besides the terminal's own answers: those come whenever they like, amid a paste too.
struct UnbracketedPaste: Sendable {
    typealias Token = InputScanner.Token

    enum Piece: Hashable, Sendable {
        case paste(String)
        case keys([Token])
    }

    /// A burst that what comes next may belong to.
    private var burst: [UInt8]?
    /// Whether a line end that came in one piece with its line is held back: the Enter key, unless more of the piece
    /// follows.
    private var holdsEnter = false

    private static let lineEnd: UInt8 = 0x0d

    /// Whether a while without input would tell something. Then ``settle()`` has to be called after it.
    var isUnsettled: Bool { holdsEnter || burst != nil }

    /// Takes what one read held.
    mutating func take(_ tokens: [Token]) -> [Piece] {
        guard !tokens.isEmpty else { return [] }
        var text = Self.text(tokens)
        var pieces: [Piece] = []
        var goesOn = false
        if holdsEnter {
            holdsEnter = false
            // The rest of a paste, or simply the next thing that somebody does.
            if let rest = text, rest.count > 1 {
                goesOn = true
                text = [Self.lineEnd] + rest
            } else {
                pieces.append(.keys([.control(Self.lineEnd)]))
            }
        }
        let before = burst
        burst = nil
        guard let text else { return pieces + [.keys(tokens)] }
        let follows = goesOn || before.map { !Self.isEnter(text, after: $0) } ?? false
        // A key that is held down while nobody reads comes all at once too.
        let isHeldKey = tokens.allSatisfy { $0 == tokens[0] }
        if follows || !isHeldKey && Self.isBurst(text) {
            burst = text
            return pieces + [.paste(PasteText.clean(text))]
        }
        guard Self.mayGoOn(text) else { return pieces + [.keys(tokens)] }
        holdsEnter = true
        return pieces + [.keys(tokens.dropLast())]
    }

    /// Nothing came for a while: a burst is over, and a line end that nothing followed was the Enter key.
    mutating func settle() -> [Token] {
        burst = nil
        defer { holdsEnter = false }
        return holdsEnter ? [.control(Self.lineEnd)] : []
    }

    /// The bytes of text, tabs and line ends; nil when there is anything else among them, which only keys send.
    private static func text(_ tokens: [Token]) -> [UInt8]? {
        var text: [UInt8] = []
        for token in tokens {
            switch token {
            case .text(let scalar): text += scalar.utf8
            case .control(let byte) where byte == 0x09 || byte == 0x0a || byte == lineEnd: text.append(byte)
            default: return nil
            }
        }
        return text
    }

    /// One line and Enter at its end stay what they are.
    private static func isBurst(_ text: [UInt8]) -> Bool {
        guard text.count >= 8 else { return false }
        let printable = text.count { $0 >= 0x20 }
        let hasInnerLineEnd = text.dropLast().contains { $0 == 0x0a || $0 == lineEnd }
        return hasInnerLineEnd ? printable >= 6 : printable >= 16 && text.last != lineEnd
    }

    /// Whether what follows a burst is the Enter key and not the burst's next line end: a line sent whole and then
    /// entered, as programs do that drive a terminal. A longer burst may have been cut just before its line end.
    private static func isEnter(_ text: [UInt8], after burst: [UInt8]) -> Bool {
        text == [lineEnd] && burst.count < 1000 && !burst.contains(lineEnd) && !burst.contains(0x0a)
    }

    /// Whether this is a line, quicker than fingers, that the next read may go on with: then its line end is no Enter.
    private static func mayGoOn(_ text: [UInt8]) -> Bool {
        text.count >= 4 && text.last == lineEnd && text.dropLast().allSatisfy { $0 >= 0x20 || $0 == 0x09 }
    }
}
