import StudioCore

/// What an edit needs of a conversation where the model is sent no turns: the new prompt, and the pictures it is about.
struct NewestTurn: Hashable {
    var prompt: String
    /// The newest picture of the branch, which is the one to change; then what the person sent along.
    var pictures: [ImageFile]
    /// Whether the first picture is the one to change.
    var isEdit: Bool

    init(_ conversation: Conversation) {
        let last = conversation.messages.last { $0.role == .user }
        prompt = (last?.texts ?? []).joined(separator: "\n\n")
        let base = conversation.messages.last { $0.role == .model && !$0.pictures.isEmpty }?.pictures.last
        let sent = last?.pictures ?? []
        pictures = [base].compactMap { $0 } + sent
        isEdit = !pictures.isEmpty
    }
}

extension Conversation.Message {
    var texts: [String] { parts.compactMap { if case .text(let text, _) = $0, !text.isEmpty { text } else { nil } } }
    var pictures: [ImageFile] { parts.compactMap { if case .image(let file, _) = $0 { file } else { nil } } }
}
