package import Pixels

/// What a terminal answered so far. Each answer is a whole escape sequence, taken in by ``take(_:)``; anything that is
/// none of ours is not consumed. Forged or repeated answers only overwrite a value: they never become text.
package struct ProbeReplies: Hashable, Sendable {
    /// XTVERSION: "XTerm(379)", "kitty(0.26.5)", "tmux 3.3a".
    package var version: String?
    /// Primary device attributes; 4 means sixel. The last answer, so its arrival ends the wait.
    package var attributes: [Int]?
    package var colorRegisters: Int?
    /// The size a sixel picture may have now: where it divides evenly by the rows and columns it tells the cell size.
    package var sixelSize: PixelSize?
    package var sixelLimit: PixelSize?
    package var cellSize: PixelSize?
    package var kitty: Bool?
    /// DECRQM 2026: 1 or 2 means that the terminal knows synchronized output.
    package var synchronized: Int?

    package init() {}

    package var isComplete: Bool { attributes != nil }

    /// Takes one whole control sequence (with its introducer and end). Whether it was an answer at all.
    @discardableResult
    package mutating func take(_ sequence: [UInt8]) -> Bool {
        guard sequence.count >= 3, sequence[0] == ControlSequences.escape else { return false }
        let body = sequence[2...]
        switch sequence[1] {
        case UInt8(ascii: "["): return takeControl(body)
        case UInt8(ascii: "P"): return takeDevice(Self.string(body))
        case UInt8(ascii: "_"): return takeKitty(Self.string(body))
        default: return false
        }
    }

    private mutating func takeControl(_ body: ArraySlice<UInt8>) -> Bool {
        guard let final = body.last else { return false }
        let text = String(decoding: body.dropLast(), as: UTF8.self)
        let isPrivate = text.hasPrefix("?")
        let numbers = (isPrivate ? text.dropFirst() : text[...]).split(
            separator: ";", omittingEmptySubsequences: false
        ).map { Int($0.prefix { $0.isNumber }) }
        switch final {
        case UInt8(ascii: "c") where isPrivate:
            attributes = numbers.compactMap { $0 }
        case UInt8(ascii: "S") where isPrivate && numbers.count >= 3:
            takeGraphics(numbers)
        case UInt8(ascii: "t") where numbers.count == 3 && numbers[0] == 6:
            cellSize = Self.size(width: numbers[2], height: numbers[1])
        case UInt8(ascii: "y") where isPrivate && numbers.first == 2026 && numbers.count == 2:
            synchronized = numbers[1]
        default:
            return false
        }
        return true
    }

    /// `CSI ? item ; status ; values S`: item 1 colours, item 2 size. The limit is asked after the present size, and both
    /// answers look alike, so the second one is the limit.
    private mutating func takeGraphics(_ numbers: [Int?]) {
        guard numbers[1] == 0 else {
            // A refused size question still counts as its answer.
            if numbers[0] == 2, sixelSize == nil { sixelSize = PixelSize(width: 0, height: 0) }
            return
        }
        if numbers[0] == 1 { colorRegisters = numbers[2] }
        guard numbers[0] == 2, numbers.count >= 4 else { return }
        let size = Self.size(width: numbers[2], height: numbers[3])
        if sixelSize == nil { sixelSize = size } else { sixelLimit = size }
    }

    private mutating func takeDevice(_ text: String) -> Bool {
        guard text.hasPrefix(">|") else { return false }
        // Shown to people: nothing but plain characters, and not many of them.
        version = String(text.dropFirst(2).filter { $0.isASCII && !$0.isNewline && $0 >= " " && $0 <= "~" }.prefix(64))
        return true
    }

    private mutating func takeKitty(_ text: String) -> Bool {
        guard text.hasPrefix("G") else { return false }
        if text.hasPrefix("Gi=31;") { kitty = text.hasSuffix(";OK") }
        return true
    }

    private static func string(_ body: ArraySlice<UInt8>) -> String {
        var body = body
        if body.last == UInt8(ascii: "\\") { body.removeLast() }
        if body.last == ControlSequences.escape { body.removeLast() }
        if body.last == 0x07 { body.removeLast() }
        return String(decoding: body, as: UTF8.self)
    }

    private static func size(width: Int?, height: Int?) -> PixelSize? {
        guard let width, let height, width > 0, height > 0, width < 65536, height < 65536 else { return nil }
        return PixelSize(width: width, height: height)
    }
}
