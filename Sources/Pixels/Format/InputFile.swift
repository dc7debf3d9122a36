import Glibc

/// A regular file open for reading, closed when it goes out of scope.
package struct InputFile: ~Copyable {
    package let descriptor: Int32
    package let byteCount: Int
    package let identity: Identity

    /// Which file it is, and which state of it.
    package struct Identity: Hashable, Sendable {
        private var numbers: [Int]

        fileprivate init(_ status: stat) {
            numbers = [
                Int(truncatingIfNeeded: status.st_dev), Int(truncatingIfNeeded: status.st_ino), Int(status.st_size),
                status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
            ]
        }

        fileprivate init() { numbers = [] }
    }

    /// A pipe, device or directory is refused rather than waited for.
    package init(path: String) throws(PixelsError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw PixelsError(.file, "\(path) cannot be opened: \(String(cString: strerror(errno))).")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw PixelsError(.file, "\(path) is not a file. Name a picture file.")
        }
        self.descriptor = descriptor
        byteCount = Int(status.st_size)
        identity = Identity(status)
    }

    /// A file that somebody else opened and judged.
    ///
    /// - Parameter descriptor: closed with this value.
    package init(adopting descriptor: Int32, byteCount: Int) {
        self.descriptor = descriptor
        self.byteCount = byteCount
        identity = Identity()
    }

    deinit { close(descriptor) }

    static func read(_ descriptor: Int32, at offset: Int, count: Int) -> [UInt8] {
        guard offset >= 0, count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(descriptor, buffer.baseAddress! + filled, count - filled, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                if got <= 0 { break }
                filled += got
            }
        }
    }

    /// The whole file. Read rather than mapped: a mapped file that shrinks meanwhile kills the process.
    func contents() -> [UInt8] { Self.read(descriptor, at: 0, count: byteCount) }
}
