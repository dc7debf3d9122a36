import FoundationEssentials
import Glibc
package import StudioCore

/// What was spent, on disk: one line before a request leaves and one with its outcome. Several studios write the same
/// file, each line under a lock.
package actor LedgerFile: SpendLedger {
    private let folders: Folders

    package init(folders: Folders) { self.folders = folders }

    package func append(_ entry: LedgerEntry) throws(StoreFailure) {
        let path = folders.ledger
        guard let line = try? JSONCoding.line(LedgerLine(entry: entry)) else { throw .notEncodable(path) }
        try SafeFile.makeFolder(folders.state)
        let isNew = !SafeFile.exists(path)
        let file = try OpenFile(path: path, flags: O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW)
        while flock(file.descriptor, LOCK_EX) != 0 {
            if errno != EINTR { throw .from(errno, doing: "lock", path) }
        }
        let end = try file.status().st_size
        var last: UInt8 = 0x0A
        if end > 0, pread(file.descriptor, &last, 1, end - 1) != 1 { throw .from(EIO, doing: "read", path) }
        do throws(StoreFailure) {
            // Half a line that a crash left ends here.
            try file.write(last == 0x0A ? line : [0x0A] + line)
        } catch {
            ftruncate(file.descriptor, end)
            throw error
        }
        try file.sync()
        if isNew { try SafeFile.syncFolder(folders.state) }
    }

    /// All rows that can be read, oldest first, and what was passed over. No ledger is an empty one.
    package nonisolated static func read(_ folders: Folders) throws(StoreFailure)
        -> (entries: [LedgerEntry], notes: [String])
    {
        guard SafeFile.exists(folders.ledger) else { return ([], []) }
        return LedgerLine.entries(try SafeFile.read(folders.ledger), path: folders.ledger)
    }
}
