import Glibc
import StudioCore

/// An open file that closes itself: the few system calls the gallery stands on, with typed failures.
struct OpenFile: ~Copyable, Sendable {
    let descriptor: Int32
    /// What it is called, for messages; a rename changes it.
    var path: String

    /// Opens, never inherited by a child. A file that is made gets the mode that is meant, whatever the umask.
    init(path: String, flags: Int32, mode: mode_t = 0o600) throws(StoreFailure) {
        descriptor = open(path, flags | O_CLOEXEC, mode)
        self.path = path
        guard descriptor >= 0 else { throw .from(errno, doing: flags & O_CREAT != 0 ? "write" : "open", path) }
        if flags & O_CREAT != 0 { fchmod(descriptor, mode) }
    }

    /// Opens for reading what must be a regular file; a pipe or device is refused rather than waited for.
    static func reading(_ path: String, flags: Int32 = 0) throws(StoreFailure) -> OpenFile {
        let file = try OpenFile(path: path, flags: O_RDONLY | O_NONBLOCK | flags)
        guard try file.status().st_mode & S_IFMT == S_IFREG else {
            throw StoreFailure(.notAPicture, path: path, message: "\(path) is not a file.", advice: "Name a file.")
        }
        return file
    }

    deinit { close(descriptor) }

    func status() throws(StoreFailure) -> stat {
        var status = stat()
        if fstat(descriptor, &status) != 0 { throw .from(errno, doing: "read", path) }
        return status
    }

    /// Takes the file for as long as it is open. A program that is just being started holds all our descriptors for a
    /// moment, closed ones too, until it becomes itself: what looks taken is tried again for a tenth of a second.
    /// - Parameter pause: between two tries.
    /// - Returns: false when another process has it.
    func lock(pause: () -> Void = { usleep(5000) }) -> Bool {
        for _ in 0..<20 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
            if errno != EINTR { pause() }
        }
        return false
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(StoreFailure) {
        guard let start = bytes.baseAddress else { return }
        var offset = 0
        while offset < bytes.count {
            let count = Glibc.write(descriptor, start + offset, bytes.count - offset)
            if count < 0 {
                if errno == EINTR { continue }
                throw .from(errno, doing: "write", path)
            }
            offset += count
        }
    }

    func write(_ bytes: [UInt8]) throws(StoreFailure) {
        let result = bytes.withUnsafeBytes { buffer -> Result<Void, StoreFailure> in
            do throws(StoreFailure) { return .success(try write(buffer)) } catch { return .failure(error) }
        }
        try result.get()
    }

    func sync() throws(StoreFailure) {
        if fsync(descriptor) != 0 { throw .from(errno, doing: "write", path) }
    }

    /// Reads up to `buffer.count` bytes; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(StoreFailure) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw .from(errno, doing: "read", path) }
        }
    }

    /// The rest of the file in pieces, at most `limit` bytes of it.
    func forEachPiece(
        limit: Int = .max, _ body: (UnsafeRawBufferPointer) throws(StoreFailure) -> Void
    ) throws(StoreFailure) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: min(limit, 1 << 18), alignment: 16)
        defer { buffer.deallocate() }
        var left = limit
        while left > 0 {
            let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(left, buffer.count)]))
            if count == 0 { return }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            left -= count
        }
    }

    /// The rest of the file, at most `limit` bytes of it.
    func contents(limit: Int = .max) throws(StoreFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(limit, max(0, Int(try status().st_size))))
        try forEachPiece(limit: limit) { piece throws(StoreFailure) in bytes.append(contentsOf: piece) }
        return bytes
    }
}
