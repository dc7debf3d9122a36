/// Leaves out of curses' output what changes nothing.
///
/// Curses sets colours anew for every frame and resets them after it, and sets both where one would do: forty bytes
/// around one typed letter. Here a pen is set only when something is written that shows the difference.
struct PenFilter: Sendable {
    /// What curses believes, and what the terminal has; nil when somebody else may have changed it.
    private var wanted = Pen()
    private var actual: Pen?
    private var isOtherCharset = false

    /// The terminal's pen may be anything now.
    mutating func forget() { actual = nil }

    /// - Parameter bytes: whole sequences, as one update of the screen is.
    mutating func filter(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte == 0x1b {
                let end = Self.end(of: bytes, from: at)
                pass(bytes[at..<end], &result)
                at = end
                continue
            }
            if byte == 0x20 {
                if actual.map({ !$0.isAlikeOnBlanks(wanted) }) ?? true { settle(&result) }
            } else if byte > 0x20 {
                settle(&result)
            }
            result.append(byte)
            at += 1
        }
        return result
    }

    private mutating func settle(_ result: inout [UInt8]) {
        guard actual != wanted else { return }
        wanted.write(after: actual, to: &result)
        actual = wanted
    }

    private mutating func pass(_ sequence: ArraySlice<UInt8>, _ result: inout [UInt8]) {
        let start = sequence.startIndex
        guard sequence.count >= 2, let last = sequence.last else { return result += sequence }
        switch sequence[start + 1] {
        case UInt8(ascii: "["):
            switch last {
            case UInt8(ascii: "m"):
                if wanted.apply(sequence[(start + 2)..<(sequence.endIndex - 1)]) { return }
                // Something of this terminal's own.
                result += sequence
                actual = nil
            // What clears or moves cells, and paints with the pen as it does so.
            case UInt8(ascii: "@"), UInt8(ascii: "J")...UInt8(ascii: "M"), UInt8(ascii: "P"), UInt8(ascii: "S"),
                UInt8(ascii: "T"), UInt8(ascii: "X"), UInt8(ascii: "b"):
                settle(&result)
                result += sequence
            default: result += sequence
            }
        case UInt8(ascii: "("):
            let isOther = last != UInt8(ascii: "B")
            if isOther || isOtherCharset { result += sequence }
            isOtherCharset = isOther
        case UInt8(ascii: "M"), UInt8(ascii: "D"):
            settle(&result)
            result += sequence
        default: result += sequence
        }
    }

    /// Where a sequence that begins with Escape ends.
    private static func end(of bytes: [UInt8], from start: Int) -> Int {
        guard start + 1 < bytes.count else { return bytes.count }
        var at = start + 2
        switch bytes[start + 1] {
        case UInt8(ascii: "["):
            while at < bytes.count, !(0x40...0x7e).contains(bytes[at]) { at += 1 }
            return min(bytes.count, at + 1)
        case 0x20...0x2f:
            while at < bytes.count, (0x20...0x2f).contains(bytes[at]) { at += 1 }
            return min(bytes.count, at + 1)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
            while at < bytes.count, bytes[at] != 0x07 {
                if bytes[at] == 0x1b { return min(bytes.count, at + 2) }
                at += 1
            }
            return min(bytes.count, at + 1)
        default: return at
        }
    }
}
