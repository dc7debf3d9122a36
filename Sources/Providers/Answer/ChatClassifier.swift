import StudioCore

/// Why a chat or an images answer holds no picture though the server said 200. Pure: recorded answers are its tests.
///
/// Gateways map Google's reasons to `stop` and `content_filter`, so the words come first (BerriAI/litellm#20357,
/// QuantumNous/new-api `to_oai_chat_resp.go`, the refusal sentences of the ChatGPT-backed models).
enum ChatClassifier {
    static func failure(of answer: WireAnswer, status: Int) -> TurnFailure {
        let words = (answer.finishMessage ?? answer.text).trimmed
        let text = (words + "\n" + String(answer.thought.suffix(2000))).lowercased()
        func has(_ phrases: String...) -> Bool { phrases.contains { text.contains($0) } }
        func failure(
            _ kind: FailureKind, _ message: String, _ advice: String, billed: Billed = .unknown
        ) -> TurnFailure {
            let code = answer.finishReason == "STOP" ? nil : answer.finishReason
            return TurnFailure(
                kind, message: Shown.text(message), advice: advice, providerCode: code, httpStatus: status,
                billed: (answer.usage?.imageTokens ?? 0) > 0 ? .yes : billed)
        }
        if let id = answer.taskID, words.isEmpty {
            return failure(
                .malformedResponse,
                "The server has begun a task (\(Shown.word(id))) instead of answering, and does not say where to ask for it.",
                "Ask the provider for the picture of this task: it is probably billed. Its other routes may answer at once.",
                billed: .yes)
        }
        if has("enable streaming") {
            return failure(
                .unsupportedSetting, words, "Set stream = true for this model in catalogue.toml, under [model.wire].",
                billed: .no)
        }
        if has("no available models for image generation") {
            return failure(
                .modelUnavailable, words, "The gateway has nobody to draw just now: pick another model or retry later.",
                billed: .no)
        }
        if let reason = answer.finishReason, let known = GeminiFinish.meaning(of: reason), known.isExact {
            return failure(
                known.kind, words.isEmpty ? "\(known.sentence) (\(reason))." : words, known.advice,
                billed: known.billed)
        }
        if answer.finishReason == "CONTENT_FILTER" || ErrorClassifier.isRefusal(text) || isPolicy(text) {
            return failure(
                .contentRejected, words.isEmpty ? "The content filter declined the request." : words,
                "Rephrase the prompt without violence, sexual content, real people or protected works; check the reference pictures too."
            )
        }
        if answer.finishReason == "ERROR" {
            return failure(
                .server, words.isEmpty ? "The provider broke off with an error." : words, "Retry in a while.")
        }
        if has("no images were produced") {
            return failure(.noImage, words, "Retry with another seed or size.")
        }
        guard words.isEmpty else {
            return failure(
                .textInsteadOfImage, words,
                "Read the model's words, then rephrase; “draw …” at the start makes plain that a picture is wanted. If it never draws, this gateway may drop pictures: try the provider's other dialects (easel doctor --probe)."
            )
        }
        return failure(
            .noImage, "The model says it is done, but there is no picture in its answer, and no word why.",
            "Retry once. If it stays: many gateways drop pictures on this route; try the provider's other dialects (easel doctor --probe)."
        )
    }

    private static func isPolicy(_ text: String) -> Bool {
        [
            "violate our content policies", "may violate our", "guardrails around", "similarity to third-party content",
            "content policy violation", "违反", "内容政策", "审核未通过", "敏感",
        ].contains { text.contains($0) }
    }
}

extension String {
    /// Without white space at either end.
    var trimmed: String {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
