import Pixels
import StudioCore

/// What a branch comes to for the painter: its prompts in order make the scene; a picture from elsewhere is the ground it
/// paints on.
struct SketchScript: Hashable, Sendable {
    var scene: Scene
    var prompt: String
    var isEdit: Bool
    /// The picture that is edited, if there is one.
    var previous: ImageFile?
    /// The picture is none of ours: it is kept and painted over.
    var isForeign: Bool

    init(_ request: ImageRequest) {
        let messages = request.conversation.messages
        var prompts: [String] = []
        var previous: ImageFile?
        var foreign: ImageFile?
        for message in messages {
            for part in message.parts {
                switch part {
                case .text(let text, _) where message.role == .user: prompts.append(text)
                case .image(let file, _):
                    if message.role == .model {
                        previous = file
                        if message.origin?.provider != "sketch" { foreign = file }
                        else { foreign = foreign.map { _ in file } }
                    } else if previous == nil {
                        foreign = file
                    }
                default: break
                }
            }
        }
        prompt = prompts.last ?? ""
        let seed = request.settings.seed.map { UInt64(truncatingIfNeeded: $0) } ?? Self.hash(prompts.first ?? "")
        // Variants differ from the first turn on; an edit keeps the numbers of the picture it edits.
        let first = prompts.first ?? ""
        var scene = SceneReader.scene(first, seed: seed &+ UInt64(prompts.count == 1 ? request.variant : 0) &* 7919)
        for later in prompts.dropFirst() { SceneEdit.apply(later, to: &scene) }
        self.scene = scene
        isEdit = prompts.count > 1 || foreign != nil
        isForeign = foreign != nil
        self.previous = foreign ?? previous
    }

    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
