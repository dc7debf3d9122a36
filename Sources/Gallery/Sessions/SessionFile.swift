package import FoundationEssentials
import Glibc
package import StudioCore

/// One session on disk: an append-only JSON Lines file, each line fsynced before anyone is told that it is there. It is
/// this process's alone while this lives.
package actor SessionFile: SessionLog {
    package nonisolated let name: String
    /// Absolute.
    package nonisolated let path: String
    private var lines: AppendOnlyFile

    /// An opened session.
    package struct Opened: Sendable {
        package var file: SessionFile
        package var tree: SessionTree
        /// What was strange in it, one sentence each.
        package var notes: [String]
    }

    /// Opens the file, or makes it, and takes it for this process.
    /// - Parameters:
    ///   - isNew: it must not be there yet.
    ///   - now: when a session that is new was made.
    /// - Throws: `.inUse` when another Easel has it (or has just made one that should be new), `.newerVersion`, `.notASession`, or what the disk says. The file is
    ///   left as it was then.
    package static func open(
        name: String, folders: Folders, isNew: Bool = false, now: Date
    ) async throws(SessionFailure) -> Opened {
        let path = SessionShelf(folders: folders).path(name)
        guard SessionName.isValid(name) else {
            throw .notASession(path: path, reason: "“\(name)” cannot be the name of a session")
        }
        let handle = try taken(path, name: name, isNew: isNew, in: folders)
        let bytes: [UInt8]
        do throws(StoreFailure) {
            bytes = try SafeFile.read(path)
        } catch {
            throw .unreadable(path: path, reason: error.message)
        }
        let reading = try await SessionReading.read(bytes, path: path)
        let lines = AppendOnlyFile(handle: handle, end: bytes.count, isTorn: reading.isTorn)
        let file = SessionFile(name: name, path: path, lines: lines)
        if reading.records.isEmpty { try await file.append(.session(name: name, createdAt: now)) }
        return Opened(file: file, tree: reading.tree(name: name, createdAt: now), notes: reading.notes)
    }

    /// Opens and locks. The name may be given to another file between the two, so it is looked at again.
    private static func taken(
        _ path: String, name: String, isNew: Bool, in folders: Folders
    ) throws(SessionFailure) -> OpenFile {
        let flags = O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | (isNew ? O_EXCL : 0)
        do throws(StoreFailure) {
            try SafeFile.makeFolder(folders.sessions)
            for _ in 0..<16 {
                let handle = try OpenFile(path: path, flags: flags)
                guard handle.lock() else { break }
                var named = stat()
                let held = try handle.status()
                if stat(path, &named) == 0, named.st_ino == held.st_ino, named.st_dev == held.st_dev {
                    try SafeFile.syncFolder(folders.sessions)
                    return handle
                }
            }
        } catch {
            if isNew, SafeFile.exists(path) { throw .inUse(name: name) }
            throw .notWritten(path: path, reason: error.message)
        }
        throw .inUse(name: name)
    }

    private init(name: String, path: String, lines: consuming AppendOnlyFile) {
        self.name = name
        self.path = path
        self.lines = lines
    }

    package func append(_ record: SessionRecord) throws(SessionFailure) {
        guard let line = try? JSONCoding.line(record) else {
            throw .notWritten(path: path, reason: "the record cannot be written as JSON; please report it")
        }
        do throws(StoreFailure) {
            try lines.append(line)
        } catch {
            throw .notWritten(path: path, reason: error.message)
        }
    }
}
