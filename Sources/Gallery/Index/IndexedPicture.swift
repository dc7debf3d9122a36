/// A picture as the index keeps it: what is listed, and what its files were like when they were looked at.
struct IndexedPicture: Hashable, Sendable {
    var entry: PictureEntry
    var stamp: Int64

    init(_ entry: PictureEntry, stamp: Int64 = 0) {
        self.entry = entry
        self.stamp = stamp
    }

    /// Looks at the files of all of these, one after the other.
    static func read(_ items: some Sequence<GalleryScan.Item>, in gallery: String) -> [IndexedPicture] {
        var sidecars = SidecarReader(gallery: gallery)
        var pictures: [IndexedPicture] = []
        for item in items {
            pictures.append(IndexedPicture(PictureEntry(item, in: gallery, &sidecars), stamp: item.stamp))
        }
        return pictures
    }
}

/// What a picture is or is not, in one column.
struct PictureFlags: OptionSet {
    var rawValue: Int

    static let draft = PictureFlags(rawValue: 1)
    static let starred = PictureFlags(rawValue: 2)
    static let missing = PictureFlags(rawValue: 4)
    static let sidecar = PictureFlags(rawValue: 8)
    static let trashed = PictureFlags(rawValue: 16)
    static let tagged = PictureFlags(rawValue: 32)
    static let imported = PictureFlags(rawValue: 64)

    init(rawValue: Int) { self.rawValue = rawValue }

    init(_ entry: PictureEntry) {
        self = []
        if entry.isDraft { insert(.draft) }
        if entry.marks.isStarred { insert(.starred) }
        if entry.isMissing { insert(.missing) }
        if entry.hasSidecar { insert(.sidecar) }
        if entry.isTrashed { insert(.trashed) }
        if !entry.marks.tags.isEmpty { insert(.tagged) }
        if entry.isImported { insert(.imported) }
    }
}
