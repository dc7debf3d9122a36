package import FoundationEssentials
package import StudioCore

/// What is known of a picture, in the file beside it. An allow-list: nothing gets in that is not named here.
package struct Sidecar: Hashable, Sendable, Codable {
    package static let currentSchema = 1

    package struct ReferenceNote: Hashable, Sendable, Codable {
        package var sha256: String
        package var mime: String
        package var name: String
    }

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
    package var references: [ReferenceNote]
    package var provider: String
    package var model: String
    package var modelVersion: String?
    package var session: String
    package var turn: TurnID
    package var parent: TurnID?
    package var variant: Int
    package var role: ImageRole
    package var mime: String
    package var width: Int
    package var height: Int
    package var bytes: Int
    package var sha256: String
    package var usage: Usage
    package var cost: Cost
    package var finishReason: String?
    package var created: Date
    package var elapsedSeconds: Double
    package var notes: [String]

    enum CodingKeys: String, CodingKey {
        case schema, prompt, requested, references, provider, model, session, turn, parent, variant, role, mime, width
        case height, bytes, sha256, usage, cost, created, notes
        case modelVersion = "model_version"
        case finishReason = "finish_reason"
        case elapsedSeconds = "elapsed_seconds"
    }

    package init(_ asset: ImageAsset, of turn: Turn, session: String) {
        let settings = turn.settings
        schema = Self.currentSchema
        prompt = turn.prompt
        requested = Requested(
            size: settings.size, aspect: settings.aspect, count: settings.count, thinking: settings.thinking,
            seed: settings.seed, region: settings.region)
        references = turn.references.map { ReferenceNote(sha256: $0.sha256, mime: $0.mime, name: $0.name) }
        provider = settings.model.provider
        model = settings.model.model
        modelVersion = turn.result?.modelVersion
        self.session = session
        self.turn = turn.id
        parent = turn.parent
        variant = asset.variant
        role = asset.role
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

    /// The sidecar's place beside its picture: the same stem.
    package static func path(for picture: String) -> String {
        guard let dot = picture.lastIndex(of: "."), !picture[dot...].contains("/") else { return picture + ".json" }
        return picture[..<dot] + ".json"
    }

    /// Reads one; nil when there is none or it is not ours, a failure when it is newer than this program.
    package static func read(besides picture: String) throws(StoreFailure) -> Sidecar? {
        let path = path(for: picture)
        guard SafeFile.exists(path) else { return nil }
        let bytes = try SafeFile.read(path, limit: 4 << 20)
        guard let sidecar = try? JSONCoding.decoder().decode(Sidecar.self, from: Data(bytes)) else { return nil }
        guard sidecar.schema <= currentSchema else {
            throw StoreFailure(
                .io, path: path, message: "\(path) was written by a newer Easel (schema \(sidecar.schema)).",
                advice: "It is left untouched; update Easel to read it.")
        }
        return sidecar
    }

    func write(besides picture: String) throws(StoreFailure) {
        let data: Data
        do {
            data = try JSONCoding.encoder(pretty: true).encode(self)
        } catch {
            throw StoreFailure(.io, path: picture, message: "Cannot describe \(picture).", advice: "Report this as a bug.")
        }
        try SafeFile.write(Array(data) + [0x0A], to: Self.path(for: picture), replacing: true)
    }
}
