package import FoundationEssentials
import Glibc
package import StudioCore

/// One session on disk: an append-only JSON Lines file, each line fsynced before anyone is told that it is there.
package actor SessionFile: SessionLog {
    package nonisolated let name: String
    package nonisolated let path: String
    private let handle: OpenFile
    private let encoder = JSONCoding.encoder()

    /// Opens or makes the file and takes it for this process alone.
    /// - Returns: the file, the tree it holds, and what was strange in it (lines that could not be read).
    /// - Throws: `.inUse` when another Easel has it, `.newerVersion`, `.notASession`, or what the disk says.
    package static func open(name: String, folders: Folders, now: Date) throws(SessionFailure)
        -> (file: SessionFile, tree: SessionTree, notes: [String])
    {
        let path = "\(folders.sessions)/\(name).jsonl"
        do {
            try SafeFile.makeFolder(folders.sessions)
            let isNew = !SafeFile.exists(path)
            let handle = try OpenFile(path: path, flags: O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW)
            _ = fchmod(handle.descriptor, 0o600)
            guard flock(handle.descriptor, LOCK_EX | LOCK_NB) == 0 else { throw SessionFailure.inUse(name: name) }
            let bytes = try SafeFile.read(path)
            let (records, notes) = try SessionReading.records(bytes, path: path)
            var tree = SessionTree(name: name, createdAt: now)
            let file = SessionFile(name: name, path: path, handle: handle)
            if isNew || bytes.isEmpty {
                let first = SessionRecord.session(name: name, createdAt: now)
                try file.write(first)
                tree.apply(first)
                try SafeFile.syncFolder(of: path)
            } else if bytes.last != 0x0A {
                // A crash left half a line: the next record begins on a line of its own, nothing before it is touched.
                try file.write(raw: [0x0A])
            }
            for record in records { tree.apply(record) }
            return (file, tree, notes)
        } catch let failure as SessionFailure {
            throw failure
        } catch let failure as StoreFailure {
            throw .notWritten(path: path, reason: failure.message)
        } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
    }

    private init(name: String, path: String, handle: consuming OpenFile) {
        self.name = name
        self.path = path
        self.handle = handle
    }

    package func append(_ record: SessionRecord) throws(SessionFailure) {
        do {
            try write(record)
        } catch {
            throw .notWritten(path: path, reason: error.message)
        }
    }

    private nonisolated func write(_ record: SessionRecord) throws(StoreFailure) {
        guard let data = try? JSONCoding.encoder().encode(record) else {
            throw StoreFailure(.io, path: path, message: "A record cannot be written as JSON.", advice: "Report this as a bug.")
        }
        try write(raw: Array(data) + [0x0A])
    }

    private nonisolated func write(raw bytes: [UInt8]) throws(StoreFailure) {
        try handle.write(bytes)
        try handle.sync()
    }
}
