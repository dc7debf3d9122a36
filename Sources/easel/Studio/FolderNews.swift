import Glibc

/// What the kernel tells of watched folders (inotify(7)), read from its bytes.
struct FolderNews: Hashable {
    /// Folders in which a file came, went or changed; by the kernel's number of the watch.
    var changed: Set<Int32> = []
    /// Folders that came, went or were moved, or so much at once that nobody counted: all is to be looked at again.
    var isEverything = false

    static let wanted =
        UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_FROM) | UInt32(IN_MOVED_TO) | UInt32(IN_DELETE)
        | UInt32(IN_CREATE) | UInt32(IN_MOVE_SELF) | UInt32(IN_DELETE_SELF) | UInt32(IN_ONLYDIR)

    var isEmpty: Bool { changed.isEmpty && !isEverything }

    /// - Parameter bytes: whole records, as `read` gives them; what is not whole is passed over.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        let head = MemoryLayout<inotify_event>.size
        var at = 0
        while at + head <= bytes.count {
            let event = bytes.loadUnaligned(fromByteOffset: at, as: inotify_event.self)
            let end = at + head + Int(event.len)
            guard end <= bytes.count else { return }
            add(event.wd, event.mask, name: bytes[(at + head)..<end])
            at = end
        }
    }

    private mutating func add(_ watch: Int32, _ mask: UInt32, name: some Sequence<UInt8>) {
        func has(_ flag: some BinaryInteger) -> Bool { mask & UInt32(truncatingIfNeeded: flag) != 0 }
        if has(IN_Q_OVERFLOW) || has(IN_MOVE_SELF) || has(IN_DELETE_SELF) || has(IN_UNMOUNT) {
            isEverything = true
            return
        }
        // Hidden names are files on their way, ours and others'; the trash is the one hidden folder that counts.
        let name = name.prefix { $0 != 0 }
        let isHidden = name.starts(with: [UInt8(ascii: ".")])
        if has(IN_ISDIR) {
            if !isHidden || Array(name) == Array(".trash".utf8) { isEverything = true }
            return
        }
        // A file that was only made is told of again when it is written.
        let isNews = has(IN_CLOSE_WRITE) || has(IN_MOVED_FROM) || has(IN_MOVED_TO) || has(IN_DELETE)
        if isNews, !isHidden, !name.isEmpty { changed.insert(watch) }
    }
}
