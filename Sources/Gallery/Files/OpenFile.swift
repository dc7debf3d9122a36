import Glibc
import StudioCore

/// An open file that closes itself: the few system calls the gallery stands on, with typed failures.
struct OpenFile: ~Copyable {
    let descriptor: Int32
    let path: String

    init(path: String, flags: Int32, mode: mode_t = 0o600) throws(StoreFailure) {
        descriptor = open(path, flags | O_CLOEXEC, mode)
        self.path = path
        if descriptor < 0 { throw .from(errno, doing: flags & O_CREAT != 0 ? "create" : "open", path) }
        // The mode we mean, whatever the umask.
        if flags & O_CREAT != 0, flags & O_EXCL != 0 { _ = fchmod(descriptor, mode) }
    }

    deinit { close(descriptor) }

    func write(_ bytes: UnsafeRawBufferPointer) throws(StoreFailure) {
        var offset = 0
        while offset < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
            if count < 0 {
                if errno == EINTR { continue }
                throw .from(errno, doing: "write", path)
            }
            offset += count
        }
    }

    func write(_ bytes: [UInt8]) throws(StoreFailure) {
        var failure: StoreFailure?
        bytes.withUnsafeBytes { buffer in
            do throws(StoreFailure) { try write(buffer) } catch { failure = error }
        }
        if let failure { throw failure }
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
}
