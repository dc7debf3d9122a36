import StudioCore

/// What Google's finish reasons mean to someone who wanted a picture (`types.FinishReason` of google-genai 3.4.0).
struct GeminiFinish: Hashable {
    var kind: FailureKind
    var sentence: String
    var advice: String
    /// It says why by itself, whatever the counts say.
    var isExact = true
    /// Google does not charge for it.
    var isFree = false
    var billed = Billed.unknown

    /// nil for `STOP` and for what is not known.
    static func meaning(of reason: String) -> GeminiFinish? {
        switch reason {
        case "SAFETY", "BLOCKLIST", "MODEL_ARMOR", "JAILBREAK":
            GeminiFinish(
                kind: .contentRejected, sentence: "A safety filter stopped the answer",
                advice: "Use positive descriptions, avoid violent, sexual and sensitive topics, then try again.")
        case "PROHIBITED_CONTENT", "IMAGE_PROHIBITED_CONTENT":
            GeminiFinish(
                kind: .contentRejected, sentence: "The request goes against the content policy",
                advice:
                    "Ask for something else: watermark removal, face swaps and content of that kind are never done.",
                isFree: true)
        case "SPII":
            GeminiFinish(
                kind: .contentRejected, sentence: "The answer would have held personal data",
                advice: "Leave names, numbers and addresses of real people out of the prompt.")
        case "IMAGE_SAFETY":
            GeminiFinish(
                kind: .contentRejected, sentence: "The picture was drawn and then filtered out as unsafe",
                advice: "This filter is often wrong: retry once, then rephrase what it may have minded.", isFree: true)
        case "RECITATION", "IMAGE_RECITATION":
            GeminiFinish(
                kind: .recitation, sentence: "The answer would have been too close to an existing work",
                advice: "Describe it in your own words, without names of works, brands or artists.", isFree: true)
        case "MAX_TOKENS":
            GeminiFinish(
                kind: .maxTokens, sentence: "The answer reached its length limit before the picture",
                advice: "Shorten the prompt, send fewer references, or lower the thinking level or the size.",
                billed: .yes)
        case "NO_IMAGE", "IMAGE_OTHER":
            GeminiFinish(
                kind: .noImage, sentence: "The model could not make a picture of this prompt",
                advice: "Begin with “draw …” and describe what is to be seen, then try again.", isFree: true)
        case "LANGUAGE":
            GeminiFinish(
                kind: .contentRejected, sentence: "The model does not take this language",
                advice: "Write the prompt in English or another large language.")
        case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MALFORMED_RESPONSE":
            GeminiFinish(
                kind: .server, sentence: "The model stumbled over its own answer",
                advice: "Retry; nothing is wrong with the prompt.")
        case "MISSING_THOUGHT_SIGNATURE":
            GeminiFinish(
                kind: .invalidRequest, sentence: "The model misses a thought signature in the conversation",
                advice: "Start over from the picture: as a reference it needs no signature.")
        case "CONTINUATION":
            GeminiFinish(
                kind: .truncated, sentence: "The model wants to go on in another answer",
                advice: "Retry with a shorter prompt or a smaller size.")
        case "ESCALATION", "PUP_LIMITED_DISABLED":
            GeminiFinish(
                kind: .permission, sentence: "Google has limited this account",
                advice: "Look at the account's status in Google AI Studio.")
        case "OTHER", "FINISH_REASON_UNSPECIFIED":
            GeminiFinish(
                kind: .noImage, sentence: "The model stopped without a picture and without a reason",
                advice: "Retry once or twice; if it stays, rephrase the prompt.", isExact: false)
        default: nil
        }
    }
}
