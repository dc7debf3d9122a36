import Glibc
import StudioCore

/// A locked file that only grows, line by line, each durable before the next. A line that cannot be written whole leaves
/// the file as it was.
struct AppendOnlyFile: ~Copyable, Sendable {
    private var handle: OpenFile
    /// Up to where the file is whole, in bytes.
    private var end: Int
    /// The last line lacks its end: the next one begins behind a line break.
    private var isTorn: Bool
    /// The disk failed to make the file durable. The kernel may have dropped what it could not write and says so only
    /// once, so no later fsync of this file can be believed: the next line is written with all before it to a new file.
    var isDoubtful = false

    /// - Parameter handle: open for reading and appending, and locked by this process.
    init(handle: consuming OpenFile, end: Int, isTorn: Bool) {
        self.handle = handle
        self.end = end
        self.isTorn = isTorn
    }

    mutating func append(_ line: [UInt8]) throws(StoreFailure) {
        let bytes = isTorn ? [0x0A] + line : line
        if isDoubtful {
            try rewrite(with: bytes)
        } else {
            try extend(with: bytes)
        }
        end += bytes.count
        isTorn = false
    }

    private mutating func extend(with bytes: [UInt8]) throws(StoreFailure) {
        do throws(StoreFailure) {
            try handle.write(bytes)
        } catch {
            // What got in of the line is taken back, so that the next one does not stand behind half of it.
            if ftruncate(handle.descriptor, off_t(end)) != 0 { isDoubtful = true }
            throw error
        }
        do throws(StoreFailure) {
            try handle.sync()
        } catch {
            isDoubtful = true
            throw error
        }
    }

    /// The new file is locked before it takes the name.
    private mutating func rewrite(with bytes: [UInt8]) throws(StoreFailure) {
        let path = handle.path
        let whole = try SafeFile.read(path, limit: end) + bytes
        let temporary = SafeFile.temporaryName(for: path)
        do throws(StoreFailure) {
            var file = try OpenFile(path: temporary, flags: O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW)
            flock(file.descriptor, LOCK_EX | LOCK_NB)
            try file.write(whole)
            try file.sync()
            let code = SafeFile.place(temporary, at: path, .replacing)
            if code != 0 { throw StoreFailure.from(code, doing: "write", path) }
            file.path = path
            handle = file
        } catch {
            unlink(temporary)
            throw error
        }
        isDoubtful = false
        try SafeFile.syncFolder(SafeFile.folder(of: path))
    }
}
