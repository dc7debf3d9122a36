import Glibc
import StudioCore

/// Where `-o` wants the finished pictures: the pure half says which file each becomes.
enum PictureOutput {
    /// `out.png` for one, `out-1.png`, `out-2.png`… for several; in a folder, the gallery's own names.
    static func targets(_ path: String, isFolder: Bool, pictures: [String]) -> [String] {
        if isFolder {
            let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
            return pictures.map { "\(folder)/\($0.split(separator: "/").last ?? "picture")" }
        }
        guard pictures.count > 1 else { return [path] }
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let dot = path[slash...].lastIndex(of: ".").flatMap { $0 == slash ? nil : $0 } ?? path.endIndex
        return pictures.indices.map { "\(path[..<dot])-\($0 + 1)\(path[dot...])" }
    }

    /// Whether copies can be put there, asked before a picture is paid for: one that has nowhere to go is no use to a
    /// script.
    static func check(_ path: String, pictures: Int) throws(TurnFailure) {
        guard path != "-" else { return }
        var place = path
        var wanted = W_OK | X_OK
        if isSpecial(path) {
            guard pictures == 1 else { throw .usage("\(path) takes one picture.", advice: "Name a file for several.") }
            wanted = W_OK
        } else if !isFolder(path) {
            let slash = path.lastIndex(of: "/")
            place = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        }
        // A file in a folder's place fails as one: “.” is in none.
        guard access(wanted == W_OK ? place : place + "/.", wanted) != 0 else { return }
        throw .usage(
            "Cannot write \(path): \(String(cString: strerror(errno))).",
            advice: "Name a file in a folder that is there and that you can write to.")
    }

    /// Copies a picture's bytes. A file that is there is replaced in one step, or stays as it was, and a link to it stays
    /// a link; a device or pipe is written to. The copy is private, like the picture.
    static func copy(_ source: String, to wanted: String) throws(TurnFailure) {
        try save(try read(source), to: wanted)
    }

    /// The same with bytes that are nowhere yet.
    static func save(_ bytes: [UInt8], to wanted: String) throws(TurnFailure) {
        if isSpecial(wanted) { return try write(bytes, into: wanted) }
        let target = resolved(wanted)
        let temporary = "\(target).easel-\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(target, errno) }
        // Whatever the umask.
        fchmod(descriptor, 0o600)
        let isWritten = Console.write(bytes, to: descriptor)
        let reason = errno
        guard close(descriptor) == 0, isWritten else {
            unlink(temporary)
            throw failure(target, reason)
        }
        guard rename(temporary, target) == 0 else {
            let reason = errno
            unlink(temporary)
            throw failure(target, reason)
        }
    }

    private static func write(_ bytes: [UInt8], into target: String) throws(TurnFailure) {
        let descriptor = open(target, O_WRONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw failure(target, errno) }
        defer { close(descriptor) }
        guard Console.write(bytes, to: descriptor) else { throw failure(target, errno) }
    }

    /// Where a link leads; the path itself where there is none.
    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// Neither file nor folder, such as `/dev/stdout`.
    private static func isSpecial(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && ![S_IFREG, S_IFDIR].contains(facts.st_mode & S_IFMT)
    }

    /// The bytes as they lie in the gallery.
    static func read(_ path: String) throws(TurnFailure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path, errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = Glibc.read(descriptor, &block, block.count)
            if count < 0 { throw failure(path, errno) }
            if count == 0 { return bytes }
            bytes += block[..<count]
        }
    }

    /// 0 for what cannot be looked at: that is told when it is read.
    static func bytes(_ path: String) -> Int {
        var facts = stat()
        return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
    }

    static func isFolder(_ path: String) -> Bool {
        var facts = stat()
        return path.hasSuffix("/") || (stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR)
    }

    static func failure(_ path: String, _ code: Int32) -> TurnFailure {
        TurnFailure(
            .invalidRequest, message: "\(path): \(String(cString: strerror(code)))",
            advice: "The picture is safe in the gallery; copy it from there.", providerCode: "local_output",
            billed: .yes)
    }
}
