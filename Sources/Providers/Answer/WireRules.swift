/// Which strings of an answer go to disk, and what is handed out before its document ends: for all dialects at once, for
/// servers change the shape of their answers under the same name.
enum WireRules {
    /// What the model says, and what it thinks meanwhile. `StringFate.words`.
    static let said = "said"
    static let thought = "thought"

    static let json = JSONRules(
        fate: { path in
            let holder = path.dropLast().last
            switch path.last {
            case "data":
                if holder == "inlineData" || holder == "inline_data" { return .base64 }
                // OpenRouter's encrypted thoughts: as long as Google's signatures, which they are.
                return holder == "reasoning_details" ? .verbatim : .text
            case "thoughtSignature", "thought_signature": return .verbatim
            case "b64_json", "partial_image_b64": return .base64
            case "url":
                let isPictures = holder == "image_url" || holder == "data" || holder == "images" || holder == "imageUrl"
                return isPictures ? .picture : .text
            case "image_url", "images", "image": return .picture
            // An image_generation_call of the Responses API.
            case "result": return holder == "output" || holder == "item" ? .picture : .text
            case "content" where path.first == "choices":
                return .words(channel: said, isPiece: path.contains("delta"))
            case "reasoning_content" where path.first == "choices":
                return .words(channel: thought, isPiece: path.contains("delta"))
            default: return .text
            }
        },
        isItem: { $0.suffix(3) == ["candidates", "content", "parts"] }, takesPicture: true)
}
