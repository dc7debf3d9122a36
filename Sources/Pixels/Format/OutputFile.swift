import Glibc

/// A file open for writing, closed when it goes out of scope.
struct OutputFile: ~Copyable {
    let stream: UnsafeMutablePointer<FILE>

    /// Creates the file, or empties it; a symbolic link is refused.
    init(path: String) throws(PixelsError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0, let stream = fdopen(descriptor, "wb") else {
            let reason = String(cString: strerror(errno))
            if descriptor >= 0 { close(descriptor) }
            throw PixelsError(.file, "\(path) cannot be written: \(reason).")
        }
        self.stream = stream
    }

    deinit { fclose(stream) }

    /// Hands what is buffered to the system; a full disk shows here.
    func flush() throws(PixelsError) {
        guard fflush(stream) == 0 else {
            throw PixelsError(.file, "The file cannot be written: \(String(cString: strerror(errno))).")
        }
    }
}
