import Glibc

/// Everything a program wrote to its terminal, taken apart as it comes: what it may not have written, and what it has not
/// undone.
package struct OutputAudit: Sendable {
    /// Sequences that are in nobody's table, and characters that a terminal obeys or does not show; readable, each once.
    package private(set) var strangers: [String] = []
    /// Sequences and characters that were looked at.
    package private(set) var count = 0

    private var pending: [UInt8] = []
    /// Private modes (`CSI ? n h`) that are not as a terminal begins: on, or off for those that are usually on.
    private(set) var modes: Set<Int> = []
    private var others: Set<String> = []
    private var titles = 0
    private var pictures: Set<Int> = []

    /// Shown cursor and wrapping lines are how a terminal is.
    private static let usuallyOn: Set<Int> = [7, 25]
    /// Whether the cursor blinks is a matter of each terminal's description.
    private static let untold: Set<Int> = [12]

    /// What is not as it was before; empty after a program that gave the terminal back.
    package var left: [String] {
        modes.sorted().map { Self.usuallyOn.contains($0) ? "mode \($0) off" : "mode \($0) on" } + others.sorted()
            + (titles != 0 ? ["\(titles) titles saved"] : []) + (pictures.isEmpty ? [] : ["\(pictures.count) pictures"])
    }

    /// A sequence that has begun and not ended; at a program's end it is a stranger too.
    package var unfinished: String? { pending.isEmpty ? nil : Self.readable(pending) }

    /// The rows of the screen: margins that take in all of them are none.
    private var rows: Int

    init(rows: Int) { self.rows = rows }

    /// Terminals forget margins then.
    mutating func resize(rows: Int) {
        self.rows = rows
        others.remove("margins")
    }

    /// - Returns: what there is to show of it by a terminal that has no pictures, and may not know how to leave them out.
    mutating func take(_ bytes: [UInt8]) -> [UInt8] {
        pending += bytes
        var at = 0
        var shown: [UInt8] = []
        while at < pending.count {
            let start = at
            guard let sequence = ControlSequence(pending, at: &at) else { break }
            judge(sequence)
            switch sequence {
            case .string("_", _), .string("P", _): continue
            default: shown += pending[start..<at]
            }
        }
        pending.removeFirst(at)
        return shown
    }

    private mutating func judge(_ sequence: ControlSequence) {
        count += 1
        if !sequence.isKnown {
            let words = sequence.description
            if strangers.count < 100, !strangers.contains(words) { strangers.append(words) }
        }
        switch sequence {
        case .escape("="): others.insert("keypad")
        case .escape(">"): others.remove("keypad")
        case .escape("(0"): others.insert("line drawing")
        case .escape("(B"): others.remove("line drawing")
        case .csi(let csi): apply(csi)
        case .string("_", let body): apply(kitty: body)
        default: break
        }
    }

    private mutating func apply(_ csi: ControlSequence.CSI) {
        switch csi.shape {
        case "?h", "?l":
            for number in csi.numbers.compactMap(\.self) where !Self.untold.contains(number) {
                let isOff = csi.shape == "?l"
                if Self.usuallyOn.contains(number) == isOff { modes.insert(number) } else { modes.remove(number) }
            }
        case "h": others.insert("insert mode")
        case "l": others.remove("insert mode")
        case "m":
            if csi.numbers.isEmpty { others.remove("pen") }
            for number in csi.numbers.map({ $0 ?? 0 }) {
                switch number {
                case 0: others.remove("pen")
                case 22...29, 39, 49: continue
                default: others.insert("pen")
                }
            }
        case "r":
            let isWhole = csi.numbers.isEmpty || csi.numbers == [1, rows]
            if isWhole { others.remove("margins") } else { others.insert("margins") }
        case "t" where csi.numbers.first == 22: titles += 1
        case "t" where csi.numbers.first == 23: titles -= 1
        default: break
        }
    }

    private mutating func apply(kitty body: [UInt8]) {
        let keys = String(decoding: body.prefix { $0 != UInt8(ascii: ";") }.dropFirst(), as: UTF8.self)
        let words = keys.split(separator: ",")
        let id = words.first { $0.hasPrefix("i=") }.flatMap { Int($0.dropFirst(2)) } ?? 0
        if words.contains("a=t") || words.contains("a=p") || words.contains("a=T") { pictures.insert(id) }
        if words.contains("d=A") { pictures = [] }
        if words.contains("d=I") { pictures.remove(id) }
    }

    static func readable(_ bytes: [UInt8]) -> String {
        bytes.prefix(80).map { byte in
            (0x20...0x7e).contains(byte) ? String(Unicode.Scalar(byte)) : "<\(String(byte, radix: 16))>"
        }.joined() + (bytes.count > 80 ? "… (\(bytes.count) bytes)" : "")
    }
}
