package import Screen

/// The prompt editor: the text, and the prompts that were sent before.
package struct PromptState: Equatable, Sendable {
    package var buffer = TextBuffer()
    /// Oldest first, of this session.
    package var sent: [String] = []
    /// Where in `sent` the person is; nil while they write something new.
    package var recall: Int?
    /// What stood in the editor before recall began.
    package var draft = ""

    package var text: String { buffer.text }
    package var isBlank: Bool { buffer.characters.allSatisfy(\.isWhitespace) }

    /// Goes through earlier prompts: −1 older, +1 newer.
    package mutating func recall(_ step: Int) {
        let position = recall ?? sent.count
        let next = position + step
        guard (0...sent.count).contains(next), next != position else { return }
        if recall == nil { draft = text }
        recall = next == sent.count ? nil : next
        buffer.replaceAll(recall.map { sent[$0] } ?? draft)
    }

    /// Takes the text out for submission.
    package mutating func take() -> String {
        let text = text
        if sent.last != text { sent.append(text) }
        recall = nil
        draft = ""
        buffer.replaceAll("")
        return text
    }
}
