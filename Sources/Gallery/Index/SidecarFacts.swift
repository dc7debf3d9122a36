import Glibc

/// What the index takes from a sidecar.
enum SidecarFacts {
    case sidecar(Sidecar)

    static func read(beside picture: String, _ item: GalleryScan.Item) -> SidecarFacts? {
        guard item.sidecar != nil, let sidecar = try? Sidecar.read(beside: picture) else { return nil }
        return .sidecar(sidecar)
    }

    func entry(_ item: GalleryScan.Item) -> PictureEntry {
        switch self {
        case .sidecar(let sidecar):
            var entry = PictureEntry(sidecar, path: item.path)
            entry.bytes = item.picture?.bytes ?? 0
            // Someone put another picture in its place: its hash is not the one written down.
            if let picture = item.picture, picture.bytes != sidecar.bytes { entry.sha256 = "" }
            return entry
        }
    }
}
