import StudioCore

/// A ComfyUI graph in API format, with places to be filled in. Everything else stays byte for byte as it was: a seed of 64
/// bits would not survive being read as a number.
struct Workflow: Hashable, Sendable {
    /// `{{prompt}}` and its like, within the texts of a node's inputs.
    enum Place: Hashable, Sendable {
        case prompt, negative, seed, width, height, mask, checkpoint
        /// `{{image}}` is 1, `{{image_2}}` is 2.
        case image(Int)

        init?(_ name: some StringProtocol) {
            switch name {
            case "prompt": self = .prompt
            case "negative": self = .negative
            case "seed": self = .seed
            case "width": self = .width
            case "height": self = .height
            case "mask": self = .mask
            case "checkpoint": self = .checkpoint
            case "image": self = .image(1)
            default:
                guard name.hasPrefix("image_"), let number = Int(name.dropFirst(6)), (1...64).contains(number) else {
                    return nil
                }
                self = .image(number)
            }
        }

        /// Alone in a text, it stands for a number and not for a text with one.
        var isNumber: Bool { self == .seed || self == .width || self == .height }

        var word: String {
            switch self {
            case .image(let number): number == 1 ? "{{image}}" : "{{image_\(number)}}"
            default: "{{\(self)}}"
            }
        }
    }

    private enum Piece: Hashable, Sendable {
        case bytes([UInt8])
        case place(Place)
    }

    static let mostBytes = 8 << 20

    /// The file's name, or “the built-in workflow”.
    let name: String
    let places: Set<Place>
    private let pieces: [Piece]

    /// - Throws: what is wrong with it, and how to get a right one.
    init(_ bytes: [UInt8], name: String) throws(TurnFailure) {
        if let problem = WorkflowProblem(bytes) { throw problem.failure(of: name) }
        var pieces: [Piece] = []
        var places: Set<Place> = []
        var done = 0
        for text in WorkflowScanner.inputTexts(in: bytes) {
            for (range, place) in Self.places(in: bytes, text) {
                // Without its quotes.
                let isAlone = place.isNumber && range == text
                let gap = isAlone ? range.lowerBound - 1..<range.upperBound + 1 : range
                pieces += [.bytes(Array(bytes[done..<gap.lowerBound])), .place(place)]
                places.insert(place)
                done = min(bytes.count, gap.upperBound)
            }
        }
        pieces.append(.bytes(Array(bytes[done...])))
        guard places.contains(.prompt) else { throw WorkflowProblem.noPrompt.failure(of: name) }
        self.name = name
        self.places = places
        self.pieces = pieces
    }

    /// How many pictures it takes: the highest number that is asked for.
    var pictures: Int { places.map { if case .image(let number) = $0 { number } else { 0 } }.max() ?? 0 }

    /// The graph, ready to be queued.
    /// - Parameter values: for a place that has none, nothing is put in.
    func filled(_ values: [Place: String]) -> [UInt8] {
        var out: [UInt8] = []
        for piece in pieces {
            switch piece {
            case .bytes(let bytes): out += bytes
            case .place(let place): out += Array(JSONText.escaped(values[place] ?? "").utf8)
            }
        }
        return out
    }

    /// What stands between double braces and is a place, within a text.
    private static func places(in bytes: [UInt8], _ text: Range<Int>) -> [(Range<Int>, Place)] {
        let brace = (open: UInt8(ascii: "{"), close: UInt8(ascii: "}"))
        var found: [(Range<Int>, Place)] = []
        var index = text.lowerBound
        while index + 1 < text.upperBound {
            guard bytes[index] == brace.open, bytes[index + 1] == brace.open else {
                index += 1
                continue
            }
            let inner = bytes[(index + 2)..<min(text.upperBound, index + 34)]
            let name = inner.prefix { $0 != brace.close && $0 != brace.open }
            let end = name.endIndex
            let isClosed = end + 1 < text.upperBound && bytes[end] == brace.close && bytes[end + 1] == brace.close
            let word = String(decoding: name, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: true)
            if isClosed, word.count == 1, let place = Place(word[0]) {
                found.append((index..<end + 2, place))
                index = end + 2
            } else {
                index += 1
            }
        }
        return found
    }
}
