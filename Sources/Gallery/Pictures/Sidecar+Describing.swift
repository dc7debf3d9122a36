import FoundationEssentials
import Pixels
import StudioCore

extension Sidecar {
    /// What a picture file tells of itself, for one that nobody wrote anything down about.
    init(describing picture: String) throws(StoreFailure) {
        guard let facts = FileFacts(picture) else { throw .from(2, doing: "read", picture) }
        let header = try? ImageHeader(file: picture)
        let created = Date(timeIntervalSince1970: facts.changed)
        let settings = TurnSettings(model: ModelReference(provider: "", model: ""))
        let turn = Turn(id: TurnID(""), parent: nil, prompt: "", settings: settings, startedAt: created)
        let asset = ImageAsset(
            path: picture, mime: header?.format.mime ?? "application/octet-stream", width: header?.size.width ?? 0,
            height: header?.size.height ?? 0, bytes: facts.bytes, sha256: try FileDigest.sha256(file: picture),
            role: .final, variant: 0)
        self.init(asset, of: turn, session: "")
    }
}
