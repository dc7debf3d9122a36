import CRename
import Glibc
import StudioCore

/// Files that are whole or not there: written beside their name, fsynced, renamed, and the folder fsynced.
enum SafeFile {
    /// Makes a folder and its parents, private (0700) where they are new.
    static func makeFolder(_ path: String, mode: mode_t = 0o700) throws(StoreFailure) {
        if mkdir(path, mode) == 0 {
            _ = chmod(path, mode)
            return
        }
        switch errno {
        case EEXIST:
            var info = stat()
            if stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR { return }
            throw .from(ENOTDIR, doing: "create", path)
        case ENOENT:
            guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
                throw .from(ENOENT, doing: "create", path)
            }
            try makeFolder(String(path[..<slash]), mode: mode)
            guard mkdir(path, mode) == 0 || errno == EEXIST else { throw .from(errno, doing: "create", path) }
            _ = chmod(path, mode)
        default: throw .from(errno, doing: "create", path)
        }
    }

    /// Writes a new file, or a new version of one of ours: never a torn one under the name.
    static func write(_ bytes: [UInt8], to path: String, replacing: Bool, mode: mode_t = 0o600) throws(StoreFailure) {
        let temporary = path + ".part"
        unlink(temporary)
        do {
            let file = try OpenFile(path: temporary, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)
            try file.write(bytes)
            try file.sync()
        } catch {
            unlink(temporary)
            throw error
        }
        try place(temporary, at: path, replacing: replacing)
    }

    /// Renames a whole, fsynced file to its final name on the same file system.
    static func place(_ temporary: String, at path: String, replacing: Bool) throws(StoreFailure) {
        let result = replacing ? rename(temporary, path) : cr_rename_noreplace(temporary, path)
        if result != 0 {
            let code = errno
            if replacing { unlink(temporary) }
            throw .from(code, doing: "place", path)
        }
        try syncFolder(of: path)
    }

    static func syncFolder(of path: String) throws(StoreFailure) {
        guard let slash = path.lastIndex(of: "/") else { return }
        let folder = slash == path.startIndex ? "/" : String(path[..<slash])
        let handle = try OpenFile(path: folder, flags: O_RDONLY | O_DIRECTORY)
        try handle.sync()
    }

    /// Copies to a new file, fsynced, refusing to overwrite.
    static func copy(_ source: String, to path: String, mode: mode_t = 0o600) throws(StoreFailure) {
        let input = try OpenFile(path: source, flags: O_RDONLY)
        let output = try OpenFile(path: path, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try input.read(into: buffer)
            if count == 0 { break }
            try output.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        try output.sync()
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func read(_ path: String, limit: Int = .max) throws(StoreFailure) -> [UInt8] {
        let file = try OpenFile(path: path, flags: O_RDONLY)
        var info = stat()
        fstat(file.descriptor, &info)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(limit, Int(info.st_size)))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
        defer { buffer.deallocate() }
        while bytes.count < limit {
            let count = try file.read(into: buffer)
            if count == 0 { break }
            bytes.append(contentsOf: buffer[..<min(count, limit - bytes.count)])
        }
        return bytes
    }

    /// The names in a folder, without `.` and `..`; empty when there is none.
    static func list(_ path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Bytes and last change (seconds since 1970) of a file; nil when there is none.
    static func info(_ path: String) -> (bytes: Int, changed: Int)? {
        var info = stat()
        guard stat(path, &info) == 0 else { return nil }
        return (Int(info.st_size), Int(info.st_mtim.tv_sec))
    }
}
