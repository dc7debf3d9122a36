import StudioCore

/// What Google's answer comes to: a fold of its documents (one, or one an event).
struct GeminiAnswer: Hashable {
    enum Part: Hashable {
        case text(String, signature: StagedFile?)
        case image(StagedFile, signature: StagedFile?)
    }

    /// Without thoughts, in the order of the wire.
    var parts: [Part] = []
    var thought = ""
    var thoughtImages: [StagedFile] = []
    var finishReason: String?
    var finishMessage: String?
    var blockReason: String?
    var blockMessage: String?
    var modelVersion: String?
    var responseID: String?
    var usage: Usage?
    /// As the wire has it: 0 and absent both mean that nothing came of it.
    var candidatesTokens: Int?
    /// The error envelope, when one came, be it alone or in the middle of a stream.
    var error: JSONValue?
    var hasCandidates = false

    var images: [StagedFile] {
        parts.compactMap { if case .image(let file, _) = $0 { file } else { nil } }
    }

    var text: String {
        parts.compactMap { if case .text(let text, _) = $0 { text } else { nil } }.joined()
    }

    /// Takes one document in. Returns the new pieces of thought and text, for the screen.
    mutating func add(_ document: JSONValue) -> (thought: String, text: String) {
        if let error = document["error"] { self.error = error }
        if let feedback = document["promptFeedback", "prompt_feedback"] {
            blockReason = feedback["blockReason", "block_reason"]?.string ?? blockReason
            blockMessage = feedback["blockReasonMessage", "block_reason_message"]?.string ?? blockMessage
        }
        modelVersion = document["modelVersion", "model_version"]?.string ?? modelVersion
        responseID = document["responseId", "response_id"]?.string ?? responseID
        var new = (thought: "", text: "")
        if let candidate = document["candidates"]?.array.first {
            hasCandidates = true
            finishReason = candidate["finishReason", "finish_reason"]?.string ?? finishReason
            finishMessage = candidate["finishMessage", "finish_message"]?.string ?? finishMessage
            for part in candidate["content"]?["parts"]?.array ?? [] { add(part, &new) }
            let queries = candidate["groundingMetadata", "grounding_metadata"]?["webSearchQueries"]?.array ?? []
            searches = max(searches, queries.count { !($0.string ?? "").isEmpty })
        }
        if let metadata = document["usageMetadata", "usage_metadata"] { count(metadata) }
        return new
    }

    private var searches = 0

    private mutating func add(_ part: JSONValue, _ new: inout (thought: String, text: String)) {
        let signature = part["thoughtSignature", "thought_signature"]?.staged
        let isThought = part["thought"]?.bool ?? false
        if let image = part["inlineData", "inline_data"]?["data"]?.staged {
            if isThought { thoughtImages.append(image) } else { parts.append(.image(image, signature: signature)) }
        } else if let text = part["text"]?.string {
            if isThought {
                thought += text
                new.thought += text
            } else if signature == nil, case .text(let before, nil)? = parts.last {
                // Pieces of one text in several events.
                parts[parts.count - 1] = .text(before + text, signature: nil)
                new.text += text
            } else {
                parts.append(.text(text, signature: signature))
                new.text += text
            }
        }
    }

    private mutating func count(_ metadata: JSONValue) {
        func number(_ name: String) -> Int? { metadata[name]?.int }
        candidatesTokens = number("candidatesTokenCount")
        let details = metadata["candidatesTokensDetails"]?.array ?? []
        let image = details.filter { $0["modality"]?.string == "IMAGE" }.reduce(0) { $0 + ($1["tokenCount"]?.int ?? 0) }
        let candidates = candidatesTokens ?? 0
        usage = Usage(
            promptTokens: (number("promptTokenCount") ?? 0) + (number("toolUsePromptTokenCount") ?? 0),
            imageTokens: image, textTokens: max(0, candidates - image), thoughtTokens: number("thoughtsTokenCount") ?? 0,
            totalTokens: number("totalTokenCount") ?? 0, searchQueries: searches)
    }

    /// The answer as the engine wants it. The last picture is the result; pictures before it are drafts; when all are
    /// within the thoughts, the last of those is the result.
    func response(attempts: Int, notes: [String]) -> ImageResponse {
        let lastImage = parts.lastIndex { if case .image(let file, _) = $0 { file.isWhole } else { false } }
        var out: [ImageResponse.Part] = []
        for (index, part) in parts.enumerated() {
            switch part {
            case .text(let text, let signature): out.append(.text(text, signature: signature?.blob))
            case .image(let file, let signature) where file.bytes > 0:
                out.append(.image(file.image(index == lastImage ? .final : .draft), signature: signature?.blob))
            case .image: break
            }
        }
        var thoughts = thoughtImages.filter { $0.bytes > 0 }
        if lastImage == nil, let last = thoughts.lastIndex(where: \.isWhole) {
            out.append(.image(thoughts.remove(at: last).image(.final), signature: nil))
        }
        return ImageResponse(
            parts: out, thought: thought, thoughtImages: thoughts.map { $0.image(.draft) }, usage: usage,
            finishReason: finishReason, modelVersion: modelVersion, attempts: attempts, notes: notes)
    }

    var hasPicture: Bool { images.contains(where: \.isWhole) || thoughtImages.contains(where: \.isWhole) }
}

extension StagedFile {
    /// As a received picture; its MIME type is settled by the bytes when it is stored.
    func image(_ role: ImageRole) -> ReceivedImage {
        ReceivedImage(
            file: ImageFile(path: path, mime: "application/octet-stream", bytes: bytes, sha256: sha256), role: role)
    }

    var blob: BlobFile { BlobFile(path: path, bytes: bytes, sha256: sha256) }
}
