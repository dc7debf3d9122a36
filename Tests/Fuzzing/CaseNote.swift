import Glibc

/// The input of the case that runs, in a file: when a parser ends the process, it is what it died of.
struct CaseNote {
    var path: String

    func write(_ bytes: [UInt8]) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        ftruncate(descriptor, off_t(bytes.count))
    }

    func remove() { unlink(path) }
}
