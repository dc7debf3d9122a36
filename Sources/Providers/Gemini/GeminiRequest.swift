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
        return writer.merged
    }

    /// What may be set depends on the generation: 2.5 answers HTTP 500 to a size and 400 to thinking.
    private static func configuration(_ request: ImageRequest) -> String {
        let settings = request.settings
        var text = ""
        var image: [String] = []
        if let aspect = settings.aspect { image.append("\"aspectRatio\":\"\(aspect)\"") }
        if let size = settings.size, !request.model.sizes.isEmpty { image.append("\"imageSize\":\"\(size.rawValue)\"") }
        if !image.isEmpty { text += ",\"imageConfig\":{\(image.joined(separator: ","))}" }
        if thinks(request.model) {
            let level = settings.thinking.map { "\"thinkingLevel\":\"\($0.rawValue.uppercased())\"," } ?? ""
            text += ",\"thinkingConfig\":{\(level)\"includeThoughts\":true}"
        }
        if let seed = settings.seed { text += ",\"seed\":\((seed &+ request.variant) & 0x7FFF_FFFF)" }
        return text
    }

    private static func thinks(_ model: CatalogueModel) -> Bool { !model.family.hasPrefix("gemini-2") }

    /// The conversation with every model turn that this model cannot take back replaced by its picture in a user turn.
    static func contents(_ request: ImageRequest) -> [Conversation.Message] {
        var contents: [Conversation.Message] = []
        var picture: Conversation.Part?
        for message in request.conversation.messages {
            switch message.role {
            case .model where isReplayable(message, by: request.model): contents.append(message)
            case .model:
                // What was said before is in the picture; only the picture goes on.
                contents = []
                picture = message.parts.last { if case .image = $0 { true } else { false } }
            case .user:
                var message = message
                if case .image(let file, _)? = picture {
                    message.parts.insert(.image(file, signature: nil), at: 0)
                    picture = nil
                }
                contents.append(message)
            }
        }
        return contents
    }

    /// Gemini 3 refuses (HTTP 400) a model picture without the thought signature it came with; 2.5 gives and takes none.
    static func isReplayable(_ message: Conversation.Message, by model: CatalogueModel) -> Bool {
        let signatures = message.parts.map { part in
            switch part {
            case .text(_, let signature): (isImage: false, signature: signature)
            case .image(_, let signature): (isImage: true, signature: signature)
            }
        }
        if thinks(model) { return signatures.contains { $0.isImage } && signatures.allSatisfy { !$0.isImage || $0.signature != nil } }
        return message.origin?.model == model.id && signatures.allSatisfy { $0.signature == nil }
    }
}

/// Puts a body together from text and files.
private struct SegmentWriter {
    var segments: [BodySegment] = []

    mutating func raw(_ text: String) {
        if case .bytes(let bytes)? = segments.last {
            segments[segments.count - 1] = .bytes(bytes + Array(text.utf8))
        } else {
            segments.append(.bytes(Array(text.utf8)))
        }
    }

    /// A JSON string.
    mutating func quoted(_ text: String) {
        var escaped = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": escaped += "\\\""
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\t": escaped += "\\t"
            default:
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    escaped.unicodeScalars.append(scalar)
                }
            }
        }
        raw(escaped + "\"")
    }

    /// The signature is plain base64 text: it needs no escapes and is sent as it came.
    mutating func signature(_ blob: BlobFile?) {
        guard let blob else { return }
        raw(",\"thoughtSignature\":\"")
        segments.append(.file(path: blob.path, bytes: blob.bytes))
        raw("\"")
    }

    var merged: [BodySegment] { segments }
}
