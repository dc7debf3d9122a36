import FoundationEssentials
import Pixels
import StudioCore

/// One picture as the gallery lists it.
package struct PictureEntry: Hashable, Sendable {
    /// Relative to the gallery.
    package var path: String
    /// Seconds since 1970: from the sidecar, or the file's last change.
    package var created: Double
    /// 0 when the picture is missing.
    package var bytes: Int
    /// Pixels; 0 when the header could not be read.
    package var width: Int
    package var height: Int
    /// Empty where there is no sidecar, as the next four.
    package var sha256: String
    /// `provider/model`.
    package var model: String
    package var session: String
    package var turn: String
    package var prompt: String
    /// USD, of the whole turn.
    package var cost: Double
    package var isDraft: Bool
    package var hasSidecar: Bool
    /// There is a sidecar, but the picture it belongs to is gone.
    package var isMissing: Bool

    /// What a new picture's sidecar says.
    init(_ sidecar: Sidecar, path: String) {
        self.path = path
        created = sidecar.created.timeIntervalSince1970
        bytes = sidecar.bytes
        width = sidecar.width
        height = sidecar.height
        sha256 = FileDigest.isDigest(sidecar.sha256) ? sidecar.sha256 : ""
        model = "\(sidecar.provider)/\(sidecar.model)"
        session = sidecar.session
        turn = sidecar.turn.rawValue
        prompt = sidecar.prompt
        cost = sidecar.cost.amount
        isDraft = sidecar.role == .draft
        hasSidecar = true
        isMissing = false
    }

    init(
        path: String, created: Double, bytes: Int, width: Int, height: Int, sha256: String = "", model: String = "",
        session: String = "", turn: String = "", prompt: String = "", cost: Double = 0, isDraft: Bool = false,
        hasSidecar: Bool = false, isMissing: Bool = false
    ) {
        self.path = path
        self.created = created
        self.bytes = bytes
        self.width = width
        self.height = height
        self.sha256 = sha256
        self.model = model
        self.session = session
        self.turn = turn
        self.prompt = prompt
        self.cost = cost
        self.isDraft = isDraft
        self.hasSidecar = hasSidecar
        self.isMissing = isMissing
    }

    /// Looks at the files. A sidecar that is damaged or newer counts as none: the picture is listed all the same.
    init(_ item: GalleryScan.Item, in gallery: String) {
        let full = "\(gallery)/\(item.path)"
        let info = item.hasPicture ? SafeFile.info(full) : nil
        let found = item.hasSidecar ? try? Sidecar.read(beside: full) : nil
        if let sidecar = found {
            self.init(sidecar, path: item.path)
            bytes = info?.bytes ?? 0
            // Someone put another picture in its place: its hash is not the one written down.
            if let info, info.bytes != sidecar.bytes { sha256 = "" }
        } else {
            let header = info == nil ? nil : try? ImageHeader(file: full)
            self.init(
                path: item.path, created: info?.changed ?? 0, bytes: info?.bytes ?? 0, width: header?.width ?? 0,
                height: header?.height ?? 0)
        }
        hasSidecar = item.hasSidecar
        isMissing = info == nil
    }
}
