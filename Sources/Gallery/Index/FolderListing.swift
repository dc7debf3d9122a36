import Glibc

/// What is in one folder of the gallery, told by its names and the facts of its files.
struct FolderListing {
    /// In the order of their names.
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
        var files: [File] = []
        for entry in SafeFile.list(full) where entry.name.utf8.first != UInt8(ascii: ".") {
            if entry.isFolder {
                folders.append(path(entry.name))
            } else if let file = File(entry.name) {
                files.append(file)
            }
        }
        folders.sort()
        // In the order of names, a sidecar before its pictures. Most people's begin with a date, and so the index grows at
        // its end.
        files.sort()
        var sidecar: (stem: String, facts: FileFacts, isTaken: Bool)?
        func endSidecar() {
            guard let lone = sidecar, !lone.isTaken, GalleryScan.isOurs(lone.stem) else { return }
            items.append(GalleryScan.Item(path: path(lone.stem + ".png"), sidecar: lone.facts, isTrashed: isTrashed))
        }
        for file in files {
            let facts = FileFacts(file.name, in: descriptor)
            if file.isSidecar {
                endSidecar()
                sidecar = facts.map { (file.stem, $0, false) }
            } else if let facts {
                let isDescribed = sidecar?.stem == file.stem
                if isDescribed { sidecar?.isTaken = true }
                items.append(
                    GalleryScan.Item(
                        path: path(file.name), picture: facts, sidecar: isDescribed ? sidecar?.facts : nil,
                        isTrashed: isTrashed))
            } else if file.name.unicodeScalars.contains("\u{FFFD}") {
                unreadable.append(path(file.name))
            }
        }
        endSidecar()
    }

    /// A name that ends as a picture's or a sidecar's does.
    private struct File: Comparable {
        var name: String
        var stem: String
        var isSidecar: Bool

        init?(_ name: String) {
            self.name = name
            if name.utf8.count > 5, name.utf8.suffix(5).elementsEqual(".json".utf8) {
                (stem, isSidecar) = (String(name.utf8.dropLast(5)) ?? name, true)
            } else if let stem = GalleryScan.pictureStem(name) {
                (self.stem, isSidecar) = (stem, false)
            } else {
                return nil
            }
        }

        static func < (a: File, b: File) -> Bool {
            if a.stem != b.stem { return a.stem < b.stem }
            return a.isSidecar != b.isSidecar ? a.isSidecar : a.name < b.name
        }
    }
}
