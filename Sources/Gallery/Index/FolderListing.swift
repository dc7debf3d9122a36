import Glibc

/// What is in one folder of the gallery, told by its names and the facts of its files.
struct FolderListing {
    /// In the order of their names; sidecars without a picture come last.
    private(set) var items: [GalleryScan.Item] = []
    /// Folders in it, relative to the gallery, in the order of their names.
    private(set) var folders: [String] = []
    /// Names that are no text this program can say, relative to the gallery, with what could be read of them.
    private(set) var unreadable: [String] = []

    /// Hidden files and links to folders are passed over. A file that ends in `.json` alone is taken for a sidecar when
    /// its name has the form of ours.
    /// - Parameter folder: relative to the gallery; empty is the gallery itself.
    init(_ folder: String, in gallery: String) {
        let full = folder.isEmpty ? gallery : "\(gallery)/\(folder)"
        let descriptor = open(full, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let isTrashed = GalleryScan.isTrash(folder)
        func path(_ name: String) -> String { folder.isEmpty ? name : "\(folder)/\(name)" }
        // In the order of names: most people's begin with a date, and so the index grows at its end.
        let entries = SafeFile.list(full).filter { !$0.name.hasPrefix(".") }.sorted { $0.name < $1.name }
        var sidecars: [String: FileFacts] = [:]
        var pictures: Set<String> = []
        for entry in entries where !entry.isFolder && entry.name.utf8.count > 5 && entry.name.hasSuffix(".json") {
            if let facts = FileFacts(entry.name, in: descriptor) { sidecars[String(entry.name.dropLast(5))] = facts }
        }
        for entry in entries {
            if entry.isFolder {
                folders.append(path(entry.name))
            } else if let stem = GalleryScan.pictureStem(entry.name) {
                guard let facts = FileFacts(entry.name, in: descriptor) else {
                    if entry.name.unicodeScalars.contains("\u{FFFD}") { unreadable.append(path(entry.name)) }
                    continue
                }
                pictures.insert(stem)
                items.append(
                    GalleryScan.Item(
                        path: path(entry.name), picture: facts, sidecar: sidecars[stem], isTrashed: isTrashed))
            }
        }
        for entry in entries where !entry.isFolder && entry.name.hasSuffix(".json") {
            let stem = String(entry.name.dropLast(5))
            guard let facts = sidecars[stem], !pictures.contains(stem), GalleryScan.isOurs(stem) else { continue }
            items.append(GalleryScan.Item(path: path(stem + ".png"), sidecar: facts, isTrashed: isTrashed))
        }
    }
}
