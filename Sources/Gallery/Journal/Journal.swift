import FoundationEssentials
import Glibc
package import StudioCore

/// What earlier runs left in the journal, and the runs that are at it now.
package struct Journal: Hashable, Sendable {
    /// Oldest turn first. Whether another process has them is not known before they are claimed.
    package private(set) var requests: [Leftover] = []
    /// Without an intent, and with nothing else: nothing had been asked for yet.
    package private(set) var empty: [String] = []
    /// What nobody can make anything of. Absolute paths, as all here.
    package private(set) var unreadable: [String] = []
    /// Of a newer Easel.
    package private(set) var newer: [String] = []
    /// What was put aside as unreadable before.
    package private(set) var aside: [String] = []

    private static let asideName = "broken"

    /// Looks only.
    package init(_ folders: Folders) {
        let journal = folders.journal
        for entry in SafeFile.list(journal) where entry.isFolder {
            let folder = "\(journal)/\(entry.name)"
            if entry.name == Self.asideName {
                aside = SafeFile.list(folder).map { "\(folder)/\($0.name)" }.sorted()
            } else {
                look(into: folder, folders)
            }
        }
        requests.sort {
            ($0.intent.turn.id.rawValue, $0.intent.variant) < ($1.intent.turn.id.rawValue, $1.intent.variant)
        }
    }

    private mutating func look(into folder: String, _ folders: Folders) {
        let path = "\(folder)/\(IntentFile.name)"
        let files = SafeFile.list(folder)
        guard SafeFile.exists(path) else {
            // Half an intent is none; and what is gone altogether by now has ended well.
            let isEmpty = files.allSatisfy { $0.name.hasPrefix(".") && $0.name.hasSuffix(".part") }
            if !SafeFile.exists(folder) { return }
            if isEmpty { empty.append(folder) } else { unreadable.append(folder) }
            return
        }
        guard let bytes = try? SafeFile.read(path, limit: 4 << 20) else { return unreadable.append(folder) }
        switch IntentFile.read(bytes) {
        case .intent(let file):
            let expected = Staging.folder(turn: file.turn.id, variant: file.variant, in: folders)
            guard folder == expected else { return unreadable.append(folder) }
            let changes = files.compactMap { SafeFile.info("\(folder)/\($0.name)")?.changed }
            requests.append(
                Leftover(
                    intent: file.intent, folder: folder,
                    changed: Date(timeIntervalSince1970: changes.max() ?? file.at.timeIntervalSince1970)))
        case .newer: newer.append(folder)
        case .unreadable: unreadable.append(folder)
        }
    }

    // MARK: Clearing up

    /// Removes a folder that nothing was asked from, unless somebody is just making it.
    package static func clear(_ folder: String) {
        guard let gate = try? OpenFile(path: SafeFile.folder(of: folder), flags: O_RDONLY | O_DIRECTORY),
            flock(gate.descriptor, LOCK_EX | LOCK_NB) == 0, !SafeFile.exists("\(folder)/\(IntentFile.name)")
        else { return }
        for entry in SafeFile.list(folder) where entry.name.hasSuffix(".part") { unlink("\(folder)/\(entry.name)") }
        rmdir(folder)
    }

    /// Moves an unreadable folder out of the way, with all that is in it.
    /// - Returns: where it is now; nil when another process has it.
    package static func setAside(_ folder: String) throws(StoreFailure) -> String? {
        let path = "\(folder)/\(IntentFile.name)"
        let claim = StagingClaim.take(folder)
        guard claim != nil || SafeFile.info(path) == nil else { return nil }
        defer { withExtendedLifetime(claim) {} }
        let parent = SafeFile.folder(of: folder)
        let name = folder.dropFirst(parent.count + 1)
        try SafeFile.makeFolder("\(parent)/\(asideName)")
        for number in 1..<1000 {
            let target = "\(parent)/\(asideName)/\(name)\(number > 1 ? "-\(number)" : "")"
            let code = RenameNoReplace.rename(folder, to: target)
            if code == EEXIST || code == ENOTEMPTY { continue }
            if code != 0 { throw .from(code, doing: "move", folder) }
            try SafeFile.syncFolder(parent)
            return target
        }
        throw .from(EEXIST, doing: "move", folder)
    }

    /// Removes what files that were being written left under their hidden names, where their writer is gone.
    /// - Parameter leftovers: whose days of the gallery are looked at.
    package static func sweep(_ folders: Folders, after leftovers: [Leftover], time: LocalTime = .system) {
        let days = Set(leftovers.map { "\(folders.gallery)/\(time.civil($0.intent.turn.startedAt).dayText)" })
        for folder in days.sorted() + [folders.sessions, folders.references] {
            for entry in SafeFile.list(folder) where isAbandoned(entry.name) { unlink("\(folder)/\(entry.name)") }
        }
    }

    /// `.PID-….part` of a process that is no more.
    private static func isAbandoned(_ name: String) -> Bool {
        guard name.hasPrefix("."), name.hasSuffix(".part"), let dash = name.firstIndex(of: "-"),
            let pid = pid_t(name[name.index(after: name.startIndex)..<dash]), pid > 0
        else { return false }
        return isGone(pid)
    }

    /// Also when nobody has taken note of its end yet: somebody's child, killed a moment ago.
    private static func isGone(_ pid: pid_t) -> Bool {
        if kill(pid, 0) != 0, errno == ESRCH { return true }
        // proc(5): the state stands behind the name, which is in brackets and may hold anything.
        guard let stat = try? SafeFile.read("/proc/\(pid)/stat"), let bracket = stat.lastIndex(of: UInt8(ascii: ")"))
        else { return false }
        let state = stat[bracket...].dropFirst(2).first
        return state == UInt8(ascii: "Z") || state == UInt8(ascii: "X")
    }
}
