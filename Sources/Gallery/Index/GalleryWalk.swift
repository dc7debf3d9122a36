/// Goes through the gallery's folders one after the other, its trash last.
struct GalleryWalk: Sendable {
    struct Folder: Sendable {
        /// Relative to the gallery; empty is the gallery itself.
        var path: String
        var items: [GalleryScan.Item]
        var unreadable: [String]
    }

    private let gallery: String
    /// Those still to be looked at, the next one last.
    private var open: [(path: String, depth: Int)] = [(".trash", 0), ("", 0)]

    init(_ gallery: String) { self.gallery = gallery }

    var isAtEnd: Bool { open.isEmpty }

    mutating func next() -> Folder? {
        guard let (path, depth) = open.popLast() else { return nil }
        let listing = FolderListing(path, in: gallery)
        if depth < GalleryScan.deepest { open += listing.folders.reversed().map { ($0, depth + 1) } }
        return Folder(path: path, items: listing.items, unreadable: listing.unreadable)
    }

    /// The next folders, as many as it takes to have so many pictures.
    mutating func next(pictures: Int) -> [Folder] {
        var (folders, count): ([Folder], Int) = ([], 0)
        while count < pictures, folders.count < pictures, let folder = next() {
            count += folder.items.count
            folders.append(folder)
        }
        return folders
    }
}
