import FoundationEssentials
import Pixels
import StudioCore

/// One picture as the gallery lists it.
package struct PictureEntry: Hashable, Sendable {
    /// Relative to the gallery; absolute where the picture lies in the trash of another place.
    package var path: String
    /// Seconds since 1970: from the sidecar, or the file's last change.
    package var created: Double
    /// 0 when the picture is missing.
    package var bytes: Int
    /// Pixels; 0 when the header could not be read.
    package var width: Int
    package var height: Int
    /// Empty where there is no sidecar, as the next five.
    package var sha256: String
    /// `provider/model`.
    package var model: String
    package var session: String
    package var turn: String
    package var parent: String
    package var prompt: String
    /// USD, of the whole turn.
    package var cost: Double
    package var marks: Marks
    package var isDraft: Bool
    package var hasSidecar: Bool
    /// There is a sidecar, but the picture it belongs to is gone.
    package var isMissing: Bool
    package var isTrashed: Bool
    /// Made by another program, which said so in the file.
    package var isImported: Bool
    /// Another one whenever the picture's files are not what they were; 0 where nobody asked the index.
    package var stamp: Int64

    /// What a new picture's sidecar says.
    init(_ sidecar: Sidecar, path: String) {
        self.init(
            path: path, created: sidecar.created.timeIntervalSince1970, bytes: sidecar.bytes, width: sidecar.width,
            height: sidecar.height, sha256: FileDigest.isDigest(sidecar.sha256) ? sidecar.sha256 : "",
            model: Self.model(provider: sidecar.provider, sidecar.model), session: sidecar.session,
            turn: sidecar.turn.rawValue, parent: sidecar.parent?.rawValue ?? "", prompt: sidecar.prompt,
            cost: sidecar.cost.amount, marks: sidecar.marks ?? .none, isDraft: sidecar.role == .draft,
            hasSidecar: true, isImported: sidecar.imported != nil)
    }

    /// Of a picture that only has marks, nobody knows either.
    static func model(provider: String, _ model: String) -> String {
        provider.isEmpty || model.isEmpty ? provider + model : "\(provider)/\(model)"
    }

    init(
        path: String, created: Double, bytes: Int, width: Int, height: Int, sha256: String = "", model: String = "",
        session: String = "", turn: String = "", parent: String = "", prompt: String = "", cost: Double = 0,
        marks: Marks = .none, isDraft: Bool = false, hasSidecar: Bool = false, isMissing: Bool = false,
        isTrashed: Bool = false, isImported: Bool = false,
        stamp: Int64 = 0
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
        self.parent = parent
        self.prompt = prompt
        self.cost = cost
        self.marks = marks
        self.isDraft = isDraft
        self.hasSidecar = hasSidecar
        self.isMissing = isMissing
        self.isTrashed = isTrashed
        self.isImported = isImported
        self.stamp = stamp
    }

    /// Absolute.
    package func file(in gallery: String) -> String { path.hasPrefix("/") ? path : "\(gallery)/\(path)" }

    /// Looks at the files. A sidecar that is damaged or newer counts as none: the picture is listed all the same.
    init(_ item: GalleryScan.Item, in gallery: String, _ sidecars: inout SidecarReader) {
        if let sidecar = sidecars.sidecar(of: item) {
            self.init(sidecar, path: item.path)
            bytes = item.picture?.bytes ?? 0
            // Someone put another picture in its place: its hash is not the one written down.
            if let picture = item.picture, picture.bytes != sidecar.bytes { sha256 = "" }
        } else {
            let full = item.path.hasPrefix("/") ? item.path : "\(gallery)/\(item.path)"
            let header = item.picture == nil ? nil : try? ImageHeader(file: full)
            self.init(
                path: item.path, created: item.picture?.changed ?? item.sidecar?.changed ?? 0,
                bytes: item.picture?.bytes ?? 0, width: header?.width ?? 0, height: header?.height ?? 0)
        }
        hasSidecar = item.sidecar != nil
        isMissing = item.picture == nil
        isTrashed = item.isTrashed
    }
}
