import Crypto
import Glibc

/// Writes one long string to a file while it arrives, hashing as it goes, with one buffer of memory.
final class StagedFileWriter {
    private let path: String
    private let descriptor: Int32
    private var base64: Base64StreamDecoder?
    private var prefix: DataURLPrefix?
    private var hash = SHA256()
    private var bytes = 0
    private var head: [UInt8] = []
    private(set) var failure: ReaderFailure?
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 64)
    private var filled = 0

    /// - Parameter path: absolute, not yet there. A failure to open it is reported by `failure`.
    init(path: String, fate: StringFate) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if descriptor < 0 { failure = .notKept(path: path, error: errno) }
        if fate == .base64 {
            base64 = Base64StreamDecoder()
            prefix = DataURLPrefix()
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        buffer.deallocate()
    }

    func write(_ input: UnsafeRawBufferPointer) {
        var rest = input
        if prefix != nil {
            rest = prefix?.pass(rest) { held in decode(held) } ?? rest
            if prefix?.isPassed == true { prefix = nil }
        }
        if base64 != nil { decode(rest) } else { copy(rest) }
    }

    /// - Parameter whole: the string came to its end.
    func finish(whole: Bool) -> StagedFile {
        prefix?.finish { held in decode(held) }
        if buffer.count - filled < 16 { flush() }
        filled += base64?.finish(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])) ?? 0
        flush()
        let isGood = whole && failure == nil && base64?.isBroken != true && bytes > 0
        return StagedFile(
            path: path, bytes: bytes, sha256: Hexadecimal.text(hash.finalize()), head: head, isWhole: isGood)
    }

    private func decode(_ input: UnsafeRawBufferPointer) {
        var rest = input
        while !rest.isEmpty, failure == nil {
            let most = (buffer.count - filled - 4) / 3 * 4
            guard most >= 4096 || most >= rest.count else {
                flush()
                continue
            }
            let piece = UnsafeRawBufferPointer(rebasing: rest[..<min(rest.count, most)])
            filled += base64?.decode(piece, into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])) ?? 0
            rest = UnsafeRawBufferPointer(rebasing: rest[piece.count...])
        }
    }

    private func copy(_ input: UnsafeRawBufferPointer) {
        var rest = input
        while !rest.isEmpty, failure == nil {
            let count = min(rest.count, buffer.count - filled)
            UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
            filled += count
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            if filled == buffer.count { flush() }
        }
    }

    private func flush() {
        guard filled > 0, failure == nil, let base = buffer.baseAddress else { return }
        if bytes < 32 { head.append(contentsOf: buffer[..<min(filled, 32 - head.count)]) }
        hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
        var offset = 0
        while offset < filled {
            let count = Glibc.write(descriptor, base + offset, filled - offset)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                failure = .notKept(path: path, error: count < 0 ? errno : EIO)
                return
            }
            offset += count
        }
        bytes += filled
        filled = 0
    }
}

/// Finds out whether base64 begins with `data:image/png;base64,` and passes over it: gateways differ, and one changed its
/// mind between versions.
struct DataURLPrefix {
    private(set) var isPassed = false
    private var matched = 0
    private var skipped = 0
    private static let scheme = Array("data:".utf8)

    /// - Parameter emit: called with bytes that were held back and turned out to be base64 after all.
    /// - Returns: what is left of the input after the prefix.
    mutating func pass(
        _ input: UnsafeRawBufferPointer, _ emit: (UnsafeRawBufferPointer) -> Void
    ) -> UnsafeRawBufferPointer {
        var index = 0
        while index < input.count, !isPassed {
            let byte = input[index]
            if matched < Self.scheme.count {
                guard byte == Self.scheme[matched] else {
                    release(emit)
                    break
                }
                matched += 1
            } else {
                // No media type is longer; without a comma by then it is nothing we know.
                skipped += 1
                if byte == UInt8(ascii: ",") {
                    // A second prefix after the first has been seen: look again.
                    matched = 0
                    skipped = 0
                } else if skipped > 256 {
                    isPassed = true
                }
            }
            index += 1
        }
        return UnsafeRawBufferPointer(rebasing: input[index...])
    }

    /// The string has ended.
    mutating func finish(_ emit: (UnsafeRawBufferPointer) -> Void) {
        if !isPassed, matched < Self.scheme.count { release(emit) }
    }

    private mutating func release(_ emit: (UnsafeRawBufferPointer) -> Void) {
        isPassed = true
        Self.scheme.withUnsafeBytes { emit(UnsafeRawBufferPointer(rebasing: $0[..<matched])) }
    }
}

/// Lower-case hexadecimal.
enum Hexadecimal {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
