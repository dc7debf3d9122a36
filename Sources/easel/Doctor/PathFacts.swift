import Glibc

/// A file or folder of ours as it lies on the disk.
struct PathFacts: Hashable, Sendable {
    /// `config`, `gallery`.
    var name: String
    var path: String
    /// Permission bits; nil when there is nothing there.
    var mode: UInt32?
    var isOurs: Bool
    var canWrite: Bool

    init(name: String, path: String, mode: UInt32?, isOurs: Bool, canWrite: Bool) {
        self.name = name
        self.path = path
        self.mode = mode
        self.isOurs = isOurs
        self.canWrite = canWrite
    }

    /// Looks at the disk.
    init(name: String, path: String) {
        var facts = stat()
        let exists = stat(path, &facts) == 0
        self.init(
            name: name, path: path, mode: exists ? facts.st_mode & 0o7777 : nil,
            isOurs: exists && facts.st_uid == geteuid(), canWrite: exists && access(path, W_OK) == 0)
    }

    /// What a person should do about it; nil when all is well.
    var warning: String? {
        guard let mode else { return nil }
        if !canWrite { return "not writable by you" }
        if isOurs, name != "config", mode & 0o077 != 0 { return "others can see into it; type: chmod go= \(path)" }
        return nil
    }

    /// `0700`.
    var modeText: String? {
        mode.map { mode in
            let digits = String(mode, radix: 8)
            return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
    }
}
