import StudioCore

/// How a task stands, by the word of the answer (docs.bfl.ai, get_result; ComfyUI's nodes for the same service).
enum BFLStatus: Hashable, Sendable {
    case pending, ready, requestModerated, contentModerated, notFound, failed
    /// A word that is new.
    case other(String)

    /// nil: the answer says nothing of it.
    init?(_ document: JSONValue?) {
        guard let word = document?["status"]?.string else { return nil }
        switch word.lowercased().filter(\.isLetter) {
        case "pending", "queued", "processing": self = .pending
        case "ready": self = .ready
        case "requestmoderated": self = .requestModerated
        case "contentmoderated": self = .contentModerated
        case "tasknotfound": self = .notFound
        case "error", "failed": self = .failed
        default: self = .other(Shown.word(word))
        }
    }

    /// Hundredths of the work that are done; nil: the answer does not count.
    static func progress(_ document: JSONValue?) -> Int? {
        guard let share = document?["progress"]?.number, (0...1).contains(share) else { return nil }
        return Int((share * 100).rounded())
    }

    /// The last word on a task that has none but this: it brings no picture.
    func failure(_ document: JSONValue?) -> TurnFailure? {
        let reasons = Self.reasons(document)
        let because = reasons.isEmpty ? "." : ": \(reasons.joined(separator: ", "))."
        func failure(_ kind: FailureKind, _ words: String, _ advice: String, _ billed: Billed) -> TurnFailure {
            TurnFailure(
                kind, message: Shown.text(words + because), advice: advice,
                providerCode: document?["status"]?.string.map { Shown.word($0) }, billed: billed)
        }
        switch self {
        case .requestModerated:
            return failure(
                .contentRejected, "The prompt or a picture was refused before anything was drawn",
                "Rephrase the prompt, or send another picture.", .no)
        case .contentModerated:
            return failure(
                .contentRejected, "The picture was drawn and then withheld by moderation",
                "Another seed may pass, or other words. It may have been billed.", .unknown)
        case .failed:
            return failure(
                .server, "The task failed", "Retry when you like. It may have been billed.", .unknown)
        case .pending, .ready, .notFound, .other: return nil
        }
    }

    private static let mostReasons = 16

    /// What `details` says: `{"Moderation Reasons": ["…"]}`, or any other words.
    private static func reasons(_ document: JSONValue?) -> [String] {
        func words(_ value: JSONValue, depth: Int) -> [String] {
            switch value {
            case .string(let text): text.isEmpty ? [] : [Shown.word(text)]
            case .array(let values) where depth > 0: values.prefix(mostReasons).flatMap { words($0, depth: depth - 1) }
            case .object(let members) where depth > 0:
                members.prefix(mostReasons).flatMap { words($0.value, depth: depth - 1) }
            default: []
            }
        }
        let details = document?["details"] ?? document?["error"] ?? document?["message"]
        return details.map { Array(words($0, depth: 3).prefix(mostReasons)) } ?? []
    }
}
