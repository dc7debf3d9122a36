import StudioCore

/// Takes Google's answer as it arrives and tells what happens meanwhile.
final class GeminiConsumer: AnswerConsumer {
    struct Answer: Sendable {
        var status: Int
        var headers: [(String, String)]
        var answer: GeminiAnswer
        var page: String
        var isPartial: Bool
        var readerFailure: ReaderFailure?
        var badEvents: Int
        var bytes: Int
    }

    private let reader: ResponseReader
    private let report: @Sendable (ProviderEvent) -> Void
    private var status = 0
    private var headers: [(String, String)] = []
    private var answer = GeminiAnswer()
    private var expected: Int?
    private var reported = 0
    private var isDrawing = false
    private var failure: ReaderFailure?

    init(folder: String, report: @escaping @Sendable (ProviderEvent) -> Void) {
        reader = ResponseReader(folder: folder) { keys in
            switch keys.last {
            case "data" where keys.dropLast().last == "inlineData" || keys.dropLast().last == "inline_data": .base64
            case "thoughtSignature", "thought_signature": .verbatim
            default: .text
            }
        }
        self.report = report
    }

    func begin(status: Int, headers: [(String, String)]) {
        self.status = status
        self.headers = headers
        expected = headers.first { $0.0.lowercased() == "content-length" }.flatMap { Int($0.1) }
        if status == 200 { report(.phase(.thinking)) }
    }

    func receive(_ bytes: UnsafeRawBufferPointer) throws {
        do throws(ReaderFailure) {
            for event in try reader.feed(bytes) { take(event) }
        } catch {
            failure = error
            throw error
        }
        // A picture shows as a lot of bytes: from then on it is being received.
        if reader.bytes - reported >= 1 << 16 {
            if reported == 0 { report(.phase(.receiving)) }
            reported = reader.bytes
            report(.received(bytes: reader.bytes, of: expected))
        }
    }

    var isComplete: Bool { reader.isComplete || answer.finishReason != nil || answer.blockReason != nil }

    func end(_ error: (any Error)?) -> Answer {
        var isPartial = error != nil
        do throws(ReaderFailure) {
            let (events, wasOpen) = try reader.finish()
            for event in events { take(event) }
            isPartial = isPartial || wasOpen
        } catch {
            failure = failure ?? error
        }
        if reported > 0 { report(.received(bytes: reader.bytes, of: expected)) }
        return Answer(
            status: status, headers: headers, answer: answer, page: String(decoding: reader.page, as: UTF8.self),
            isPartial: isPartial, readerFailure: failure, badEvents: reader.badEvents, bytes: reader.bytes)
    }

    private func take(_ event: ResponseReader.Event) {
        switch event {
        case .document(let document):
            let new = answer.add(document)
            if !new.thought.isEmpty { report(.thought(new.thought)) }
            if !new.text.isEmpty { report(.text(new.text)) }
        case .staged(let file):
            if file.isWhole, file.path.contains("/image-") { report(.image(file.image(.draft))) }
        case .done: break
        }
    }
}
