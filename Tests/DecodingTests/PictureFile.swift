import Glibc
import Pixels

/// A file that is there for one test.
final class PictureFile: Sendable {
    let path: String

    init(_ bytes: [UInt8]) throws {
        var name = Array("/tmp/easel-decoding-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
    }

    /// A PNG of one colour.
    convenience init(width: Int = 48, height: Int = 32, _ color: RGB = RGB(200, 100, 50)) throws {
        try self.init(PNGEncoder.encode(.filled(color, width: width, height: height)))
    }

    deinit { unlink(path) }

    var bytes: [UInt8] {
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = read(descriptor, &bytes, bytes.count)
        return Array(bytes.prefix(max(0, count)))
    }
}
