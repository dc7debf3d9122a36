/// Which strings of Google's answer go to disk, and what is handed out before its document ends.
enum GeminiRules {
    static let json = JSONRules(
        fate: { path in
            switch path.last {
            case "data":
                let holder = path.dropLast().last
                return holder == "inlineData" || holder == "inline_data" ? .base64 : .text
            case "thoughtSignature", "thought_signature": return .verbatim
            default: return .text
            }
        },
        isItem: { $0.suffix(3) == ["candidates", "content", "parts"] })
}
