import StudioCore

/// Why there is no picture, from all that Google says: in the order of its own guide, candidatesTokenCount first, then
/// finishReason, then the words. Pure: recorded answers are its tests.
enum GeminiClassifier {
    /// The failure of an answer without a whole picture that came with HTTP 200.
    static func failure(of answer: GeminiAnswer, status: Int) -> TurnFailure {
        func rejected(_ kind: FailureKind, _ message: String, _ advice: String, _ code: String?, billed: Billed) -> TurnFailure {
            TurnFailure(kind, message: message, advice: advice, providerCode: code, httpStatus: status, billed: billed)
        }
        if let reason = answer.blockReason {
            return rejected(
                .contentRejected, answer.blockMessage ?? "The prompt was blocked before anything was drawn (\(reason)).",
                "Rephrase the prompt; leave out violence, sexual content, real people and sensitive topics. Check reference pictures too.",
                reason, billed: .no)
        }
        let words = answer.text
        if let reason = answer.finishReason, reason != "STOP" { return finished(reason, answer, status) }
        if !words.isEmpty {
            return rejected(
                .textInsteadOfImage, words,
                "Read the model's words above and rephrase; “draw …” at the start makes it plain that a picture is wanted.",
                answer.finishReason, billed: .yes)
        }
        if answer.candidatesTokens ?? 0 == 0 {
            return rejected(
                .contentRejected, "The request was rejected in review: the model produced nothing at all.",
                "Check the prompt and the reference pictures for sensitive content, then try again.", "candidatesTokenCount=0",
                billed: .unknown)
        }
        return rejected(
            .noImage, "The model says it is done, but there is no picture in its answer.",
            "Try again; the tokens it counted may have been billed.", answer.finishReason, billed: .unknown)
    }

    private static func finished(_ reason: String, _ answer: GeminiAnswer, _ status: Int) -> TurnFailure {
        let own = answer.finishMessage ?? (answer.text.isEmpty ? nil : answer.text)
        let isFree = own?.contains("not be charged") ?? false
        func failure(_ kind: FailureKind, _ message: String, _ advice: String, _ billed: Billed = .unknown) -> TurnFailure {
            TurnFailure(
                kind, message: own ?? message, advice: advice, providerCode: reason, httpStatus: status,
                billed: isFree ? .no : billed)
        }
        switch reason {
        case "SAFETY", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR":
            return failure(
                .contentRejected, "The model stopped for its safety rules (\(reason)).",
                "Use healthy, positive descriptions, avoid sensitive topics, and try again.")
        case "IMAGE_SAFETY":
            return failure(
                .contentRejected, "The picture was drawn and then filtered out.",
                "This filter is often wrong: retry once, then rephrase what it may have minded.", .no)
        case "IMAGE_PROHIBITED_CONTENT":
            return failure(
                .contentRejected, "The picture was filtered out by policy.",
                "Watermark removal, face swaps and the like are not done; ask for something else.", .no)
        case "RECITATION", "IMAGE_RECITATION":
            return failure(
                .recitation, "The picture would have been too close to an existing work.",
                "Describe it in your own words; do not name works, brands or artists.", .no)
        case "MAX_TOKENS":
            return failure(
                .maxTokens, "The answer hit its length limit before the picture.",
                "Shorten the prompt, send fewer references, or lower the thinking level.", .yes)
        case "NO_IMAGE", "IMAGE_OTHER":
            return failure(
                .noImage, "The model could not make a picture of this prompt.",
                "Begin with “draw …” and describe what is to be seen; products and events of the future are not known to it.", .no)
        case "LANGUAGE":
            return failure(.contentRejected, "The model does not take this language.", "Write the prompt in English.")
        case "MISSING_THOUGHT_SIGNATURE":
            return failure(
                .invalidRequest, "The model misses a thought signature in the conversation.",
                "Start over from the picture: it is sent as a reference then.")
        case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MALFORMED_RESPONSE":
            return failure(.server, "The model stumbled over itself (\(reason)).", "Retry; nothing is wrong with the prompt.")
        case "ESCALATION", "PUP_LIMITED_DISABLED":
            return failure(.permission, "Google has limited this account (\(reason)).", "Look at the account in AI Studio.")
        default:
            return failure(
                .noImage, "The model stopped without a picture (\(reason)).", "Retry; if it stays, rephrase the prompt.")
        }
    }
}
