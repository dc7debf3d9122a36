import Glibc
import StudioCore

/// Where the requests of a batch come from.
struct BatchSource {
    /// Absolute, links resolved, so that a file is the same from wherever it is named; `-` for standard input and whatever
    /// else is no file.
    var path: String
    /// What is opened.
    private var opened: String
    /// What relative paths in it are relative to.
    var folder: String
    /// What the batch is called where nobody says otherwise.
    var name: String

    /// More is a mistake.
    private static let limit = 64 << 20

    init(_ file: String, _ environment: Environment) {
        opened = file == "-" ? file : environment.absolute(file, in: environment.workingFolder)
        path = opened
        var facts = stat()
        let isThere = stat(opened, &facts) == 0
        guard file != "-", !isThere || facts.st_mode & S_IFMT == S_IFREG else {
            (path, folder, name) = ("-", environment.workingFolder, "stdin")
            return
        }
        if let real = realpath(path, nil) {
            path = String(cString: real)
            free(real)
        }
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        folder = slash == path.startIndex ? "/" : String(path[..<slash])
        let file = path[slash...].dropFirst()
        let dot = file.lastIndex(of: ".") ?? file.endIndex
        name = SessionName.slug(String(dot == file.startIndex ? file : file[..<dot]))
    }

    /// As people call it.
    var title: String { path == "-" ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path }

    func bytes() throws(TurnFailure) -> [UInt8] {
        let descriptor = opened == "-" ? STDIN_FILENO : open(opened, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable() }
        defer { if opened != "-" { close(descriptor) } }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= Self.limit {
            let count = read(descriptor, &block, block.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable() }
            if count == 0 { return bytes }
            bytes += block[..<count]
        }
        throw .usage("\(opened) has more than 64 MiB.", advice: "Name a file of requests, or part it.")
    }

    private func unreadable() -> TurnFailure {
        .usage(
            "Cannot read \(opened): \(String(cString: strerror(errno))).",
            advice: "Name a file with a request a line, or - for standard input.")
    }
}
