import Glibc
import NIOCore

/// Writes one long string to a file while it arrives, hashing as it goes, with a few pieces of memory. When the disk fills up
/// or fails, it goes on in a spare place: what is arriving may have been paid for, and cannot be asked for again.
final class StagedFileWriter {
    private var path: String
    private var spare: String?
    private var isSpare = false
    private var descriptor: Int32
    private var base64: Base64StreamDecoder?
    private var prefix: DataURLPrefix?
    private let digest: StreamDigest
    /// In the file.
    private var bytes = 0
    private var head: [UInt8] = []
    private(set) var failure: ReaderFailure?
    private var buffer = ByteBufferAllocator().buffer(capacity: pieceBytes)

    /// So much of `buffer` is in the file.
    private var saved = 0

    private static let pieceBytes = 1 << 17

    /// - Parameters:
    ///   - path: absolute, not yet there. That it cannot be opened is reported by `failure`.
    ///   - spare: the same, on another file system; nil when there is none.
    ///   - loop: where all calls come from, so that hashing can go on elsewhere meanwhile; nil: it cannot.
    init(path: String, spare: String? = nil, fate: StringFate, loop: (any EventLoop)? = nil) {
        digest = StreamDigest(on: loop)
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
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        // Whatever the umask.
        if descriptor >= 0 { fchmod(descriptor, 0o600) }
        return descriptor
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
    }

    /// What has to be waited for before these bytes are written. `StreamDigest`.
    func holdUp(before bytes: UnsafeRawBufferPointer, endsAt byte: Int32) -> EventLoopFuture<Void>? {
        digest.holdUp(wholly: bytes.baseAddress.map { memchr($0, byte, bytes.count) != nil } ?? false)
    }

    /// The same where the end may be anywhere.
    func holdUp() -> EventLoopFuture<Void>? { digest.holdUp(wholly: true) }

    /// No more comes just now.
    func pause() { digest.send() }

    func write(_ input: UnsafeRawBufferPointer) {
        var rest = input
        if prefix != nil {
            rest = prefix?.pass(rest) { held in decode(held) } ?? rest
            if prefix?.isPassed == true { prefix = nil }
        }
        if base64 != nil { decode(rest) } else { copy(rest) }
    }

    /// Takes what the input begins with as far as it is plainly base64, in which there can be no end of anything. It is in
    /// the file when this returns.
    /// - Returns: nil when that is nothing.
    func writeRun(_ input: UnsafeRawBufferPointer) -> StagedRun? {
        guard base64 != nil, prefix == nil else { return nil }
        var run = StagedRun()
        while failure == nil {
            let most = (buffer.writableBytes - 4) / 3 * 4
            guard most >= 4096 || most >= input.count - run.taken else {
                flush()
                continue
            }
            let piece = UnsafeRawBufferPointer(rebasing: input[run.taken..<min(input.count, run.taken + most)])
            var done = Base64StreamDecoder.Run()
            let start = total
            buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 0) { room in
                done = base64?.decodeRun(piece, into: room) ?? done
                return done.written
            }
            if run.taken == 0 {
                run.lead = done.lead
                run.from = start + done.written - (done.taken - done.lead) / 4 * 3
            }
            run.taken += done.taken
            if piece.count - done.taken > 3 || input.count - run.taken <= 3 { break }
        }
        guard run.taken > 0 else { return nil }
        save()
        run.to = total
        run.path = path
        return failure == nil ? run : nil
    }

    /// - Parameter whole: the string came to its end.
    func finish(whole: Bool) -> StagedFile {
        prefix?.finish { held in decode(held) }
        if buffer.writableBytes < 16 { flush() }
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 0) { base64?.finish(into: $0) ?? 0 }
        flush(isLast: true)
        let isGood = whole && failure == nil && base64?.isBroken != true && bytes > 0
        // Nobody clears the spare place but us.
        if isSpare, !isGood { unlink(path) }
        return StagedFile(
            path: path, bytes: bytes, sha256: digest.finish() ?? "", head: head, isWhole: isGood)
    }

    private func decode(_ input: UnsafeRawBufferPointer) {
        var rest = input
        while !rest.isEmpty, failure == nil {
            let most = (buffer.writableBytes - 4) / 3 * 4
            guard most >= 4096 || most >= rest.count else {
                flush()
                continue
            }
            let piece = UnsafeRawBufferPointer(rebasing: rest[..<min(rest.count, most)])
            buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 0) { base64?.decode(piece, into: $0) ?? 0 }
            rest = UnsafeRawBufferPointer(rebasing: rest[piece.count...])
        }
    }

    private func copy(_ input: UnsafeRawBufferPointer) {
        var rest = input
        while !rest.isEmpty, failure == nil {
            let count = min(rest.count, buffer.writableBytes)
            buffer.writeBytes(UnsafeRawBufferPointer(rebasing: rest[..<count]))
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            if buffer.writableBytes == 0 { flush() }
        }
    }

    /// Bytes decoded or copied, be they in the file yet or not.
    private var total: Int { bytes + buffer.readableBytes - saved }

    private func flush(isLast: Bool = false) {
        guard buffer.readableBytes > 0 else { return }
        save()
        guard failure == nil else { return }
        digest.add(buffer)
        buffer = isLast ? ByteBuffer() : digest.piece(of: Self.pieceBytes)
        saved = 0
    }

    /// All there is goes into the file.
    private func save() {
        guard buffer.readableBytes > saved, failure == nil else { return }
        buffer.withUnsafeReadableBytes { piece in
            let rest = UnsafeRawBufferPointer(rebasing: piece[saved...])
            if bytes < 32 { head.append(contentsOf: rest.prefix(32 - head.count)) }
            put(rest)
            guard failure == nil else { return }
            bytes += rest.count
            saved += rest.count
        }
    }

    private func put(_ piece: UnsafeRawBufferPointer) {
        var rest = piece
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            if count > 0 {
                rest.drop(count)
                continue
            }
            let error = count < 0 ? errno : EIO
            if relocate(keeping: bytes + piece.count - rest.count) { continue }
            failure = .notKept(path: path, error: error)
            return
        }
    }
}
