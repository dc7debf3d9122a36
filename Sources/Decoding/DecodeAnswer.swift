import Pixels

/// What a worker says before the pixels or the reason follow. Nothing in it is believed that does not fit the question.
struct DecodeAnswer: Equatable {
    enum Outcome: Equatable {
        /// Rows of RGBA follow.
        case pixels(isComplete: Bool)
        /// A sentence in UTF-8 follows.
        case failure(PixelsError.Kind)
    }

    var number: UInt32
    var outcome: Outcome
    /// Bytes that follow.
    var byteCount: Int

    static let length = 20
    /// The longest reason, in bytes.
    static let longestReason = 400
    private static let mark: UInt32 = 0x6561_6131

    var bytes: [UInt8] {
        var writer = WireWriter()
        writer.put(Self.mark)
        writer.put(number)
        switch outcome {
        case .pixels(let isComplete):
            writer.put(isComplete ? 0 : 1)
            writer.put(0)
        case .failure(let kind):
            writer.put(2)
            writer.put(UInt32(kind.rawValue))
        }
        writer.put(UInt32(truncatingIfNeeded: byteCount))
        return writer.bytes
    }
}

extension DecodeAnswer {
    /// - Parameters:
    ///   - number: of the request.
    ///   - pixels: bytes of pixels that can be the answer, no more and no less.
    /// - Returns: nil for anything that is no answer to that.
    init?(_ bytes: [UInt8], to number: UInt32, pixels: Int) {
        guard bytes.count == Self.length else { return nil }
        var reader = WireReader(bytes)
        guard reader.next() == Self.mark, reader.next() == number else { return nil }
        let (outcome, kind, count) = (reader.next(), reader.next(), Int(reader.next()))
        switch outcome {
        case 0, 1:
            guard kind == 0, count == pixels else { return nil }
            self.init(number: number, outcome: .pixels(isComplete: outcome == 0), byteCount: count)
        case 2:
            guard let kind = UInt8(exactly: kind).flatMap(PixelsError.Kind.init), count <= Self.longestReason else {
                return nil
            }
            self.init(number: number, outcome: .failure(kind), byteCount: count)
        default: return nil
        }
    }
}
