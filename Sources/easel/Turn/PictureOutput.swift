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

    /// Copies a picture's bytes. A file that is there is replaced in one step, or stays as it was.
    static func copy(_ source: String, to target: String) throws(TurnFailure) {
        let bytes = try read(source)
        let temporary = "\(target).easel-\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(target, errno) }
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
