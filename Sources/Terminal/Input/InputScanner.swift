/// Cuts a terminal's input into whole pieces: characters, control bytes, escape sequences. It knows where a sequence
/// ends, not what it means, and it may be fed in pieces of any size.
struct InputScanner: Sendable {
    enum Token: Hashable, Sendable {
        case text(Unicode.Scalar)
        case control(UInt8)
        /// The Escape key alone.
        case escape
        /// Escape and then one key: what terminals send for Alt.
        case alt(Unicode.Scalar)
        /// `ESC [ … final` or `ESC O x`, or a string `ESC P … ESC \` with its introducer and end.
        case sequence([UInt8])
    }

    private enum State: Sendable {
        case ground
        case utf8(need: Int, alt: Bool)
        case escape
        case sequence
        case string
    }

    private var state = State.ground
    private var bytes: [UInt8] = []
    private static let longest = 4096

    /// Whether nothing has begun that is not ended.
    var isIdle: Bool {
        if case .ground = state { true } else { false }
    }

    /// Whether the last byte may have been the Escape key, or the start of a sequence; only time can tell.
    var isAmbiguous: Bool {
        switch state {
        case .escape: true
        case .sequence, .string: bytes.count == 2
        case .ground, .utf8: false
        }
    }

    /// Time is up: what was ambiguous was typed by hand. A sequence that has begun in earnest keeps waiting, so that an
    /// answer over a slow line never turns into typed text.
    mutating func settle() -> [Token] {
        guard isAmbiguous else { return [] }
        defer { reset() }
        if case .escape = state { return [.escape] }
        return [.alt(Unicode.Scalar(bytes[1]))]
    }

    mutating func take(_ byte: UInt8, into tokens: inout [Token]) {
        switch state {
        case .ground: ground(byte, &tokens)
        case .utf8(let need, let alt): continuation(byte, need, alt, &tokens)
        case .escape: afterEscape(byte, &tokens)
        case .sequence: inSequence(byte, &tokens)
        case .string: inString(byte, &tokens)
        }
    }

    private mutating func reset() {
        state = .ground
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func ground(_ byte: UInt8, _ tokens: inout [Token], alt: Bool = false) {
        switch byte {
        case ControlSequences.escape:
            state = .escape
        case 0x20...0x7e:
            tokens.append(alt ? .alt(Unicode.Scalar(byte)) : .text(Unicode.Scalar(byte)))
        case 0xc2...0xf4:
            bytes = [byte]
            state = .utf8(need: byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3, alt: alt)
        case 0x80...:
            break  // not UTF-8: a C1 control or a stray byte
        default:
            tokens.append(alt ? .alt(Unicode.Scalar(byte)) : .control(byte))
        }
    }

    private mutating func continuation(_ byte: UInt8, _ need: Int, _ alt: Bool, _ tokens: inout [Token]) {
        guard byte & 0xc0 == 0x80 else {
            reset()
            return ground(byte, &tokens)
        }
        bytes.append(byte)
        if need > 1 {
            state = .utf8(need: need - 1, alt: alt)
            return
        }
        let scalar = String(validating: bytes, as: UTF8.self)?.unicodeScalars.first
        reset()
        // U+0080…U+009F are controls in disguise.
        guard let scalar, !(0x80...0x9f).contains(scalar.value) else { return }
        tokens.append(alt ? .alt(scalar) : .text(scalar))
    }

    private mutating func afterEscape(_ byte: UInt8, _ tokens: inout [Token]) {
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "O"):
            bytes = [ControlSequences.escape, byte]
            state = .sequence
        case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "_"):
            bytes = [ControlSequences.escape, byte]
            state = .string
        case UInt8(ascii: "\\"):
            reset()  // the end of a string whose beginning was lost
        case ControlSequences.escape:
            tokens.append(.escape)
        default:
            reset()
            ground(byte, &tokens, alt: true)
        }
    }

    private mutating func inSequence(_ byte: UInt8, _ tokens: inout [Token]) {
        if byte == ControlSequences.escape {
            // A new sequence begins: the old one was cut off.
            reset()
            state = .escape
            return
        }
        guard (0x20...0x7e).contains(byte) else {
            reset()
            return ground(byte, &tokens)
        }
        bytes.append(byte)
        let isFinal = bytes[1] == UInt8(ascii: "O") ? true : (0x40...0x7e).contains(byte)
        // The Linux console's function keys: ESC [ [ A.
        if bytes.count == 3, byte == UInt8(ascii: "["), bytes[1] == byte { return }
        if isFinal {
            tokens.append(.sequence(bytes))
            reset()
        } else if bytes.count > Self.longest {
            reset()
        }
    }

    private mutating func inString(_ byte: UInt8, _ tokens: inout [Token]) {
        if bytes.count == 2, !Self.opens(string: bytes[1], with: byte) {
            // Alt and a capital letter, and then something typed.
            tokens.append(.alt(Unicode.Scalar(bytes[1])))
            reset()
            return ground(byte, &tokens)
        }
        let ended = byte == UInt8(ascii: "\\") && bytes.last == ControlSequences.escape
        if ended || byte == 0x07 {
            tokens.append(.sequence(bytes + [byte]))
            return reset()
        }
        // Too long to be an answer; its end is still waited for.
        if bytes.count < Self.longest { bytes.append(byte) } else { bytes[bytes.count - 1] = byte }
    }

    /// How answers begin: version `>|`, status `1$r` and `0+r`, kitty `G`, colours `10;`.
    private static func opens(string introducer: UInt8, with byte: UInt8) -> Bool {
        switch introducer {
        case UInt8(ascii: "_"): byte == UInt8(ascii: "G")
        case UInt8(ascii: "]"): (0x30...0x39).contains(byte) || byte == UInt8(ascii: "L") || byte == UInt8(ascii: "l")
        default: (0x30...0x39).contains(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "!")
        }
    }
}
