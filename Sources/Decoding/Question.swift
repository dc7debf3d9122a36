import Pixels

/// One picture asked for, and what can be an answer to it: known beforehand from the header that was read here.
struct Question: Sendable {
    var request: DecodeRequest
    /// The open file.
    var descriptor: Int32
    /// The picture's own size.
    var original: PixelSize
    /// The size the answer must have.
    var expected: PixelSize

    func ask(over channel: inout WorkerChannel) throws(Mishap) -> DecodedImage {
        try channel.send(request.bytes, file: descriptor)
        let head = try channel.receive(DecodeAnswer.length)
        guard let answer = DecodeAnswer(head, to: request.number, pixels: expected.area * 4) else { throw .nonsense }
        let rest = try channel.receive(answer.byteCount)
        switch answer.outcome {
        case .pixels(let isComplete):
            let bitmap = Bitmap(width: expected.width, height: expected.height, pixels: rest)
            return DecodedImage(bitmap: bitmap, isComplete: isComplete, original: original)
        case .failure(let kind): throw .refused(PixelsError(kind, String(decoding: rest, as: UTF8.self)))
        }
    }
}
