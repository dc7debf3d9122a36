import Glibc
import StudioCore

/// A conversation as `chat/completions` wants it: pictures as `data:` addresses, earlier turns as the server reads them.
///
/// Sources: openrouter.ai image-generation guide; QuantumNous/new-api `to_gemini_chat_req.go`; openai 3.54.0; what each
/// server differs in is its `WireProfile`.
enum ChatRequest {
    static let path = "/v1/chat/completions"

    /// Most bytes of pictures in one request, as base64: OpenRouter takes 30 MB, many gateways less.
    static let mostPictures = 20 << 20

    static func call(_ request: ImageRequest, wire: WireProfile) -> HTTPCall {
        HTTPCall(path: wire.path ?? path, body: body(request, wire: wire))
    }

    static func body(_ request: ImageRequest, wire: WireProfile) -> [BodySegment] {
        let size = SizeWords(request, style: wire.sizeStyle ?? .imageConfig)
        var writer = SegmentWriter()
        writer.raw("{\"model\":")
        writer.quoted(request.model.id)
        let streams = wire.streams ?? true
        writer.raw(",\"stream\":\(streams)")
        // LiteLLM, new-api and OpenAI count nothing in a stream unless they are asked to.
        if streams, wire.extra["stream_options"] == nil { writer.raw(",\"stream_options\":{\"include_usage\":true}") }
        if let modalities = wire.modalities {
            writer.raw(",\"modalities\":[\(modalities.map(SegmentWriter.quoted).joined(separator: ","))]")
        }
        for member in size.members { writer.raw(",\(SegmentWriter.quoted(member.name)):\(member.value)") }
        if let seed = request.settings.seed, request.model.takesSeed {
            writer.raw(",\"seed\":\((seed &+ request.variant) & 0x7FFF_FFFF)")
        }
        writer.extra(wire.extra)
        writer.raw(",\"messages\":[")
        let messages = messages(request, history: wire.history ?? .newest)
        for (index, message) in messages.enumerated() {
            if index > 0 { writer.raw(",") }
            let isLast = index == messages.count - 1
            switch message.role {
            case .user: writer.user(message, suffix: isLast ? size.suffix : "")
            case .model: writer.assistant(message, history: wire.history ?? .newest, provider: request.model.provider)
            }
        }
        writer.raw("]}")
        return writer.segments
    }

    /// What is sent of the branch; pictures from the newest on, as far as there is room.
    static func messages(_ request: ImageRequest, history: WireProfile.History) -> [Conversation.Message] {
        let newest = NewestTurn(request.conversation)
        let most = max(1, request.model.maxReferences)
        guard history != .newest else {
            let pictures = newest.pictures.prefix(most).map { Conversation.Part.image($0, signature: nil) }
            return [.init(role: .user, parts: [.text(newest.prompt, signature: nil)] + pictures)]
        }
        var room = mostPictures
        var count = most
        var messages: [Conversation.Message] = []
        for message in request.conversation.messages.reversed() {
            var message = message
            let isLast = messages.isEmpty
            message.parts = message.parts.reversed().filter { part in
                guard case .image(let file, _) = part else { return true }
                room -= (file.bytes + 2) / 3 * 4
                count -= 1
                return isLast || (room >= 0 && count >= 0)
            }.reversed()
            messages.append(message)
        }
        return messages.reversed()
    }
}

extension SegmentWriter {
    /// Members that a data file adds, in an order of their own so that equal requests are equal.
    mutating func extra(_ extra: [String: WireValue]) {
        for (name, value) in extra.sorted(by: { $0.key < $1.key }) {
            raw(",\(Self.quoted(name)):\(value.json)")
        }
    }

    mutating func dataAddress(of file: ImageFile) {
        raw("data:\(file.mime);base64,")
        segments.append(.base64(path: file.path, bytes: file.bytes))
    }

    fileprivate mutating func user(_ message: Conversation.Message, suffix: String) {
        raw("{\"role\":\"user\",\"content\":")
        let text = message.texts.joined(separator: "\n\n") + suffix
        guard !message.pictures.isEmpty else {
            quoted(text)
            return raw("}")
        }
        raw("[{\"type\":\"text\",\"text\":")
        quoted(text)
        raw("}")
        for file in message.pictures {
            raw(",")
            imageURL(file)
        }
        raw("]}")
    }

    private mutating func imageURL(_ file: ImageFile) {
        raw("{\"type\":\"image_url\",\"image_url\":{\"url\":\"")
        dataAddress(of: file)
        raw("\"}}")
    }

    fileprivate mutating func assistant(
        _ message: Conversation.Message, history: WireProfile.History, provider: String
    ) {
        raw("{\"role\":\"assistant\",\"content\":\"")
        let text = message.texts.joined(separator: "\n\n")
        raw(String(Self.quoted(text).dropFirst().dropLast()))
        if history == .turns {
            for (index, file) in message.pictures.enumerated() {
                raw(index == 0 && text.isEmpty ? "![image](" : "\\n![image](")
                dataAddress(of: file)
                raw(")")
            }
            return raw("\"}")
        }
        raw("\"")
        if !message.pictures.isEmpty {
            raw(",\"images\":[")
            for (index, file) in message.pictures.enumerated() {
                if index > 0 { raw(",") }
                imageURL(file)
            }
            raw("]")
        }
        if message.origin?.provider == provider, let blob = message.reasoning {
            raw(",\"reasoning_details\":")
            segments.append(.file(path: blob.path, bytes: blob.bytes))
        }
        raw("}")
    }
}

extension Conversation.Message {
    /// The encrypted thoughts that came in this dialect: an array, where Google's signatures are base64.
    fileprivate var reasoning: BlobFile? {
        for case .text(_, let blob?) in parts where blob.begins(with: UInt8(ascii: "[")) { return blob }
        return nil
    }
}

extension BlobFile {
    fileprivate func begins(with byte: UInt8) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var first: UInt8 = 0
        return read(descriptor, &first, 1) == 1 && first == byte
    }
}

extension WireValue {
    var json: String {
        switch self {
        case .string(let text): SegmentWriter.quoted(text)
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .boolean(let flag): flag ? "true" : "false"
        }
    }
}
