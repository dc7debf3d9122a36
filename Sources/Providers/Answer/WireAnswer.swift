import StudioCore

/// What an answer comes to: a fold of its documents (one, or one an event) and of the parts that close before them.
struct WireAnswer: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case text(String, signature: StagedFile?)
        case image(StagedFile, signature: StagedFile?)
        /// An address instead of bytes.
        case link(String, signature: StagedFile?)
    }

    /// What a part adds that a person can see at once.
    enum News: Hashable {
        case thought(String)
        case text(String)
        case image(StagedFile, isThought: Bool)
    }

    /// More is of no use to anyone.
    static let mostParts = 4096
    static let mostText = 1 << 20
    static let mostSources = 64
    static let mostLinks = 8

    /// Without thoughts, in the order of the wire.
    var parts: [Part] = []
    var thought = ""
    var thoughtImages: [StagedFile] = []
    var finishReason: String?
    var finishMessage: String?
    var blockReason: String?
    var blockMessage: String?
    var modelVersion: String?
    var responseID: String?
    /// nil: the provider counted nothing.
    var usage: Usage?
    /// As the wire has it: 0 and absent are not the same, though both mean that nothing came of it.
    var candidatesTokens: Int?
    /// Pages the answer is grounded on: title and address, in order, each once.
    var sources: [String] = []
    /// The error envelope, when one came, be it alone or in the middle of a stream.
    var error: JSONValue?
    /// The stream said so: `[DONE]`.
    var isDone = false
    var hasCandidates = false
    /// There were `choices`, be there anything in them or not.
    var isChat = false
    /// The forms it was recognised as.
    var shapes: Set<WireShape> = []
    /// Pictures that only an address stood for.
    private(set) var downloaded: [StagedFile] = []
    /// What a service gave instead of a picture, to ask with later.
    var taskID: String?
    /// Encrypted thoughts to send back, as they came, but for their place on disk.
    var reasoningDetails: [JSONValue] = []
    var searches = 0
    /// Bytes of all text that is not a thought.
    private var textBytes = 0

    var images: [StagedFile] { parts.compactMap { if case .image(let file, _) = $0 { file } else { nil } } }
    var text: String { parts.compactMap { if case .text(let text, _) = $0 { text } else { nil } }.joined() }

    /// The last word has been said (though another event may still repeat the counts).
    var isFinished: Bool { finishReason != nil || blockReason != nil || error != nil }

    /// It is no answer in Google's own form.
    var isForeign: Bool { isChat || taskID != nil || !shapes.isSubset(of: [.gemini]) }

    private var isFull: Bool { parts.count + thoughtImages.count >= Self.mostParts }

    /// The next piece of what the model says.
    mutating func add(text said: String, signature: StagedFile? = nil) -> News? {
        guard !isFull else { return nil }
        let text = Self.bounded(said, Self.mostText - textBytes)
        textBytes += text.utf8.count
        if signature == nil, case .text(var whole, nil)? = parts.last {
            // Pieces of one text in several events; a signed piece stays a part of its own.
            // Out of the array first: a text that is held twice would be copied whole for every piece.
            parts.removeLast()
            whole += text
            parts.append(.text(whole, signature: nil))
        } else if signature != nil || !text.isEmpty {
            parts.append(.text(text, signature: signature))
        }
        return text.isEmpty ? nil : .text(text)
    }

    /// The next piece of what it thinks.
    mutating func add(thought said: String) -> News? {
        guard !isFull else { return nil }
        let text = Self.bounded(said, Self.mostText - thought.utf8.count)
        thought += text
        return text.isEmpty ? nil : .thought(text)
    }

    /// - Parameter isDraft: interim, or from within the thoughts.
    mutating func add(image: StagedFile, isDraft: Bool, signature: StagedFile? = nil) -> News? {
        guard !isFull, file(image) == nil else { return nil }
        if isDraft { thoughtImages.append(image) } else { parts.append(.image(image, signature: signature)) }
        return image.isWhole ? .image(image, isThought: isDraft) : nil
    }

    /// The same picture, which some servers send more than once.
    private func file(_ image: StagedFile) -> StagedFile? {
        guard image.isWhole else { return nil }
        return (images + thoughtImages).first { $0.isWhole && $0.sha256 == image.sha256 }
    }

    /// The encrypted thoughts stand before all else, as a signature of nothing said.
    mutating func keep(reasoning file: StagedFile) { parts.insert(.text("", signature: file), at: 0) }

    mutating func add(link address: String, signature: StagedFile? = nil) {
        guard !isFull, !address.isEmpty, fileLinks.count < Self.mostLinks else { return }
        parts.append(.link(address, signature: signature))
    }

    /// Takes in a document, but for what came of it before.
    @discardableResult
    mutating func add(document: JSONValue) -> [News] {
        if let inner = document["response"], inner["candidates", "output"] != nil { return add(document: inner) }
        note(error: document)
        add(gemini: document)
        modelVersion = document["modelVersion", "model_version", "model"]?.word ?? modelVersion
        responseID = document["responseId", "response_id", "id"]?.word ?? responseID
        let news = add(choices: document) + add(images: document)
        add(task: document)
        if let counted = document["usage"] { count(openAI: counted) }
        return news
    }

    private static func bounded(_ text: String, _ room: Int) -> String {
        text.utf8.count <= room ? text : String(decoding: text.utf8.prefix(max(0, room)), as: UTF8.self)
    }

    var fileLinks: [String] { parts.compactMap { if case .link(let address, _) = $0 { address } else { nil } } }

    /// A link's file is here: it takes the place of the link, or comes last when that was within the text.
    mutating func resolve(_ address: String, to file: StagedFile) {
        downloaded.append(file)
        let place = parts.firstIndex { if case .link(address, _) = $0 { true } else { false } }
        if let place, case .link(_, let signature) = parts[place] {
            parts[place] = .image(file, signature: signature)
        } else {
            parts.append(.image(file, signature: nil))
        }
    }
}

extension JSONValue {
    /// A server's word for something, as it can be shown and kept.
    var word: String? { string.map { Shown.word($0) } }

    /// How many there are of something: never so many, nor so few, that sums of them come to nonsense.
    var count: Int? { int.map { min(max(0, $0), 1_000_000_000) } }
}
