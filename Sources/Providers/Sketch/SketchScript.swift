import StudioCore

/// What a branch comes to for the painter: its prompts in order make the scene; a picture from elsewhere is the ground it
/// paints on.
struct SketchScript: Hashable, Sendable {
    var scene: Scene
    var prompt: String
    var isEdit: Bool
    /// The edit changed nothing: no word of it is known.
    var isIdle = false
    /// The picture whose shape an edit keeps.
    var previous: ImageFile?
    /// A picture that is none of ours, with all edits since painted over it.
    var ground: ImageFile?
    var mark: SketchMark

    init(_ request: ImageRequest) {
        let branch = Branch(request.conversation)
        prompt = branch.prompts.last?.text ?? ""
        previous = branch.last
        ground = branch.ground
        let first = branch.prompts.first?.text ?? ""
        let isFirst = branch.prompts.count == 1 || branch.mark == nil
        let chosen = request.settings.seed.map { UInt64(truncatingIfNeeded: $0) } ?? Self.hash(first)
        // An edit keeps the numbers of the picture it edits; only what it adds may differ from variant to variant.
        let seed = branch.mark?.seed ?? chosen &+ UInt64(isFirst ? request.variant : 0)
        mark = SketchMark(seed: seed, take: isFirst ? 0 : request.variant)
        var scene = ground == nil ? SceneReader.scene(first, seed: seed) : Scene.overlay(seed: seed)
        for (index, later) in branch.prompts.enumerated() where index > 0 || ground != nil {
            let isLast = index == branch.prompts.count - 1
            let before = scene
            SceneEdit.apply(later.text, to: &scene, take: isLast ? mark.take : later.take)
            if isLast { isIdle = scene == before }
        }
        self.scene = scene
        isEdit = branch.prompts.count > 1 || ground != nil
    }

    /// Short enough to be read and typed.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } % 1_000_000
    }
}

/// The seed and variant a picture was made with, as its sentence says them: so an edit finds the very picture it edits.
struct SketchMark: Hashable, Sendable {
    var seed: UInt64
    var take: Int

    init(seed: UInt64, take: Int) {
        self.seed = seed
        self.take = take
    }

    /// Reads “seed 4711” or “seed 4711, take 2” at the end of a sentence.
    init?(in text: String) {
        let words = text.split { !$0.isLetter && !$0.isNumber }
        guard let place = words.lastIndex(of: "seed"), place + 1 < words.count, let seed = UInt64(words[place + 1])
        else {
            return nil
        }
        self.seed = seed
        take = 0
        if place + 3 < words.count, words[place + 2] == "take", let take = Int(words[place + 3]) { self.take = take }
    }

    var text: String { take == 0 ? "seed \(seed)" : "seed \(seed), take \(take)" }
}

/// A conversation sorted for the painter.
private struct Branch {
    /// The prompts since the picture that is the ground, or all.
    var prompts: [(text: String, take: Int)] = []
    var last: ImageFile?
    var ground: ImageFile?
    var mark: SketchMark?

    init(_ conversation: Conversation) {
        for message in conversation.messages {
            let isOurs = message.origin?.provider == "sketch"
            for part in message.parts {
                switch (part, message.role) {
                case (.text(let text, _), .user): prompts.append((text, 0))
                case (.text(let text, _), .model):
                    guard isOurs, let found = SketchMark(in: text) else { continue }
                    mark = mark ?? found
                    if let index = prompts.indices.last { prompts[index].take = found.take }
                case (.image(let file, _), .model):
                    last = file
                    guard !isOurs else { continue }
                    ground = file
                    prompts = []
                    mark = nil
                case (.image(let file, _), .user):
                    guard last == nil else { continue }
                    last = file
                    ground = file
                }
            }
        }
    }
}

extension Scene {
    /// Nothing of its own: edits collect in it, to be painted over a picture from elsewhere.
    static func overlay(seed: UInt64) -> Scene {
        var scene = Scene(seed: seed)
        scene.place = .field
        return scene
    }
}
