/// One piece of a model's answer, exactly as the next request must send it back.
package enum AnswerPart: Hashable, Sendable, Codable {
    /// `signature`: SHA-256 of the stored thought signature that came on this very part.
    case text(String, signature: String?)
    /// `sha256` names one of the turn's images.
    case image(sha256: String, mime: String, signature: String?)
}

/// What a model said for one variant: the parts in order, without its thoughts.
package struct Answer: Hashable, Sendable, Codable {
    package var parts: [AnswerPart]

    package init(parts: [AnswerPart]) { self.parts = parts }

    /// The words of the answer.
    package var text: String {
        parts.compactMap { part in
            if case .text(let text, _) = part { text } else { nil }
        }.joined()
    }
}
