import Glibc
import StudioCore

/// Files that are whole or not there: written beside their name, fsynced, renamed, and the folder fsynced.
enum SafeFile {
    enum Placing {
        /// The name must be free; `EEXIST` otherwise.
        case new
        /// A newer version of a file of ours.
        case replacing
    }

    /// Makes a folder and its parents, private (0700) where they are new and durable before this returns.
    static func makeFolder(_ path: String) throws(StoreFailure) {
        if mkdir(path, 0o700) != 0 {
            switch errno {
            case EEXIST:
                var status = stat()
                if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
                throw .from(ENOTDIR, doing: "make the folder", path)
            case ENOENT:
                let parent = folder(of: path)
                guard parent != path, parent != "/" else { throw .from(ENOENT, doing: "make the folder", path) }
                try makeFolder(parent)
                guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
                    throw .from(errno, doing: "make the folder", path)
                }
            default: throw .from(errno, doing: "make the folder", path)
            }
        }
        chmod(path, 0o700)
        try syncFolder(folder(of: path))
    }

    /// Writes a whole file (0600). Until it is whole it has another, hidden name, which goes when this fails.
    static func write(_ bytes: [UInt8], to path: String, _ placing: Placing) throws(StoreFailure) {
        try make(path, placing) { file throws(StoreFailure) in try file.write(bytes) }
    }

    /// Copies to a new file.
    static func copy(_ source: String, to path: String, _ placing: Placing) throws(StoreFailure) {
        let input = try OpenFile.reading(source)
        try make(path, placing) { file throws(StoreFailure) in
            try input.forEachPiece { piece throws(StoreFailure) in try file.write(piece) }
        }
    }

    /// The ceremony around filling a file.
    static func make(
        _ path: String, _ placing: Placing, fill: (borrowing OpenFile) throws(StoreFailure) -> Void
    ) throws(StoreFailure) {
        let temporary = temporaryName(for: path)
        do throws(StoreFailure) {
            let file = try OpenFile(path: temporary, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
            try fill(file)
            try file.sync()
        } catch {
            unlink(temporary)
            throw error.naming(path, insteadOf: temporary)
        }
        let code = place(temporary, at: path, placing)
        if code != 0 {
            unlink(temporary)
            throw .from(code, doing: "write", path)
        }
        try syncFolder(folder(of: path))
    }

    /// Gives a whole, fsynced file its final name on the same file system; the caller syncs the folder.
    /// - Returns: 0, or the error number.
    static func place(_ temporary: String, at path: String, _ placing: Placing) -> Int32 {
        switch placing {
        case .new: RenameNoReplace.rename(temporary, to: path)
        case .replacing: rename(temporary, path) == 0 ? 0 : errno
        }
    }

    /// Whether files can be put in a folder, which may have to be made first: asked before something is paid for that has
    /// to go there.
    static func checkWritable(_ folder: String) throws(StoreFailure) {
        var place = folder
        while access(place, F_OK) != 0, errno == ENOENT, place != "/", place != "." { place = self.folder(of: place) }
        // A file in a folder's place fails as one: “.” is in none.
        guard access(place + "/.", W_OK | X_OK) != 0 else { return }
        throw .from(errno, doing: "write into", place)
    }

    static func syncFolder(_ path: String) throws(StoreFailure) {
        let handle = try OpenFile(path: path, flags: O_RDONLY | O_DIRECTORY)
        // Some file systems know no fsync of a folder; there is nothing to be done about it, and nothing is wrong.
        if fsync(handle.descriptor) != 0, errno != EINVAL { throw .from(errno, doing: "write", path) }
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Hidden, in the same folder, and no two writers' the same. Its length does not depend on the name.
    static func temporaryName(for path: String) -> String {
        "\(folder(of: path))/.\(getpid())-\(String(UInt64.random(in: 0 ... .max), radix: 36)).part"
    }

    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    static func read(_ path: String, limit: Int = .max) throws(StoreFailure) -> [UInt8] {
        try OpenFile.reading(path).contents(limit: limit)
    }

    /// Bytes and last change (seconds since 1970) of a regular file; nil when there is none.
    static func info(_ path: String) -> (bytes: Int, changed: Double)? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return (Int(status.st_size), Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9)
    }

    /// The names in a folder, without `.` and `..`; empty when there is none, or none that can be read.
    static func list(_ path: String) -> [(name: String, isFolder: Bool)] { (try? entries(path)) ?? [] }

    static func entries(_ path: String) throws(StoreFailure) -> [(name: String, isFolder: Bool)] {
        guard let folder = opendir(path) else { throw .from(errno, doing: "read", path) }
        defer { closedir(folder) }
        var names: [(String, Bool)] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            var isFolder = entry.pointee.d_type == UInt8(DT_DIR)
            if entry.pointee.d_type == UInt8(DT_UNKNOWN) {
                var status = stat()
                isFolder = lstat("\(path)/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
            }
            names.append((name, isFolder))
        }
        return names
    }
}
