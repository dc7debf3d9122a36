package import FoundationEssentials

/// One request and, once it ended, its result.
package struct Turn: Hashable, Sendable, Codable {
    package var id: TurnID
    package var parent: TurnID?
    /// Which of the parent's variants this turn goes on from.
    package var parentVariant: Int
    package var prompt: String
    package var settings: TurnSettings
    package var references: [Reference]
    package var startedAt: Date
    /// nil while it runs (or when the program ended before it did).
    package var result: TurnResult?

    package init(
        id: TurnID, parent: TurnID?, parentVariant: Int = 0, prompt: String, settings: TurnSettings,
        references: [Reference] = [], startedAt: Date, result: TurnResult? = nil
    ) {
        self.id = id
        self.parent = parent
        self.parentVariant = parentVariant
        self.prompt = prompt
        self.settings = settings
        self.references = references
        self.startedAt = startedAt
        self.result = result
    }

    /// Pictures that go along with the prompt: the person's, and the one that is edited.
    package var picturesSent: Int { references.count + (parent == nil ? 0 : 1) }

    /// The pictures a person wants to see: one a variant.
    package var finals: [ImageAsset] { result?.images.filter { $0.role == .final } ?? [] }
}

/// How a turn ended, with all it brought.
package struct TurnResult: Hashable, Sendable, Codable {
    package var outcome: Outcome
    package var images: [ImageAsset]
    /// One a variant that was answered, in the order of the variants; nil where that variant failed.
    package var answers: [Answer?]
    package var thought: String
    package var usage: Usage
    package var cost: Cost
    package var elapsedSeconds: Double
    package var attempts: Int
    package var finishReason: String?
    /// What the server says it ran, when that is not what was asked.
    package var modelVersion: String?
    package var failure: TurnFailure?
    /// What a person should know though the turn completed: “asked 4K, got 1376×768”.
    package var notes: [String]
    /// Variants of whose answer something is in the journal alone, because the disk refused it; nil is none.
    package var unkept: [Int]?

    package init(
        outcome: Outcome, images: [ImageAsset] = [], answers: [Answer?] = [], thought: String = "",
        usage: Usage = Usage(), cost: Cost, elapsedSeconds: Double, attempts: Int = 1, finishReason: String? = nil,
        modelVersion: String? = nil, failure: TurnFailure? = nil, notes: [String] = [], unkept: [Int]? = nil
    ) {
        self.outcome = outcome
        self.images = images
        self.answers = answers
        self.thought = thought
        self.usage = usage
        self.cost = cost
        self.elapsedSeconds = elapsedSeconds
        self.attempts = attempts
        self.finishReason = finishReason
        self.modelVersion = modelVersion
        self.failure = failure
        self.notes = notes
        self.unkept = unkept
    }

    /// The words of the first answer.
    package var text: String { answers.compactMap { $0?.text }.first { !$0.isEmpty } ?? "" }
}
