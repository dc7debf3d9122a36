import Glibc

/// A file of the person's whose first line is a key; read only where nobody else could have.
struct KeyFile: Hashable, Sendable {
    /// Absolute.
    var path: String

    enum Failure: Error, Hashable, Sendable {
        case unreadable(String)
        case noFile
        case exposed(FileExposure)
        case empty
    }

    func message(_ failure: Failure) -> String {
        switch failure {
        case .unreadable(let reason): "\(path) cannot be read: \(reason)"
        case .noFile: "\(path) is no file of at most 64 KiB"
        case .exposed(let exposure): "\(path): \(exposure.message(path))"
        case .empty: "the first line of \(path) is empty"
        }
    }

    /// What is wrong with a file that is there; nil also when there is none.
    var exposure: FileExposure? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return FileExposure.of(descriptor, path: path)
    }

    var isThere: Bool { access(path, R_OK) == 0 }

    func key() throws(Failure) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw .unreadable(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size <= 1 << 16 else {
            throw .noFile
        }
        if let exposure = FileExposure.of(descriptor, path: path) { throw .exposed(exposure) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw .unreadable(String(cString: strerror(errno))) }
        let line = bytes.prefix(count).prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        let key = String(decoding: line, as: UTF8.self).drop(while: \.isWhitespace)
        let end = key.lastIndex { !$0.isWhitespace }
        guard let end else { throw .empty }
        return String(key[...end])
    }
}
