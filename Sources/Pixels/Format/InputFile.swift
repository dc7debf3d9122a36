import Glibc

/// A regular file open for reading, closed when it goes out of scope.
struct InputFile: ~Copyable {
    let descriptor: Int32
    let byteCount: Int

    /// A pipe, device or directory is refused rather than waited for.
    init(path: String) throws(PixelsError) {
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
