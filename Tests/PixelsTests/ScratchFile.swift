import Glibc

/// A file in the temporary folder that is gone when the test is.
final class ScratchFile {
    let path: String

    init(_ bytes: [UInt8] = []) {
        var template = Array("/tmp/pixels-test-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        _ = write(descriptor, bytes, bytes.count)
        close(descriptor)
    }

    deinit { unlink(path) }

    /// Keeps the file until `body` is done.
    func use<Result>(_ body: (String) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(self) { try body(path) }
    }

    var bytes: [UInt8] {
        guard let stream = fopen(path, "rb") else { return [] }
        defer { fclose(stream) }
        var all: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = fread(&part, 1, part.count, stream)
            if count == 0 { return all }
            all += part[..<count]
        }
    }
}
