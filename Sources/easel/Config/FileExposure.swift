import Glibc

/// Why a key may not stand in a file: somebody else could read or replace it.
enum FileExposure: Hashable, Sendable {
    /// Group or others may read or write it.
    case open
    /// It belongs to another user.
    case foreign
    /// It is a link to a file in another folder.
    case link(to: String)

    /// nil when only its owner, us, gets at it.
    /// - Parameter descriptor: the file as it was opened under `path`.
    static func of(_ descriptor: Int32, path: String) -> FileExposure? {
        var facts = stat()
        var own = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_uid == geteuid() else { return .foreign }
        if lstat(path, &own) == 0, own.st_mode & S_IFMT == S_IFLNK, let target = real(path) {
            let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
            guard let here = real(folder.isEmpty ? "/" : folder), target.hasPrefix(here + "/") else {
                return .link(to: target)
            }
        }
        return facts.st_mode & 0o077 == 0 ? nil : .open
    }

    func message(_ path: String) -> String {
        switch self {
        case .open: "others can read this file; type: chmod 600 \(path.shellWord)"
        case .foreign: "the file belongs to another user; type: chown \(getuid()) \(path.shellWord)"
        case .link(let target):
            "the file is a link to \(target); name that file, or put a copy of mode 0600 in its place"
        }
    }

    private static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}

extension String {
    /// To be typed at a shell: in quotes where it has to be.
    var shellWord: String {
        let isPlain = allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-+,:@%~=".contains($0)) }
        return isPlain && !isEmpty ? self : "'" + replacing("'", with: #"'\''"#) + "'"
    }
}
