import Glibc

/// One piece of a terminal's input: a character, a control, or a whole escape sequence.
enum ControlSequence: Hashable {
    struct CSI: Hashable {
        /// `<`, `=`, `>`, `?` or nothing.
        var prefix: String
        var parameters: String
        var intermediates: String
        var final: Character

        /// Without its parameters: `?h`, `m`, `?$p`.
        var shape: String { prefix + intermediates + String(final) }
        /// nil for an empty one; none for no parameters at all.
        var numbers: [Int?] {
            parameters.isEmpty
                ? [] : parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
        }
    }

    case text(Unicode.Scalar)
    case control(UInt8)
    /// Escape and what follows: `7`, `(B`.
    case escape(String)
    case csi(CSI)
    /// Introducer (`P`, `]`, `_`, `^`, `X`) and what stands before the terminator.
    case string(Character, [UInt8])
    /// What no terminal could make sense of.
    case broken([UInt8])

    /// Takes the piece that begins at `at`; nil when it is not all there.
    init?(_ bytes: [UInt8], at: inout Int) {
        let first = bytes[at]
        if first != 0x1b {
            guard let (piece, length) = Self.character(bytes, at) else { return nil }
            self = piece
            at += length
            return
        }
        guard at + 1 < bytes.count else { return nil }
        let second = bytes[at + 1]
        var end = at + 2
        switch second {
        case UInt8(ascii: "["):
            while end < bytes.count, (0x20...0x3f).contains(bytes[end]) { end += 1 }
            guard end < bytes.count else { return nil }
            let body = Array(bytes[(at + 2)..<end])
            guard (0x40...0x7e).contains(bytes[end]), let csi = Self.csi(body, bytes[end]) else {
                self = .broken(Array(bytes[at...end]))
                // What broke it may begin something new.
                at = bytes[end] == 0x1b ? end : end + 1
                return
            }
            self = .csi(csi)
            at = end + 1
        case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
            guard let (stop, length) = Self.end(bytes, from: end, isOSC: second == UInt8(ascii: "]")) else {
                return nil
            }
            let body = Array(bytes[end..<stop])
            self =
                length == 0
                ? .broken(Array(bytes[at..<stop])) : .string(Character(Unicode.Scalar(second)), body)
            at = stop + length
        default:
            while end < bytes.count, (0x20...0x2f).contains(bytes[end - 1]) { end += 1 }
            if (0x20...0x2f).contains(bytes[end - 1]) { return nil }
            self = .escape(String(decoding: bytes[(at + 1)..<end], as: UTF8.self))
            at = end
        }
    }

    private static func csi(_ body: [UInt8], _ final: UInt8) -> CSI? {
        var text = String(decoding: body, as: UTF8.self)[...]
        let prefix = text.first.map { "<=>?".contains($0) } ?? false ? String(text.removeFirst()) : ""
        let parameters = text.prefix { $0.isNumber || $0 == ";" || $0 == ":" }
        let intermediates = text.dropFirst(parameters.count)
        guard intermediates.utf8.allSatisfy({ (0x20...0x2f).contains($0) }) else { return nil }
        return CSI(
            prefix: prefix, parameters: String(parameters), intermediates: String(intermediates),
            final: Character(Unicode.Scalar(final)))
    }

    /// Where a string ends, and how long its terminator is; 0: another sequence cuts it off.
    private static func end(_ bytes: [UInt8], from start: Int, isOSC: Bool) -> (Int, Int)? {
        let escape = bytes.withUnsafeBytes { buffer -> Int? in
            guard let base = buffer.baseAddress, let found = memchr(base + start, 0x1b, buffer.count - start) else {
                return nil
            }
            return UnsafeRawPointer(found) - base
        }
        if isOSC, let bell = bytes[start..<(escape ?? bytes.count)].firstIndex(of: 0x07) { return (bell, 1) }
        guard let escape, escape + 1 < bytes.count else { return nil }
        return (escape, bytes[escape + 1] == UInt8(ascii: "\\") ? 2 : 0)
    }

    private static func character(_ bytes: [UInt8], _ at: Int) -> (ControlSequence, Int)? {
        let first = bytes[at]
        if first < 0x20 || first == 0x7f { return (.control(first), 1) }
        if first < 0x80 { return (.text(Unicode.Scalar(first)), 1) }
        let length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1
        guard at + length <= bytes.count else { return nil }
        let part = Array(bytes[at..<(at + length)])
        guard let scalar = String(validating: part, as: UTF8.self)?.unicodeScalars.first else {
            return (.broken([first]), 1)
        }
        return (.text(scalar), length)
    }
}

extension ControlSequence: CustomStringConvertible {
    var description: String {
        switch self {
        case .text(let scalar): "U+\(String(scalar.value, radix: 16, uppercase: true))"
        case .control(let byte): "control \(String(byte, radix: 16))"
        case .escape(let rest): "ESC \(rest)"
        case .csi(let csi): "CSI \(csi.prefix)\(csi.parameters)\(csi.intermediates)\(csi.final)"
        case .string(let kind, let body): "ESC \(kind) \(OutputAudit.readable(body))"
        case .broken(let bytes): "broken \(OutputAudit.readable(bytes))"
        }
    }
}
