import Pixels

/// Which pictures are in the gallery folder, told by its folders alone: moved and renamed as people like.
struct GalleryScan {
    struct Item: Hashable, Sendable {
        /// Relative to the gallery; in the trash of another place absolute. Of a sidecar whose picture is gone: where the
        /// picture was.
        var path: String
        var picture: FileFacts?
        var sidecar: FileFacts?
        var isTrashed: Bool

        init(path: String, picture: FileFacts? = nil, sidecar: FileFacts? = nil, isTrashed: Bool = false) {
            self.path = path
            self.picture = picture
            self.sidecar = sidecar
            self.isTrashed = isTrashed
        }

        /// Looks at one place only.
        init(looking path: String, in gallery: String) {
            let full = path.hasPrefix("/") ? path : "\(gallery)/\(path)"
            self.init(
                path: path, picture: FileFacts(full), sidecar: FileFacts(Sidecar.path(for: full)),
                isTrashed: path.hasPrefix("/") || GalleryScan.isTrash(path))
        }

        /// Different when anything about it is.
        var stamp: Int64 {
            var mixed = picture?.stamp ?? 1
            mixed = (mixed ^ (sidecar?.stamp ?? 2)) &* 0x0100_0000_01B3
            return Int64(bitPattern: mixed ^ (isTrashed ? 0x5A5A : 0) ^ mixed >> 31)
        }
    }

    private(set) var items: [Item] = []
    /// Names that are no text this program can say, relative to the gallery, with what could be read of them.
    private(set) var unreadable: [String] = []

    static func items(in gallery: String) -> [Item] { GalleryScan(gallery: gallery).items }

    /// One folder alone, without those in it.
    static func items(in gallery: String, folder: String) -> [Item] { FolderListing(folder, in: gallery).items }

    /// Folders in folders that are looked into.
    static let deepest = 8

    static func isTrash(_ path: String) -> Bool { path == ".trash" || path.hasPrefix(".trash/") }

    init(gallery: String) {
        var walk = GalleryWalk(gallery)
        while let folder = walk.next() {
            items += folder.items
            unreadable += folder.unreadable
        }
    }

    /// The name without its ending when that is one of a picture.
    static func pictureStem(_ name: String) -> String? {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return nil }
        let ending = name[name.utf8.index(after: dot)...]
        guard ending.utf8.count <= 4, endings.contains(ending.lowercased()) else { return nil }
        return String(name[..<dot])
    }

    static let endings = Set(ImageFormat.allCases.map(\.fileExtension) + ["jpeg", "bin"])

    /// `143502-a-fox-7f3a`: six digits, a hyphen, the rest.
    static func isOurs(_ stem: String) -> Bool {
        let start = stem.utf8.prefix(7)
        return start.count == 7 && start.last == UInt8(ascii: "-")
            && start.dropLast().allSatisfy { (0x30...0x39).contains($0) }
    }
}
