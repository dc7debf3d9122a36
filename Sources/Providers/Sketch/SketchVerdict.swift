import StudioCore

/// The failures a learner can ask for: the painter declines what the real models decline, and plays every other trouble on
/// a word in brackets.
enum SketchVerdict {
    static func failure(for prompt: String) -> TurnFailure? {
        let text = prompt.lowercased()
        func rejected(_ kind: FailureKind, _ code: String, _ message: String, _ advice: String) -> TurnFailure {
            TurnFailure(kind, message: message, advice: advice, providerCode: code, billed: .no)
        }
        if text.contains("watermark"), text.contains("remove") || text.contains("erase") || text.contains("without") {
            return rejected(
                .contentRejected, "PROHIBITED_CONTENT", "Removing watermarks is not something I do.",
                "Ask for a picture of your own instead.")
        }
        if text.contains("face swap") || text.contains("swap the face") || text.contains("faceswap") {
            return rejected(
                .contentRejected, "PROHIBITED_CONTENT", "I do not put one person's face on another.",
                "Describe a figure instead of a real person.")
        }
        if text.contains("forbidden") {
            return rejected(
                .contentRejected, "IMAGE_SAFETY", "The picture was filtered out because the prompt says “forbidden”.",
                "Rephrase the prompt, then retry.")
        }
        for (word, kind, message, advice) in table where text.contains("[\(word)]") {
            return rejected(kind, word.uppercased(), message, advice)
        }
        return nil
    }

    private static let table: [(String, FailureKind, String, String)] = [
        (
            "only text", .textInsteadOfImage, "I would rather tell you about it: it is a fine idea for a picture.",
            "Begin with “draw”, and leave the bracket out."
        ),
        ("recite", .recitation, "That would be too close to a picture that exists.", "Describe it in your own words."),
        ("no image", .noImage, "The painter finished without a picture.", "Retry without the bracket."),
        ("max tokens", .maxTokens, "The answer was too long for a picture to fit.", "Shorten the prompt."),
        ("overloaded", .overloaded, "The painter is very busy.", "Retry in a minute."),
        ("quota", .quota, "The day's paint is used up.", "Retry tomorrow, or leave the bracket out."),
        ("rate limited", .rateLimited, "Too many pictures at once.", "Wait a little, then retry."),
        ("timeout", .timeout, "The painter fell asleep.", "Retry, perhaps at a smaller size."),
        ("server", .server, "The easel fell over.", "Retry."),
        ("network", .network, "The way to the painter is closed.", "Check the network, then retry."),
    ]
}
