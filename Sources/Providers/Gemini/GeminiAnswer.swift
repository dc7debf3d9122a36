import StudioCore

/// What Google's answer comes to: a fold of its parts and documents (one document, or one an event).
struct GeminiAnswer: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case text(String, signature: StagedFile?)
        case image(StagedFile, signature: StagedFile?)
    }

    /// What a part adds that a person can see at once.
    enum News: Hashable {
        case thought(String)
        case text(String)
        case image(StagedFile, isThought: Bool)
    }

    /// More is of no use to anyone.
    static let mostParts = 4096
    static let mostText = 1 << 20

    /// Without thoughts, in the order of the wire.
    private(set) var parts: [Part] = []
    private(set) var thought = ""
    private(set) var thoughtImages: [StagedFile] = []
    private(set) var finishReason: String?
    private(set) var finishMessage: String?
    private(set) var blockReason: String?
    private(set) var blockMessage: String?
    private(set) var modelVersion: String?
    private(set) var responseID: String?
    /// nil: the provider counted nothing.
    private(set) var usage: Usage?
    /// As the wire has it: 0 and absent are not the same, though both mean that nothing came of it.
    private(set) var candidatesTokens: Int?
    /// Pages the answer is grounded on: title and address, in order, each once.
    private(set) var sources: [String] = []
    /// The error envelope, when one came, be it alone or in the middle of a stream.
    private(set) var error: JSONValue?
    private(set) var hasCandidates = false
    private var searches = 0

    var images: [StagedFile] { parts.compactMap { if case .image(let file, _) = $0 { file } else { nil } } }
    var text: String { parts.compactMap { if case .text(let text, _) = $0 { text } else { nil } }.joined() }

    /// The last word has been said (though another event may still repeat the counts).
    var isFinished: Bool { finishReason != nil || blockReason != nil || error != nil }

    /// Takes in one part, as soon as it has closed.
    mutating func add(part: JSONValue) -> News? {
        hasCandidates = true
        guard parts.count + thoughtImages.count < Self.mostParts else { return nil }
        let isThought = part["thought"]?.bool ?? false
        // A signature that broke off would be refused when it is sent back; none at all can be worked around.
        let signature = part["thoughtSignature", "thought_signature"]?.staged.flatMap { $0.isWhole ? $0 : nil }
        if let image = part["inlineData", "inline_data"]?["data"]?.staged {
            if isThought { thoughtImages.append(image) } else { parts.append(.image(image, signature: signature)) }
            return image.isWhole ? .image(image, isThought: isThought) : nil
        }
        guard let text = part["text"]?.string else { return nil }
        if isThought {
            guard thought.utf8.count < Self.mostText else { return nil }
            thought += text
            return text.isEmpty ? nil : .thought(text)
        }
        if signature == nil, case .text(var whole, nil)? = parts.last {
            // Pieces of one text in several events; a signed piece stays a part of its own.
            guard whole.utf8.count < Self.mostText else { return nil }
            // Out of the array first: a text that is held twice would be copied whole for every piece.
            parts.removeLast()
            whole += text
            parts.append(.text(whole, signature: nil))
        } else if signature != nil || !text.isEmpty {
            parts.append(.text(text, signature: signature))
        }
        return text.isEmpty ? nil : .text(text)
    }

    /// Takes in a document, but for its parts.
    mutating func add(document: JSONValue) {
        if let inner = document["response"], inner["candidates"] != nil { return add(document: inner) }
        if let error = document["error"] ?? document.array.first?["error"] { self.error = error }
        if let feedback = document["promptFeedback", "prompt_feedback"] {
            blockReason = feedback["blockReason", "block_reason"]?.string ?? blockReason
            blockMessage = feedback["blockReasonMessage", "block_reason_message"]?.string ?? blockMessage
        }
        modelVersion = document["modelVersion", "model_version"]?.string ?? modelVersion
        responseID = document["responseId", "response_id"]?.string ?? responseID
        if let candidate = document["candidates"]?.array.first {
            hasCandidates = true
            finishReason = candidate["finishReason", "finish_reason"]?.string ?? finishReason
            finishMessage = candidate["finishMessage", "finish_message"]?.string ?? finishMessage
            if let grounding = candidate["groundingMetadata", "grounding_metadata"] { ground(grounding) }
        }
        if let metadata = document["usageMetadata", "usage_metadata"] { count(metadata) }
    }

    private mutating func ground(_ grounding: JSONValue) {
        let queries = (grounding["webSearchQueries"]?.array ?? []) + (grounding["imageSearchQueries"]?.array ?? [])
        // A real answer had an empty query among them.
        searches = max(searches, queries.count { !($0.string ?? "").isEmpty })
        usage?.searchQueries = searches
        for chunk in (grounding["groundingChunks"]?.array ?? []).prefix(64) {
            let page = chunk["web", "image"]
            guard let address = page?["uri", "sourceUri"]?.string else { continue }
            let source = [page?["title"]?.string, address].compactMap { $0 }.joined(separator: " ")
            if !sources.contains(source) { sources.append(source) }
        }
    }

    private mutating func count(_ metadata: JSONValue) {
        func number(_ camel: String, _ snake: String) -> Int? { metadata[camel, snake]?.int }
        candidatesTokens = number("candidatesTokenCount", "candidates_token_count")
        let details = metadata["candidatesTokensDetails", "candidates_tokens_details"]?.array ?? []
        let image = details.filter { $0["modality"]?.string == "IMAGE" }
            .reduce(0) { $0 + ($1["tokenCount", "token_count"]?.int ?? 0) }
        usage = Usage(
            promptTokens: (number("promptTokenCount", "prompt_token_count") ?? 0)
                + (number("toolUsePromptTokenCount", "tool_use_prompt_token_count") ?? 0),
            imageTokens: image, textTokens: max(0, (candidatesTokens ?? 0) - image),
            thoughtTokens: number("thoughtsTokenCount", "thoughts_token_count") ?? 0,
            totalTokens: number("totalTokenCount", "total_token_count") ?? 0, searchQueries: searches)
    }
}
