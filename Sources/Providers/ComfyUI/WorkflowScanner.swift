/// Finds the texts of a graph that may hold places: the string values anywhere within a node's `inputs`.
struct WorkflowScanner {
    private enum Container {
        case array
        case object(key: Range<Int>?)
    }

    private let bytes: [UInt8]
    private var open: [Container] = []
    /// The next string of the object is a key.
    private var isKeyNext = false
    private var found: [Range<Int>] = []

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// - Parameter bytes: JSON; of anything else whatever looks like it.
    /// - Returns: where they stand, without their quotes, in order.
    static func inputTexts(in bytes: [UInt8]) -> [Range<Int>] {
        var scanner = WorkflowScanner(bytes)
        scanner.scan()
        return scanner.found
    }

    private mutating func scan() {
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case 0x22:
                let end = endOfString(from: index + 1)
                take(index + 1..<end)
                index = end
            case UInt8(ascii: "{"):
                open.append(.object(key: nil))
                isKeyNext = true
            case UInt8(ascii: "["):
                open.append(.array)
                isKeyNext = false
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                _ = open.popLast()
                isKeyNext = false
            case UInt8(ascii: ","): if case .object? = open.last { isKeyNext = true }
            default: break
            }
            index += 1
        }
    }

    /// Where the closing quote is, or the end of all.
    private func endOfString(from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != 0x22 { index += bytes[index] == 0x5C ? 2 : 1 }
        return min(index, bytes.count)
    }

    private mutating func take(_ text: Range<Int>) {
        if isKeyNext, case .object? = open.last {
            open[open.count - 1] = .object(key: text)
            isKeyNext = false
        } else if isWithinInputs {
            found.append(text)
        }
    }

    /// The graph, a node, its `inputs`, and whatever is in them.
    private var isWithinInputs: Bool {
        guard open.count >= 3, case .object(let key?) = open[1] else { return false }
        return bytes[key].elementsEqual("inputs".utf8)
    }
}
