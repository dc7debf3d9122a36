import Pixels

/// Which pictures are in the gallery folder, told by names alone: any folders, moved and renamed as people like.
struct GalleryScan {
    struct Item: Hashable, Sendable {
        /// Relative to the gallery. Of a sidecar whose picture is gone: where the picture was.
        var path: String
        var hasPicture: Bool
        var hasSidecar: Bool
    }

    private let gallery: String
    private var items: [Item] = []

    /// Hidden files and links to folders are passed over. A file that ends in `.json` alone is taken for a sidecar when
    /// its name has the form of ours.
    static func items(in gallery: String) -> [Item] {
        var scan = GalleryScan(gallery: gallery)
        scan.visit("", depth: 0)
        return scan.items
    }

    private init(gallery: String) { self.gallery = gallery }

    private mutating func visit(_ folder: String, depth: Int) {
        let entries = SafeFile.list(folder.isEmpty ? gallery : "\(gallery)/\(folder)").filter {
            !$0.name.hasPrefix(".")
        }
        func path(_ name: String) -> String { folder.isEmpty ? name : "\(folder)/\(name)" }
        var orphans: Set<String> = []
        for entry in entries where !entry.isFolder && entry.name.hasSuffix(".json") {
            orphans.insert(String(entry.name.dropLast(5)))
        }
        let sidecars = orphans
        for entry in entries {
            if entry.isFolder {
                if depth < 8 { visit(path(entry.name), depth: depth + 1) }
            } else if let stem = Self.pictureStem(entry.name) {
                orphans.remove(stem)
                items.append(Item(path: path(entry.name), hasPicture: true, hasSidecar: sidecars.contains(stem)))
            }
        }
        for stem in orphans where Self.isOurs(stem) {
            items.append(Item(path: path(stem + ".png"), hasPicture: false, hasSidecar: true))
        }
    }

    /// The name without its ending when that is one of a picture.
    private static func pictureStem(_ name: String) -> String? {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        let ending = name[name.index(after: dot)...].lowercased()
        return endings.contains(ending) ? String(name[..<dot]) : nil
    }

    private static let endings = Set(ImageFormat.allCases.map(\.fileExtension) + ["jpeg", "bin"])

    /// `143502-a-fox-7f3a`: six digits, a hyphen, the rest.
    private static func isOurs(_ stem: String) -> Bool {
        let start = stem.utf8.prefix(7)
        return start.count == 7 && start.last == UInt8(ascii: "-")
            && start.dropLast().allSatisfy { (0x30...0x39).contains($0) }
    }
}
