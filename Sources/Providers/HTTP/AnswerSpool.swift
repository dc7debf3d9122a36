import Glibc

/// Keeps an answer on disk as it arrives, before anyone looks at it: what a killed studio leaves of it can be read again.
///
/// The body is a log of two kinds of entries: `raw COUNT`, a line feed and so many bytes, as they came; and
/// `file NAME FROM TO` and a line feed for base64 that became these bytes of a file in the same folder. That file is a
/// second name of a staged one, which may be in the gallery by then. So nothing is written twice.
///
/// Nothing is fsynced: written is safe from the death of a process, and the picture itself is fsynced when it is stored.
/// A disk that is full or fails ends the spool and frees its room, and the picture goes on without; the head stays, and
/// tells that an answer had begun.
final class AnswerSpool {
    static let headName = "answer.head"
    static let bodyName = "answer.body"
    /// How the second names of staged files begin.
    static let linkPrefix = "answer."

    private let folder: String
    private let attempt: Int
    private let endpoint: Endpoint
    private let now: @Sendable () -> Double
    private var descriptor: Int32 = -1
    private var linked: (path: String, name: String)?

    /// Removes what an earlier attempt left.
    /// - Parameters:
    ///   - folder: the request's own; absolute, existing.
    ///   - attempt: which request of the turn it is, from 1.
    ///   - endpoint: whose key is kept out of the head.
    ///   - now: seconds since 1970.
    init(folder: String, attempt: Int, endpoint: Endpoint, now: @escaping @Sendable () -> Double) {
        self.folder = folder
        self.attempt = attempt
        self.endpoint = endpoint
        self.now = now
        unlink("\(folder)/\(Self.bodyName)")
        unlink("\(folder)/\(Self.headName)")
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The head has arrived. Only bodies that say they are answers are kept: a complaint holds no picture, and some repeat
    /// the key.
    func begin(status: Int, headers: [(String, String)], dialect: String) {
        func header(_ name: String) -> String? {
            // The head keeps less of it.
            headers.first { $0.0.lowercased() == name }.map { endpoint.redact(Shown.word($0.1)) }
        }
        let head = AnswerHead(
            dialect: dialect, status: status, contentType: header("content-type"),
            contentEncoding: header("content-encoding"), attempt: attempt, at: Int(now()))
        descriptor = Self.create("\(folder)/\(Self.headName)")
        write(Array(head.line.utf8))
        if descriptor >= 0 { close(descriptor) }
        descriptor = (200..<300).contains(status) ? Self.create("\(folder)/\(Self.bodyName)") : -1
    }

    /// Bytes of the body, as they came.
    func add(_ bytes: UnsafeRawBufferPointer) {
        guard descriptor >= 0, !bytes.isEmpty else { return }
        write(Self.raw(bytes.count), bytes)
    }

    /// Bytes of the body that begin with what has just become part of a file.
    func add(_ bytes: UnsafeRawBufferPointer, run: StagedRun) {
        guard descriptor >= 0, let name = link(to: run.path) else { return add(bytes) }
        var entry: [UInt8] = []
        if run.lead > 0 { entry += Self.raw(run.lead) + bytes[..<run.lead] }
        if run.to > run.from { entry += Array("file \(name) \(run.from) \(run.to)\n".utf8) }
        let rest = UnsafeRawBufferPointer(rebasing: bytes[run.taken...])
        if !rest.isEmpty { entry += Self.raw(rest.count) }
        write(entry, rest)
    }

    private static func raw(_ count: Int) -> [UInt8] { Array("raw \(count)\n".utf8) }

    /// The name in the folder under which a staged file stays when it is moved away; nil where that cannot be.
    private func link(to path: String) -> String? {
        if let linked, linked.path == path { return linked.name }
        guard path.hasPrefix(folder + "/") else { return nil }
        let name = Self.linkPrefix + path.dropFirst(folder.utf8.count + 1)
        guard Glibc.link(path, "\(folder)/\(name)") == 0 else { return nil }
        linked = (path, name)
        return name
    }

    /// In one call, unless the disk takes less.
    private func write(_ entry: [UInt8], _ bytes: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0))
    {
        var done = 0
        while descriptor >= 0, done < entry.count + bytes.count {
            let count = entry.withUnsafeBytes { entry in
                let parts = [entry, bytes].enumerated().compactMap { index, part -> iovec? in
                    let skipped = min(part.count, max(0, done - (index == 0 ? 0 : entry.count)))
                    guard skipped < part.count, let base = part.baseAddress else { return nil }
                    return iovec(
                        iov_base: UnsafeMutableRawPointer(mutating: base + skipped), iov_len: part.count - skipped)
                }
                return writev(descriptor, parts, Int32(parts.count))
            }
            if count > 0 { done += count } else if count == 0 || errno != EINTR { giveUp() }
        }
    }

    private func giveUp() {
        close(descriptor)
        descriptor = -1
        unlink("\(folder)/\(Self.bodyName)")
        if let linked { unlink("\(folder)/\(linked.name)") }
    }

    private static func create(_ path: String) -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        // Whatever the umask.
        if descriptor >= 0 { fchmod(descriptor, 0o600) }
        return descriptor
    }
}
