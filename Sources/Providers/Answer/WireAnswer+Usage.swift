import StudioCore

/// What was counted, in OpenAI's words, as gateways repeat them; and complaints in all the shapes servers have for them.
extension WireAnswer {
    /// `usage` of chat (`prompt_tokens` …) and of images (`input_tokens` …), with OpenRouter's `cost` in USD.
    mutating func count(openAI counted: JSONValue) {
        func number(_ names: String...) -> Int? { names.lazy.compactMap { counted[$0]?.count }.first }
        let output = counted["completion_tokens_details"] ?? counted["output_tokens_details"]
        let input = counted["prompt_tokens_details"] ?? counted["input_tokens_details"]
        let total = number("completion_tokens", "output_tokens") ?? 0
        let thoughts = output?["reasoning_tokens"]?.count ?? 0
        // The images route counts nothing but the picture where it does not say what it counts.
        let isImages = counted["output_tokens"] != nil && output == nil
        let image = output?["image_tokens"]?.count ?? (isImages ? total : 0)
        let charged: Double? =
            if case .number(let cost)? = counted["cost"], (0...1_000_000).contains(cost) { cost } else { nil }
        let prompt = number("prompt_tokens", "input_tokens") ?? 0
        guard prompt + total > 0 || charged != nil else { return }
        candidatesTokens = total
        usage = Usage(
            promptTokens: prompt, imageTokens: image, textTokens: max(0, total - image - thoughts),
            thoughtTokens: thoughts, totalTokens: number("total_tokens") ?? prompt + total, searchQueries: searches,
            inputImageTokens: input?["image_tokens"]?.count ?? 0, chargedUSD: charged)
    }

    /// What a gateway says in a header that it put on the bill (LiteLLM, where it knows a price and does not stream): its 0
    /// means that it does not know. The body's own word comes first.
    mutating func count(headers: [(String, String)]) {
        guard usage?.chargedUSD == nil,
            let text = headers.first(where: { $0.0.lowercased() == "x-litellm-response-cost" })?.1,
            let cost = Double(text), cost > 0, cost <= 1_000_000
        else { return }
        var counted = usage ?? Usage()
        counted.chargedUSD = cost
        usage = counted
    }

    /// An envelope, a FastAPI `detail`, a bare `message` or `code` without anything that was asked for.
    mutating func note(error document: JSONValue) {
        if let error = document["error"] ?? document.array.first?["error"] {
            self.error = error
            return
        }
        let isAnswer = ["data", "choices", "candidates", "output", "images", "type", "result", "promptFeedback", "id"]
            .contains { document[$0] != nil }
        guard !isAnswer else { return }
        if let detail = document["detail"] {
            error = detail["error"] ?? Self.validation(detail) ?? detail
        } else if document["success"]?.bool == false || document["code"] != nil, document["message", "msg"] != nil {
            error = document
        }
    }

    /// FastAPI's list of what is wrong with which field, as one sentence.
    private static func validation(_ detail: JSONValue) -> JSONValue? {
        let complaints = detail.array.prefix(8).compactMap { complaint -> String? in
            guard let message = complaint["msg"]?.string else { return nil }
            let place = (complaint["loc"]?.array ?? []).compactMap { $0.string ?? $0.int.map(String.init) }
            return place.isEmpty ? message : "\(place.joined(separator: ".")): \(message)"
        }
        guard !complaints.isEmpty else { return nil }
        return .object([
            .init(key: "message", value: .string(complaints.joined(separator: "; "))),
            .init(key: "type", value: .string("validation_error")),
        ])
    }
}
