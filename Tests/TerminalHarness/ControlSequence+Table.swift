/// All that the studio may write: what the description of xterm-256color gives curses to draw with, and what the terminal
/// room has of its own. Written by hand, so that it is a second opinion.
extension ControlSequence {
    var isKnown: Bool {
        switch self {
        case .text(let scalar): !scalar.isTreacherous
        // cr, ind and cud1, ht, cub1
        case .control(let byte): [0x0d, 0x0a, 0x09, 0x08].contains(byte)
        // sc, rc, ri, smkx, rmkx, smacs, rmacs; the end of a string that something cut off
        case .escape(let rest): ["7", "8", "M", "=", ">", "(0", "(B", "\\"].contains(rest)
        case .csi(let csi): csi.isKnown
        case .string("P", let body): Self.isSixel(body)
        case .string("_", let body): Self.isKitty(body)
        case .string("]", let body): Self.isITerm2(body)
        case .string, .broken: false
        }
    }

    /// `q`, perhaps with numbers before it, then nothing but colours, repeats, rows and dots.
    private static func isSixel(_ body: [UInt8]) -> Bool {
        guard let mark = body.firstIndex(of: UInt8(ascii: "q")),
            body[..<mark].allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ";") })
        else { return false }
        return body[(mark + 1)...].allSatisfy { byte in
            (0x3f...0x7e).contains(byte) || isDigit(byte) || "!\"#$-;".utf8.contains(byte)
        }
    }

    /// Pixels in the sequence itself (`t=d`, or nothing said of it), by number; never a file of any kind.
    private static func isKitty(_ body: [UInt8]) -> Bool {
        guard body.first == UInt8(ascii: "G") else { return false }
        let parts = body.dropFirst().split(separator: UInt8(ascii: ";"), maxSplits: 1)
        let keys = String(decoding: parts.first ?? [], as: UTF8.self).split(separator: ",")
        let areKnown = keys.allSatisfy { key in
            guard key.count >= 3, key.dropFirst().first == "=" else { return false }
            let value = key.dropFirst(2)
            switch key.first {
            case "a": return ["t", "p", "d", "q"].contains(value)
            case "d": return ["A", "i", "I"].contains(value)
            case "t": return value == "d"
            case "f": return ["24", "32", "100"].contains(value)
            case let name?: return "svipxywhcrzqCmU".contains(name) && Int(value) != nil
            case nil: return false
            }
        }
        return areKnown && (parts.count < 2 || parts[1].allSatisfy(isBase64))
    }

    private static func isITerm2(_ body: [UInt8]) -> Bool {
        let head = body.prefix { $0 != UInt8(ascii: ":") }
        let words = String(decoding: head, as: UTF8.self).split(separator: "=", maxSplits: 1)
        guard words.count == 2, words[0] == "1337;File" else { return false }
        let areKnown = words[1].split(separator: ";").allSatisfy { pair in
            let pair = pair.split(separator: "=")
            return pair.count == 2 && Int(pair[1]) != nil
                && ["inline", "size", "width", "height", "preserveAspectRatio"].contains(pair[0])
        }
        return areKnown && body.dropFirst(head.count + 1).allSatisfy(isBase64)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isBase64(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte) || "+/=".utf8.contains(byte)
    }
}

extension ControlSequence.CSI {
    fileprivate var isKnown: Bool {
        guard !parameters.contains(":"), numbers.allSatisfy({ ($0 ?? 0) < 10_000 }) else { return false }
        switch shape {
        case "H": return numbers.count <= 2  // cup, home
        // cuu cud cuf cub, hpa, vpa, cbt, ech, dch, ich, il, dl, indn, rin, rep
        case "A", "B", "C", "D", "G", "d", "Z", "X", "P", "@", "L", "M", "S", "T", "b": return numbers.count <= 1
        case "K": return numbers.isEmpty || numbers == [1]  // el, el1
        case "J": return numbers.isEmpty || numbers == [2]  // ed, clear; 3 would take what had scrolled away
        case "r": return numbers.isEmpty || numbers.count == 2  // csr
        case "m": return isStyle  // sgr, setaf, setab, op
        case "h", "l": return numbers == [4]  // smir, rmir
        case "t": return [[22, 0, 0], [23, 0, 0], [16]].contains(numbers)  // smcup, rmcup; the size of a cell
        case "c": return numbers.isEmpty  // what it is
        case ">q": return numbers == [0]  // its version
        case "?S": return [[1, 1, 0], [2, 1, 0], [2, 4, 0]].contains(numbers)  // what sixel can
        case "?$p": return numbers == [2026]
        // smkx, smam, cnorm; mouse, smcup, paste, synchronized
        case "?h", "?l":
            return !numbers.isEmpty
                && numbers.allSatisfy { [1, 7, 12, 25, 1000, 1002, 1006, 1049, 2004, 2026].contains($0) }
        default: return false
        }
    }

    private var isStyle: Bool {
        var rest = numbers.map { $0 ?? 0 }[...]
        while let number = rest.popFirst() {
            switch number {
            case 0...5, 7...9, 21...25, 27...37, 39...47, 49, 90...97, 100...107: continue
            case 38, 48:
                let kind = rest.popFirst()
                let count = kind == 5 ? 1 : kind == 2 ? 3 : 0
                guard count > 0, rest.count >= count, rest.prefix(count).allSatisfy({ $0 < 256 }) else { return false }
                rest = rest.dropFirst(count)
            default: return false
            }
        }
        return true
    }
}

extension Unicode.Scalar {
    /// Whether a terminal may obey it, or hide it, or put it somewhere else.
    package var isTreacherous: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint
        }
    }
}
