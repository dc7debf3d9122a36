import FoundationEssentials
import Glibc
import NIOCore

/// A piece of a request body. Files are read and encoded while they are sent, so that a body of many pictures costs no
/// more memory than one piece.
enum BodySegment: Hashable, Sendable {
    case bytes([UInt8])
    /// A file as base64.
    case base64(path: String, bytes: Int)
    /// A file as it is.
    case file(path: String, bytes: Int)

    var length: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .base64(_, let bytes): (bytes + 2) / 3 * 4
        case .file(_, let bytes): bytes
        }
    }

    /// Divisible by three, so that only a file's last piece is padded.
    static let pieceBytes = 3 << 18

    /// The piece that begins at `offset` (of the file, or of the bytes), and where the next begins; nil at the end.
    func piece(at offset: Int) throws -> (bytes: ByteBuffer, next: Int)? {
        switch self {
        case .bytes(let bytes): return offset == 0 && !bytes.isEmpty ? (ByteBuffer(bytes: bytes), bytes.count) : nil
        case .base64(let path, let count):
            guard offset < count else { return nil }
            let data = try Self.read(path, at: offset, count: min(Self.pieceBytes, count - offset))
            return (ByteBuffer(bytes: data.base64EncodedData()), offset + data.count)
        case .file(let path, let count):
            guard offset < count else { return nil }
            let data = try Self.read(path, at: offset, count: min(Self.pieceBytes, count - offset))
            return (ByteBuffer(bytes: data), offset + data.count)
        }
    }

    /// Exactly so many bytes: a file that changed while it was sent would break the request's length.
    private static func read(_ path: String, at offset: Int, count: Int) throws -> Data {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw TransportFailure.fileChanged(path: path) }
        defer { close(descriptor) }
        var data = Data(count: count)
        let got = data.withUnsafeMutableBytes { buffer in
            var done = 0
            while done < count {
                let step = pread(descriptor, buffer.baseAddress! + done, count - done, off_t(offset + done))
                if step <= 0 { break }
                done += step
            }
            return done
        }
        guard got == count else { throw TransportFailure.fileChanged(path: path) }
        return data
    }
}
