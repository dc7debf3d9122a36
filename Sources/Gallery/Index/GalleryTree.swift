/// The gallery's folders, as far as pictures are looked for.
package enum GalleryTree {
    /// Relative to the gallery, itself (empty) first, and those of the trash. Reads every folder once.
    package static func folders(in gallery: String) -> [String] {
        var found = [""]
        var next: [(path: String, depth: Int)] = [("", 0), (".trash", 0)]
        while let (folder, depth) = next.popLast() {
            if folder == ".trash" { found.append(folder) }
            for entry in SafeFile.list(folder.isEmpty ? gallery : "\(gallery)/\(folder)")
            where entry.isFolder && !entry.name.hasPrefix(".") && depth < GalleryScan.deepest {
                let path = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
                found.append(path)
                next.append((path, depth + 1))
            }
        }
        return found
    }
}
