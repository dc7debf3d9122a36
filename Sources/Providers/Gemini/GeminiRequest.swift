import StudioCore

/// A conversation as Google's `generateContent` wants it (wire format of `v1beta`, ai.google.dev/api/generate-content).
enum GeminiRequest {
    /// Path after the endpoint's base, without the key: that goes into a header only.
    static func path(model: String, streams: Bool) -> String {
        "/v1beta/models/\(model):" + (streams ? "streamGenerateContent?alt=sse" : "generateContent")
    }

    static func body(_ request: ImageRequest) -> [BodySegment] {
        var writer = SegmentWriter()
        writer.raw("{\"contents\":[")
        for (index, content) in contents(request).enumerated() {
            writer.raw(index == 0 ? "" : ",")
            writer.raw("{\"role\":\"\(content.role.rawValue)\",\"parts\":[")
            for (index, part) in content.parts.enumerated() {
                writer.raw(index == 0 ? "{" : ",{")
                switch part {
                case .text(let text, let signature):
                    writer.raw("\"text\":")
                    writer.quoted(text)
                    writer.signature(signature)
                case .image(let file, let signature):
                    writer.raw("\"inlineData\":{\"mimeType\":")
                    writer.quoted(file.mime)
                    writer.raw(",\"data\":\"")
                    writer.segments.append(.base64(path: file.path, bytes: file.bytes))
                    writer.raw("\"}")
                    writer.signature(signature)
                }
                writer.raw("}")
            }
            writer.raw("]}")
        }
        writer.raw("],\"generationConfig\":{\"responseModalities\":[\"TEXT\",\"IMAGE\"]")
        writer.raw(configuration(request) + "}}")
        return writer.segments
    }

    /// What may be set depends on the generation: 2.5 answers HTTP 500 to a size and 400 to thinking.
    private static func configuration(_ request: ImageRequest) -> String {
        let settings = request.settings
        var text = ""
        var image: [String] = []
        if let aspect = settings.aspect { image.append("\"aspectRatio\":\"\(aspect)\"") }
        if let size = settings.size, request.model.sizes.contains(size), thinks(request.model) {
            image.append("\"imageSize\":\"\(size.rawValue)\"")
        }
        if !image.isEmpty { text += ",\"imageConfig\":{\(image.joined(separator: ","))}" }
        if thinks(request.model) {
            let level = settings.thinking.map { "\"thinkingLevel\":\"\($0.rawValue.uppercased())\"," } ?? ""
            text += ",\"thinkingConfig\":{\(level)\"includeThoughts\":true}"
        }
        if let seed = settings.seed, request.model.takesSeed {
            text += ",\"seed\":\((seed &+ request.variant) & 0x7FFF_FFFF)"
        }
        return text
    }

    static func thinks(_ model: CatalogueModel) -> Bool {
        !model.family.hasPrefix("gemini-2") && !model.id.hasPrefix("gemini-2")
    }

    /// What the service would refuse, told before anything is sent.
    static func problem(with request: ImageRequest) -> TurnFailure? {
        for case .image(let file, _) in contents(request).flatMap(\.parts) where !mimes.contains(file.mime) {
            return TurnFailure(
                .unsupportedSetting, message: "\(request.model.name) takes no \(file.mime) pictures.",
                advice: "Convert the reference to PNG, JPEG or WebP.", billed: .no)
        }
        return nil
    }

    private static let mimes: Set<String> = ["image/png", "image/jpeg", "image/webp", "image/heic", "image/heif"]

    /// The conversation as this model can take it: model turns it cannot take back are replaced by their picture in the
    /// user's turn; when all is larger than the service takes in one request, the oldest turns go.
    static func contents(_ request: ImageRequest) -> [Conversation.Message] {
        var contents: [Conversation.Message] = []
        var picture: ImageFile?
        for message in request.conversation.messages {
            switch message.role {
            case .model where isReplayable(message, by: request.model): contents.append(message)
            case .model:
                // What was said before it is in the picture; only the picture goes on.
                contents = []
                picture = pictures(message).last
            case .user:
                var message = message
                if let file = picture {
                    message.parts.insert(
                        contentsOf: [.text("Current picture:", signature: nil), .image(file, signature: nil)], at: 0)
                    picture = nil
                }
                contents.append(message)
            }
        }
        return trimmed(contents)
    }

    /// Most bytes of files in one request: 100 MB are taken inline (since January 2026), less a margin for the words.
    static let mostBytes = 95_000_000

    private static func trimmed(_ contents: [Conversation.Message]) -> [Conversation.Message] {
        var contents = contents
        func size() -> Int {
            contents.flatMap(\.parts).reduce(0) { sum, part in
                switch part {
                case .text(_, let signature): sum + (signature?.bytes ?? 0)
                case .image(let file, let signature): sum + (file.bytes + 2) / 3 * 4 + (signature?.bytes ?? 0)
                }
            }
        }
        while contents.count > 2, size() > mostBytes, let answer = contents.firstIndex(where: { $0.role == .model }) {
            contents.removeSubrange(...answer)
        }
        return contents
    }

    /// Gemini 3 refuses (HTTP 400) a model picture without the thought signature it came with; 2.5 gives and takes none.
    static func isReplayable(_ message: Conversation.Message, by model: CatalogueModel) -> Bool {
        let signed = message.parts.map { part in
            switch part {
            case .text(_, let signature), .image(_, let signature): signature != nil
            }
        }
        guard thinks(model) else { return message.origin?.model == model.id && !signed.contains(true) }
        let images = zip(message.parts, signed).filter { part, _ in if case .image = part { true } else { false } }
        return !images.isEmpty && images.allSatisfy(\.1)
    }

    private static func pictures(_ message: Conversation.Message) -> [ImageFile] {
        message.parts.compactMap { if case .image(let file, _) = $0 { file } else { nil } }
    }
}

extension SegmentWriter {
    /// The signature is plain base64 text: it needs no escapes and is sent as it came.
    fileprivate mutating func signature(_ blob: BlobFile?) {
        guard let blob else { return }
        raw(",\"thoughtSignature\":\"")
        segments.append(.file(path: blob.path, bytes: blob.bytes))
        raw("\"")
    }
}
