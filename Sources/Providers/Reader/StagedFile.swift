import Crypto
import Glibc

/// A long string of an answer that went to disk as it arrived.
package struct StagedFile: Hashable, Sendable {
    /// Absolute.
    package var path: String
    package var bytes: Int
    package var sha256: String
    /// The string ended and decoded; false when the answer broke off in it.
    package var isWhole: Bool
}

/// How a long string is kept.
package enum StringFate: Hashable, Sendable {
    /// In memory, with the rest of the document.
    case text
    /// Base64, decoded to a file.
    case base64
    /// As it is, to a file.
    case verbatim
}

/// Writes one long string to a file while it arrives, hashing as it goes.
final class StagedWriter {
    private let path: String
    private let descriptor: Int32
    private var base64: Base64StreamDecoder?
    private var hash = SHA256()
    private var bytes = 0
    private var isFailed = false
    /// Bytes that wait for their write; large enough that a write is worth its call.
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    private var filled = 0

    init(path: String, fate: StringFate) throws(ReaderFailure) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if fate == .base64 { base64 = Base64StreamDecoder() }
        if descriptor < 0 { throw .notKept(path: path, reason: String(cString: strerror(errno))) }
    }

    deinit {
        close(descriptor)
        buffer.deallocate()
    }

    func write(_ input: UnsafeRawBufferPointer) throws(ReaderFailure) {
        var rest = input
        while !rest.isEmpty {
            let free = buffer.count - filled
            if base64 != nil {
                // Leaves room for what the piece can become.
                let take = min(rest.count, (free - 16) / 3 * 4)
                if take < 4096, take < rest.count {
                    try flush()
                    continue
                }
                let piece = UnsafeRawBufferPointer(rebasing: rest[..<take])
                let target = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                filled += base64?.decode(piece, into: target) ?? 0
                rest = UnsafeRawBufferPointer(rebasing: rest[take...])
            } else {
                let take = min(rest.count, free)
                if take == 0 {
                    try flush()
                    continue
                }
                UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: rest[..<take]))
                filled += take
                rest = UnsafeRawBufferPointer(rebasing: rest[take...])
            }
        }
    }

    /// - Parameter whole: the string came to its end.
    func finish(whole: Bool) throws(ReaderFailure) -> StagedFile {
        if buffer.count - filled < 16 { try flush() }
        filled += base64?.finish(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])) ?? 0
        try flush()
        let isBroken = base64?.isBroken ?? false
        return StagedFile(path: path, bytes: bytes, sha256: Hex.text(hash.finalize()), isWhole: whole && !isBroken && bytes > 0)
    }

    private func flush() throws(ReaderFailure) {
        guard filled > 0, let base = buffer.baseAddress else { return }
        hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
        var offset = 0
        while offset < filled {
            let count = Glibc.write(descriptor, base + offset, filled - offset)
            if count < 0 {
                if errno == EINTR { continue }
                throw .notKept(path: path, reason: String(cString: strerror(errno)))
            }
            offset += count
        }
        bytes += filled
        filled = 0
    }
}

/// Lower-case hexadecimal.
enum Hex {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
