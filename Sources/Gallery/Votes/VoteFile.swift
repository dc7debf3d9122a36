import Glibc
package import StudioCore

/// The votes of this person, on disk: one line each, never changed. Several studios write the same file, each line under
/// a lock.
package struct VoteFile: Sendable {
    private let folders: Folders

    package init(folders: Folders) { self.folders = folders }

    /// - Throws: when it is not on disk.
    package func append(_ vote: Vote) throws(StoreFailure) {
        let path = folders.votes
        guard vote.isValid, let line = try? JSONCoding.line(VoteLine(vote: vote)) else { throw .notEncodable(path) }
        try SafeFile.makeFolder(folders.state)
        let isNew = !SafeFile.exists(path)
        let handle = try taken(path)
        let end = try handle.status().st_size
        var last: UInt8 = 0x0A
        if end > 0, pread(handle.descriptor, &last, 1, end - 1) != 1 { throw .from(EIO, doing: "read", path) }
        var lines = AppendOnlyFile(handle: handle, end: Int(end), isTorn: last != 0x0A)
        try lines.append(line)
        if isNew { try SafeFile.syncFolder(folders.state) }
    }

    /// All votes that can be read, in the order they were cast, and what was passed over. No file is no votes.
    package func read() throws(StoreFailure) -> (votes: [Vote], notes: [String]) {
        guard SafeFile.exists(folders.votes) else { return ([], []) }
        return VoteLine.votes(try SafeFile.read(folders.votes), path: folders.votes)
    }

    /// Opens and waits for the lock. Whoever had it may have put another file in its place, so the name is looked at again.
    private func taken(_ path: String) throws(StoreFailure) -> OpenFile {
        while true {
            let handle = try OpenFile(path: path, flags: O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW)
            while flock(handle.descriptor, LOCK_EX) != 0 {
                if errno != EINTR { throw .from(errno, doing: "lock", path) }
            }
            let held = try handle.status()
            var named = stat()
            if stat(path, &named) == 0, named.st_ino == held.st_ino, named.st_dev == held.st_dev { return handle }
        }
    }
}
