import Glibc
package import StudioCore

/// What a batch has begun, on disk: append-only, each line durable before anything is sent for it. It is this process's
/// alone while this lives.
package actor BatchFile {
    private let path: String
    private var lines: AppendOnlyFile

    private init(path: String, lines: consuming AppendOnlyFile) {
        self.path = path
        self.lines = lines
    }

    package static func path(_ name: String, _ folders: Folders) -> String { "\(folders.batches)/\(name).jsonl" }

    /// Opens the file, or makes it, and takes it for this process.
    /// - Parameter name: one that a session can have.
    /// - Throws: when another Easel has it, or the file cannot be used; it is left as it was then.
    package static func open(
        _ name: String, _ folders: Folders
    ) throws(StoreFailure) -> (file: BatchFile, history: BatchHistory) {
        let path = path(name, folders)
        try SafeFile.makeFolder(folders.batches)
        let handle = try taken(path, name: name)
        try SafeFile.syncFolder(folders.batches)
        let bytes = try SafeFile.read(path)
        let whole = wholeLines(bytes)
        let history = try BatchHistory(whole, path: path)
        // Nothing was done for half a line: it is no record.
        if whole.count < bytes.count, ftruncate(handle.descriptor, off_t(whole.count)) != 0 {
            throw .from(errno, doing: "write", path)
        }
        return (
            BatchFile(path: path, lines: AppendOnlyFile(handle: handle, end: whole.count, isTorn: false)), history
        )
    }

    /// The same for looking only. No file is an empty one.
    package static func history(_ name: String, _ folders: Folders) throws(StoreFailure) -> BatchHistory {
        let path = path(name, folders)
        guard SafeFile.exists(path) else { return BatchHistory() }
        return try BatchHistory(wholeLines(try SafeFile.read(path)), path: path)
    }

    /// Appends and fsyncs before it returns.
    package func append(_ record: BatchRecord) throws(StoreFailure) {
        guard let line = try? JSONCoding.line(record) else { throw .notEncodable(path) }
        try lines.append(line)
    }

    private static func wholeLines(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes[..<(bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)]
    }

    /// Opens and locks. The name may be given to another file between the two, so it is looked at again.
    private static func taken(_ path: String, name: String) throws(StoreFailure) -> OpenFile {
        for _ in 0..<16 {
            let handle = try OpenFile(path: path, flags: O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW)
            guard handle.lock() else { break }
            let held = try handle.status()
            var named = stat()
            if stat(path, &named) == 0, named.st_ino == held.st_ino, named.st_dev == held.st_dev { return handle }
        }
        throw StoreFailure(
            .io, path: path, message: "The batch “\(name)” is running in another Easel.",
            advice: "Wait for its end; this command then goes on from there. Nothing was sent.")
    }
}

/// What a request of a batch is known by: all that is asked, however its line is laid out and wherever it stands.
package enum BatchKey {
    /// - Parameter request: names and values of what is asked.
    package static func digest(_ request: [String: String]) -> String {
        let text = request.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.utf8.count) \($0.value)\n" }.joined()
        return String(FileDigest.sha256(Array(text.utf8)).prefix(32))
    }

    /// - Parameters:
    ///   - id: the name that the person gave it; nil: none.
    ///   - occurrence: how many lines before it ask the same.
    package static func key(_ digest: String, id: String?, occurrence: Int) -> String {
        id.map { "\(digest) id \($0)" } ?? "\(digest) \(occurrence + 1)"
    }
}
