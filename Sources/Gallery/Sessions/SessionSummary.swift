import FoundationEssentials
import StudioCore

/// What a list of sessions says of one, without parsing more than its first turn.
package struct SessionSummary: Hashable, Sendable {
    package var turns: Int
    /// nil while it has no turn.
    package var firstPrompt: String?

    init(_ bytes: [UInt8]) {
        let lines = Self.turnLines(bytes)
        turns = lines.count
        if let first = lines.first,
            case .turn(let turn)? = try? JSONCoding.decoder().decode(SessionRecord.self, from: Data(bytes[first]))
        {
            firstPrompt = turn.prompt
        }
    }

    /// The lines that are turns, told by how our encoder ends them: keys are sorted, and no string can hold a bare quote.
    static func turnLines(_ bytes: [UInt8]) -> [Range<Int>] {
        let ending = Array(#","type":"turn"}"#.utf8)
        return ByteLines.ranges(bytes).filter { line in
            line.count > ending.count
                && ByteLines.contains(ending, in: bytes, line.upperBound - ending.count..<line.upperBound)
        }
    }
}
