import FoundationEssentials
import Glibc

/// A file of the person's as it was read: its text, and whether a key may stand in it.
struct ConfigFile: Hashable, Sendable {
    /// Absolute.
    var path: String
    var text: String
    /// Who else gets at it; nil: nobody.
    var exposure: FileExposure?

    /// Larger files are a mistake, not a configuration.
    static let limit = 1 << 20

    /// - Returns: nil when there is no such file.
    static func read(_ path: String) throws(ConfigProblem) -> ConfigFile? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw ConfigProblem(file: path, line: nil, message: "cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size <= Self.limit else {
            throw ConfigProblem(file: path, line: nil, message: "is no file of at most 1 MiB")
        }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 16384)
        while bytes.count <= Self.limit {
            let count = Glibc.read(descriptor, &block, block.count)
            if count < 0 {
                throw ConfigProblem(
                    file: path, line: nil, message: "cannot be read: \(String(cString: strerror(errno)))")
            }
            if count == 0 { break }
            bytes += block[..<count]
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ConfigProblem(file: path, line: nil, message: "is not UTF-8")
        }
        return ConfigFile(path: path, text: text, exposure: FileExposure.of(descriptor, path: path))
    }

    /// The top table, or where the text stops being TOML.
    func parsed() throws(ConfigProblem) -> TOML.Table {
        do {
            return try TOML.parse(text)
        } catch {
            throw ConfigProblem(file: path, line: error.line, message: error.message)
        }
    }
}

extension ConfigProblem: Error {}
