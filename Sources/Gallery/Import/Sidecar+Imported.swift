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

    /// What Easel wrote into a copy that it handed out is known again when the copy comes back.
    mutating func take(_ lineage: ExportedLineage) {
        guard !lineage.turn.isEmpty else { return }
        let names = lineage.model.split(separator: "/", maxSplits: 1).map(String.init)
        if names.count == 2 { (provider, model) = (names[0], names[1]) }
        session = lineage.session
        turn = TurnID(lineage.turn)
        parent = lineage.parent.isEmpty ? nil : TurnID(lineage.parent)
        if let created = lineage.created { self.created = created }
        if let cost = lineage.cost { self.cost = cost }
    }
}
