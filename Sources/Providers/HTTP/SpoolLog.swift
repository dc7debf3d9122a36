import Glibc
import NIOCore

/// Reads the log that `AnswerSpool` writes. A log that ends in the middle of an entry gives what there is of it.
struct SpoolLog: ~Copyable {
    private let folder: String
    private let descriptor: Int32
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    private var rest = UnsafeRawBufferPointer(start: nil, count: 0)

    /// No line of it is longer.
    private static let mostLine = 200

    /// - Parameter folder: where the log is and the files that it names; absolute. A log that is not there is empty.
    init(folder: String) {
        self.folder = folder
        descriptor = open("\(folder)/\(AnswerSpool.bodyName)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        buffer.deallocate()
    }

    /// The body of the answer, piece by piece.
    mutating func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        while let line = line() {
            let words = line.split(separator: " ")
            if words.count == 2, words[0] == "raw", let count = Int(words[1]) {
                try raw(count, body)
            } else if words.count == 4, words[0] == "file", let from = Int(words[2]), let to = Int(words[3]) {
                try file(String(words[1]), from, to, body)
            } else {
                return
            }
        }
    }

    private mutating func raw(_ count: Int, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        var left = count
        while left > 0, fill() {
            let piece = UnsafeRawBufferPointer(rebasing: rest[..<min(left, rest.count)])
            rest.drop(piece.count)
            left -= piece.count
            try body(piece)
        }
    }

    /// The base64 that these bytes had been.
    private func file(
        _ name: String, _ from: Int, _ to: Int, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        guard name.hasPrefix(AnswerSpool.linkPrefix), !name.contains("/"), 0 <= from, from < to else { return }
        let segment = BodySegment.base64(path: "\(folder)/\(name)", bytes: to)
        var offset = from
        while offset < to {
            guard let piece = try? segment.piece(at: offset) else { throw TransportFailure.interrupted }
            try piece.bytes.withUnsafeReadableBytes(body)
            offset = piece.next
        }
    }

    private mutating func line() -> String? {
        var line: [UInt8] = []
        while fill(), line.count < Self.mostLine {
            let byte = rest[0]
            rest.drop(1)
            if byte == 0x0A { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return nil
    }

    /// - Returns: whether there is more.
    private mutating func fill() -> Bool {
        guard rest.isEmpty else { return true }
        guard descriptor >= 0 else { return false }
        var count = 0
        repeat { count = read(descriptor, buffer.baseAddress, buffer.count) } while count < 0 && errno == EINTR
        rest = UnsafeRawBufferPointer(rebasing: buffer[..<max(0, count)])
        return count > 0
    }
}
