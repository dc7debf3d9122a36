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

    /// Folders below that others can see into, at most so many: each has to be told of on its own.
    static func exposed(below path: String, named name: String, limit: Int = 20) -> [PathFacts] {
        var found: [PathFacts] = []
        var waiting = [path]
        var visited = 0
        while let folder = waiting.popLast(), found.count < limit, visited < 5000 {
            visited += 1
            guard let stream = opendir(folder) else { continue }
            defer { closedir(stream) }
            while let entry = readdir(stream) {
                guard entry.pointee.d_type == UInt8(DT_DIR) || entry.pointee.d_type == UInt8(DT_UNKNOWN) else {
                    continue
                }
                let child = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                guard child != ".", child != ".." else { continue }
                var facts = stat()
                let path = "\(folder)/\(child)"
                guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else { continue }
                let place = PathFacts(name: name, path: path)
                if place.warning != nil { found.append(place) }
                waiting.append(path)
            }
        }
        return found.sorted { $0.path < $1.path }
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
        if name == "config" {
            return mode & 0o022 != 0 ? "others can change it; type: chmod go-w \(path.shellWord)" : nil
        }
        if !isOurs { return "it belongs to another user" }
        if mode & 0o077 != 0 { return "others can see into it; type: chmod go= \(path.shellWord)" }
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
