import Glibc
import StudioCore

/// A staging folder as this process's own: a lock on its intent, which the kernel takes back however the process ends.
final class StagingClaim: Sendable {
    /// Seconds east of Greenwich on the clock that the turn's pictures are named by.
    let offset: Int
    /// An earlier run had it, and may have done part of the work.
    let isTakenOver: Bool
    private let file: OpenFile

    private init(file: consuming OpenFile, offset: Int, isTakenOver: Bool) {
        self.file = file
        self.offset = offset
        self.isTakenOver = isTakenOver
    }

    /// Makes the folder with its intent, all of it durable.
    static func make(_ folder: String, for intent: RequestIntent, offset: Int) throws(StoreFailure) -> StagingClaim {
        let journal = SafeFile.folder(of: folder)
        try SafeFile.makeFolder(journal)
        // A recovery that clears away empty folders would take this one for a leftover.
        let gate = try OpenFile(path: journal, flags: O_RDONLY | O_DIRECTORY)
        flock(gate.descriptor, LOCK_SH)
        try SafeFile.makeFolder(folder)
        let path = "\(folder)/\(IntentFile.name)"
        guard let content = try? IntentFile(intent, offset: offset, owner: .this),
            let bytes = try? JSONCoding.line(content)
        else { throw .notEncodable(path) }
        let temporary = SafeFile.temporaryName(for: path)
        var isPlaced = false
        do throws(StoreFailure) {
            var file = try OpenFile(path: temporary, flags: O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW)
            flock(file.descriptor, LOCK_EX | LOCK_NB)
            try file.write(bytes)
            try file.sync()
            let code = SafeFile.place(temporary, at: path, .new)
            if code != 0 { throw StoreFailure.from(code, doing: "write", path) }
            isPlaced = true
            file.path = path
            try SafeFile.syncFolder(folder)
            return StagingClaim(file: file, offset: offset, isTakenOver: false)
        } catch {
            unlink(temporary)
            if isPlaced { unlink(path) }
            rmdir(folder)
            throw error
        }
    }

    /// Takes over a folder whose owner is gone; nil when it is not, or the folder is.
    static func take(_ folder: String) -> StagingClaim? {
        let path = "\(folder)/\(IntentFile.name)"
        guard let file = try? OpenFile(path: path, flags: O_RDWR | O_NOFOLLOW),
            file.lock()
        else { return nil }
        // Its owner may have ended well between the two, and taken the folder away.
        var named = stat()
        guard let held = try? file.status(), lstat(path, &named) == 0, named.st_ino == held.st_ino,
            named.st_dev == held.st_dev
        else { return nil }
        var offset = 0
        if let bytes = try? SafeFile.read(path, limit: 4 << 20), case .intent(let file) = IntentFile.read(bytes) {
            offset = file.offset
        }
        return StagingClaim(file: file, offset: offset, isTakenOver: true)
    }
}

extension IntentFile.Owner {
    static var this: IntentFile.Owner {
        let line = (try? SafeFile.read("/proc/self/stat", limit: 4096)).map { String(decoding: $0, as: UTF8.self) }
        // The second field is the program's name in brackets, and may hold anything; the 22nd is the time.
        let fields = line?.split(separator: ")").last?.split(separator: " ") ?? []
        return IntentFile.Owner(pid: getpid(), started: fields.count > 19 ? Int(fields[19]) ?? 0 : 0)
    }
}
