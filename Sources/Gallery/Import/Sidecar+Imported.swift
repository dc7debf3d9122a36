import FoundationEssentials
import StudioCore

extension Sidecar {
    /// Of a picture that another program made: no session, turn or provider, and nobody knows what it cost.
    /// - Parameter created: when its file was last changed.
    init(_ imported: ImportedSettings, of asset: ImageAsset, from source: String, created: Date) {
        schema = Self.currentSchema
        prompt = imported.prompt
        requested = Requested(count: 1, seed: imported.seed)
        references = []
        provider = ""
        model = imported.model
        session = ""
        turn = TurnID("")
        parentVariant = 0
        variant = 0
        role = .final
        mime = asset.mime
        width = asset.width
        height = asset.height
        bytes = asset.bytes
        sha256 = asset.sha256
        usage = Usage()
        cost = Cost(amount: 0, basis: .unknown)
        self.created = created
        elapsedSeconds = 0
        notes = ["imported from \(source)"]
        self.imported = imported
    }
}
