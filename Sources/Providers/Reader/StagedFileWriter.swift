import Crypto
import Glibc

/// Writes one long string to a file while it arrives, hashing as it goes, with one buffer of memory. When the disk fills up
/// or fails, it goes on in a spare place: what is arriving may have been paid for, and cannot be asked for again.
final class StagedFileWriter {
    private var path: String
    private var spare: String?
    private var isSpare = false
    private var descriptor: Int32
    private var base64: Base64StreamDecoder?
    private var prefix: DataURLPrefix?
    private var hash = SHA256()
    private var bytes = 0
    private var head: [UInt8] = []
    private(set) var failure: ReaderFailure?
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 64)
    private var filled = 0

    /// - Parameters:
    ///   - path: absolute, not yet there. That it cannot be opened is reported by `failure`.
    ///   - spare: the same, on another file system; nil when there is none.
    init(path: String, spare: String? = nil, fate: StringFate) {
        self.path = path
        self.spare = spare
        descriptor = Self.create(path)
        if descriptor < 0 {
            let error = errno
            if !relocate(keeping: 0) { failure = .notKept(path: path, error: error) }
        }
        if fate == .base64 {
            base64 = Base64StreamDecoder()
            prefix = DataURLPrefix()
        }
    }

    private static func create(_ path: String) -> Int32 {
        open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }

    /// Goes on in the spare place, with what was written so far.
    private func relocate(keeping count: Int) -> Bool {
        guard let spare else { return false }
        self.spare = nil
        let target = Self.create(spare)
        guard target >= 0 else { return false }
        if count > 0 {
            let source = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
            defer { if source >= 0 { close(source) } }
            var offset: off_t = 0
            while offset < count {
                guard source >= 0, sendfile(target, source, &offset, count - Int(offset)) > 0 else {
                    close(target)
                    unlink(spare)
                    return false
                }
            }
        }
        if descriptor >= 0 {
            close(descriptor)
            unlink(path)
        }
        descriptor = target
        path = spare
        isSpare = true
        return true
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
        // Nobody clears the spare place but us.
        if isSpare, !isGood { unlink(path) }
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
                let error = count < 0 ? errno : EIO
                if relocate(keeping: bytes + offset) { continue }
                failure = .notKept(path: path, error: error)
                return
            }
            offset += count
        }
        bytes += filled
        filled = 0
    }
}
