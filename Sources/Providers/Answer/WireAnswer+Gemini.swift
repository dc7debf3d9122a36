import StudioCore

/// Google's native form: candidates with parts, and its own words for how it ended.
extension WireAnswer {
    /// Takes in one part, as soon as it has closed.
    mutating func add(part: JSONValue) -> News? {
        hasCandidates = true
        let isThought = part["thought"]?.bool ?? false
        // A signature that broke off would be refused when it is sent back; none at all can be worked around.
        let signature = part["thoughtSignature", "thought_signature"]?.staged.flatMap { $0.isWhole ? $0 : nil }
        if let image = part["inlineData", "inline_data"]?["data"]?.staged {
            return add(image: image, isDraft: isThought, signature: signature)
        }
        if let address = part["fileData", "file_data"]?["fileUri", "file_uri"]?.string, !isThought {
            add(link: address, signature: signature)
            return nil
        }
        guard let said = part["text"]?.string else { return nil }
        return isThought ? add(thought: said) : add(text: said, signature: signature)
    }

    /// All of a document but its parts.
    mutating func add(gemini document: JSONValue) {
        if let feedback = document["promptFeedback", "prompt_feedback"] {
            blockReason = feedback["blockReason", "block_reason"]?.word ?? blockReason
            blockMessage = feedback["blockReasonMessage", "block_reason_message"]?.string ?? blockMessage
        }
        if let candidate = document["candidates"]?.array.first {
            hasCandidates = true
            shapes.insert(.gemini)
            finishReason = candidate["finishReason", "finish_reason"]?.word ?? finishReason
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
        for chunk in (grounding["groundingChunks"]?.array ?? []).prefix(Self.mostSources) {
            guard sources.count < Self.mostSources else { break }
            let page = chunk["web", "image"]
            guard let address = page?["uri", "sourceUri"]?.string else { continue }
            let source = Shown.word([page?["title"]?.string, address].compactMap { $0 }.joined(separator: " "))
            if !sources.contains(source) { sources.append(source) }
        }
    }

    private mutating func count(_ metadata: JSONValue) {
        func number(_ camel: String, _ snake: String) -> Int? { metadata[camel, snake]?.count }
        candidatesTokens = number("candidatesTokenCount", "candidates_token_count")
        let details = metadata["candidatesTokensDetails", "candidates_tokens_details"]?.array ?? []
        let image = details.prefix(64).filter { $0["modality"]?.string == "IMAGE" }
            .reduce(0) { $0 + ($1["tokenCount", "token_count"]?.count ?? 0) }
        let prompt = metadata["promptTokensDetails", "prompt_tokens_details"]?.array ?? []
        let pictures = prompt.prefix(64).filter { $0["modality"]?.string == "IMAGE" }
            .reduce(0) { $0 + ($1["tokenCount", "token_count"]?.count ?? 0) }
        usage = Usage(
            promptTokens: (number("promptTokenCount", "prompt_token_count") ?? 0)
                + (number("toolUsePromptTokenCount", "tool_use_prompt_token_count") ?? 0),
            imageTokens: image, textTokens: max(0, (candidatesTokens ?? 0) - image),
            thoughtTokens: number("thoughtsTokenCount", "thoughts_token_count") ?? 0,
            totalTokens: number("totalTokenCount", "total_token_count") ?? 0, searchQueries: searches,
            inputImageTokens: pictures)
    }
}
