package import FoundationEssentials
package import StudioCore

/// What is known of a picture, in the file beside it. An allow-list: nothing gets in that is not named here.
package struct Sidecar: Hashable, Sendable, Codable {
    package static let currentSchema = 1

    /// A picture that was sent along.
    package struct SentReference: Hashable, Sendable, Codable {
        package var sha256: String
        package var mime: String
        package var name: String
    }

    /// What was asked for.
    package struct Requested: Hashable, Sendable, Codable {
        package var size: ImageSize?
        package var aspect: AspectRatio?
        package var count: Int
        package var thinking: ThinkingLevel?
        package var seed: Int?
        package var region: Region?
    }

    package var schema: Int
    package var prompt: String
    package var requested: Requested
    package var references: [SentReference]
    package var provider: String
    package var model: String
    /// What the server says it ran.
    package var modelVersion: String?
    package var session: String
    package var turn: TurnID
    package var parent: TurnID?
    package var parentVariant: Int
    package var variant: Int
    package var role: ImageRole
    /// Only its beginning arrived; nil is no.
    package var isCut: Bool?
    package var mime: String
    package var width: Int
    package var height: Int
    package var bytes: Int
    package var sha256: String
    /// Of the whole turn, as is the cost.
    package var usage: Usage
    package var cost: Cost
    package var finishReason: String?
    package var created: Date
    package var elapsedSeconds: Double
    package var notes: [String]
    /// What the person says of it; nil is nothing.
    package var marks: Marks?
    /// What another program wrote into the picture, where it came from there; nil for our own.
    package var imported: ImportedSettings?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case schema, prompt, requested, references, provider, model, session, turn, parent, variant, role, mime, width
        case height, bytes, sha256, usage, cost, created, notes, marks, imported
        case isCut = "cut"
        case modelVersion = "model_version"
        case parentVariant = "parent_variant"
        case finishReason = "finish_reason"
        case elapsedSeconds = "elapsed_seconds"
    }

    /// - Parameter turn: one that has ended; of one that has not, cost and usage are told as unknown.
    package init(_ asset: ImageAsset, of turn: Turn, session: String) {
        let settings = turn.settings
        schema = Self.currentSchema
        prompt = turn.prompt
        requested = Requested(
            size: settings.size, aspect: settings.aspect, count: settings.count, thinking: settings.thinking,
            seed: settings.seed, region: settings.region)
        references = turn.references.map { SentReference(sha256: $0.sha256, mime: $0.mime, name: $0.name) }
        provider = settings.model.provider
        model = settings.model.model
        modelVersion = turn.result?.modelVersion
        self.session = session
        self.turn = turn.id
        parent = turn.parent
        parentVariant = turn.parentVariant
        variant = asset.variant
        role = asset.role
        isCut = asset.isCut
        mime = asset.mime
        width = asset.width
        height = asset.height
        bytes = asset.bytes
        sha256 = asset.sha256
        usage = turn.result?.usage ?? Usage()
        cost = turn.result?.cost ?? Cost(amount: 0, basis: .unknown)
        finishReason = turn.result?.finishReason
        created = turn.startedAt
        elapsedSeconds = turn.result?.elapsedSeconds ?? 0
        notes = turn.result?.notes ?? []
    }
}
