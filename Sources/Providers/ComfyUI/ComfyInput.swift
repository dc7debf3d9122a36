import StudioCore

/// What a conversation comes to for a machine without a memory: the newest words, and the pictures they are about.
struct ComfyInput: Hashable {
    var prompt: String
    /// The newest picture of the branch first, then those that were sent along with the newest words.
    var pictures: [ImageFile]
    /// How many of them the person sent along on purpose.
    var references: Int

    init(_ conversation: Conversation) {
        let last = conversation.messages.last { $0.role == .user }
        prompt = (last?.parts ?? []).compactMap { if case .text(let text, _) = $0 { text } else { nil } }
            .joined(separator: "\n")
        func images(_ message: Conversation.Message?) -> [ImageFile] {
            (message?.parts ?? []).compactMap { if case .image(let file, _) = $0 { file } else { nil } }
        }
        let sent = images(last)
        let branch = conversation.messages.last { $0.role == .model && !images($0).isEmpty }.flatMap { images($0).last }
        pictures = ([branch].compactMap(\.self) + sent).reduce(into: []) { kept, file in
            if !kept.contains(where: { $0.sha256 == file.sha256 }) { kept.append(file) }
        }
        references = sent.count
    }

    /// Why this cannot go into that workflow.
    func problem(with workflow: Workflow) -> TurnFailure? {
        func failure(_ message: String, _ advice: String) -> TurnFailure {
            TurnFailure(.unsupportedSetting, message: message, advice: advice, billed: .no)
        }
        if workflow.pictures > pictures.count {
            let place = Workflow.Place.image(pictures.count + 1).word
            return failure(
                pictures.isEmpty
                    ? "\(workflow.name) starts from a picture (\(place)), and there is none."
                    : "\(workflow.name) takes \(workflow.pictures) pictures, and there are only \(pictures.count): nothing for \(place).",
                "Send a picture along (-i), edit one (easel edit), or use a workflow without \(place).")
        }
        if pictures.isEmpty, workflow.places.contains(.mask) {
            return failure(
                "\(workflow.name) takes a mask, and there is no picture it could be of.",
                "Edit a picture (easel edit), with --region for a part of it.")
        }
        if references > 0, workflow.pictures == 0 {
            return failure(
                "\(workflow.name) takes no picture, and \(references == 1 ? "one was" : "\(references) were") sent along.",
                "Write {{image}} into the workflow, as the image of a LoadImage node, or leave the picture away.")
        }
        return nil
    }

    /// What a person should know of pictures that are left out.
    func note(on workflow: Workflow) -> String? {
        let over = pictures.count - workflow.pictures
        guard over > 0 else { return nil }
        if workflow.pictures == 0 {
            return "\(workflow.name) takes no picture: this one was drawn from the words alone"
        }
        let taken = workflow.pictures == 1 ? "one picture" : "\(workflow.pictures) pictures"
        return "\(workflow.name) takes \(taken): \(over == 1 ? "one more was" : "\(over) more were") left out"
    }
}
