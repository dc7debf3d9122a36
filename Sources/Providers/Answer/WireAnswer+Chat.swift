import StudioCore

/// Chat completions, whole or in pieces: pictures within the words, beside them in `images[]`, or as the words' array
/// (OpenRouter, LiteLLM, new-api, vLLM-Omni, MuleRun, AIHubMix; sora2api for progress in the thoughts).
extension WireAnswer {
    private static let mostChoices = 8

    mutating func add(choices document: JSONValue) -> [News] {
        var news: [News] = []
        if document["choices"] != nil { isChat = true }
        for choice in (document["choices"]?.array ?? []).prefix(Self.mostChoices) {
            hasCandidates = true
            if let message = choice["message", "delta"] { news += add(message: message) }
            if case .string(let text)? = choice["text"] { news += add(words: .string(text), isThought: false) }
            // The gateway's word is “stop” even for a block: the model's own says more.
            // LiteLLM has it among what only one provider has.
            let native = choice["native_finish_reason"] ?? choice["provider_specific_fields"]?["native_finish_reason"]
            let reason = native?.word ?? choice["finish_reason"]?.word
            if let reason, !reason.isEmpty { finishReason = Self.finish(reason) }
            if let error = choice["error"] { self.error = error }
        }
        return news
    }

    private mutating func add(message: JSONValue) -> [News] {
        var news: [News] = []
        if let thought = message["reasoning_content"] ?? message["reasoning"] {
            news += add(words: thought, isThought: true)
        }
        if let content = message["content"] { news += add(words: content, isThought: false) }
        for part in message["multi_mod_content"]?.array ?? [] {
            shapes.insert(.contentArray)
            news += add(typed: part)
        }
        for image in message["images"]?.array ?? [] {
            shapes.insert(.images)
            news += add(typed: image)
        }
        if let refusal = message["refusal"]?.string { finishMessage = refusal }
        add(details: message["reasoning_details"])
        return news
    }

    /// Words that may have pictures in them, be it as text or as an array of parts.
    mutating func add(words: JSONValue, isThought: Bool) -> [News] {
        switch words {
        case .string(let text): return [isThought ? add(thought: text) : add(text: text)].compactMap { $0 }
        case .staged(let file):
            if file.bytes > 0 { shapes.insert(.markdown) }
            return [add(image: file, isDraft: isThought)].compactMap { $0 }
        case .array(let parts):
            return parts.flatMap { part in
                guard case .object = part else { return add(words: part, isThought: isThought) }
                if part["type"]?.string?.contains("image") == true { shapes.insert(.contentArray) }
                return add(typed: part, isThought: isThought)
            }
        default: return []
        }
    }

    /// A part that says what it is, or is known by what it holds.
    private mutating func add(typed part: JSONValue, isThought: Bool = false) -> [News] {
        var news: [News] = []
        if let text = part["text"]?.string {
            news += [isThought ? add(thought: text) : add(text: text)].compactMap { $0 }
        }
        let inline = part["inlineData", "inline_data"]?["data"]
        let address = part["image_url", "imageUrl"]
        switch inline ?? address?["url"] ?? address ?? part["url", "b64_json", "image"] ?? part {
        case .staged(let file): news += [add(image: file, isDraft: isThought)].compactMap { $0 }
        case .string(let link): add(link: link)
        default: break
        }
        return news
    }

    /// Words for how it ended, as Google writes them: `stop`, `image_safety`, `content_filter`.
    static func finish(_ reason: String) -> String {
        let word = reason.uppercased()
        return word == "LENGTH" ? "MAX_TOKENS" : word
    }

    /// Encrypted thoughts that the next request must send back as they came; in streams they arrive in pieces.
    private mutating func add(details: JSONValue?) {
        for detail in (details?.array ?? []).prefix(Self.mostSources) {
            guard reasoningDetails.count < Self.mostSources else { return }
            // Said again at the end of a stream: sent back twice it would be refused.
            if let id = detail["id"]?.string, detail["type"]?.string == "reasoning.encrypted",
                reasoningDetails.contains(where: { $0["id"]?.string == id && $0["type"] == detail["type"] })
            {
                continue
            }
            let place = detail["index"]?.int
            let isContinued =
                place != nil && reasoningDetails.last?["index"]?.int == place
                && reasoningDetails.last?["type"] == detail["type"] && detail["type"]?.string != "reasoning.encrypted"
            guard isContinued, let last = reasoningDetails.popLast() else {
                reasoningDetails.append(detail)
                continue
            }
            reasoningDetails.append(last.joined(with: detail))
        }
    }
}

extension JSONValue {
    /// Two pieces of one object: texts are put together, what only one has is taken over.
    fileprivate func joined(with piece: JSONValue) -> JSONValue {
        guard case .object(var members) = self, case .object(let more) = piece else { return self }
        for member in more where member.value != .null {
            guard let index = members.firstIndex(where: { $0.key == member.key }) else {
                members.append(member)
                continue
            }
            let isText = member.key == "text" || member.key == "summary"
            if isText, case .string(let a) = members[index].value, case .string(let b) = member.value {
                members[index].value = .string(a + b)
            } else {
                members[index].value = member.value
            }
        }
        return .object(members)
    }
}
