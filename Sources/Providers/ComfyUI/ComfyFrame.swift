import Pixels

/// A picture within a binary message: how far the drawing has come (protocol.py and server.py of ComfyUI a125cd8).
struct ComfyFrame: Hashable, Sendable {
    /// Nobody previews more than this.
    static let mostBytes = 24 << 20
    static let mostFacts = 1 << 16

    /// A range of the message: the picture, by its first bytes.
    var picture: Range<Int>
    var format: ImageFormat
    /// Whose it is, where the server says so.
    var prompt: String?

    /// nil for what is no such message: texts, and kinds that are not known.
    init?(_ message: [UInt8]) {
        func word(_ at: Int) -> Int? {
            guard at + 4 <= message.count else { return nil }
            return message[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        let start: Int
        switch word(0) {
        case 1:
            // JPEG or PNG; which of them is told by the bytes.
            guard word(4) != nil else { return nil }
            start = 8
        case 4:
            guard let count = word(4), count <= Self.mostFacts, 8 + count <= message.count else { return nil }
            start = 8 + count
            prompt = PythonJSON.parse(message[8..<start])?["prompt_id"]?.name
        default: return nil
        }
        guard message.count - start <= Self.mostBytes, let format = ImageFormat(magic: message[start...]) else {
            return nil
        }
        self.format = format
        picture = start..<message.count
    }
}
