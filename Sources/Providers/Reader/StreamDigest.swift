import Crypto
import NIOCore
import NIOPosix

/// The SHA-256 of what is written, taken on another thread while the next bytes arrive: it costs as much as decoding and
/// writing them.
///
/// Nothing is shared: pieces wait here in line, then travel together with the hash, which comes back. Without an event
/// loop they are hashed where they are given.
final class StreamDigest {
    /// So many pieces may wait before their giver has to.
    static let mostWaiting = 4

    /// nil: it is away.
    private var hash: SHA256? = SHA256()
    private var line: [ByteBuffer] = []
    /// Pieces that are done with: memory that is given back to the system comes back slowly.
    private var spare: [ByteBuffer] = []
    private var away: EventLoopFuture<SHA256>?
    private let loop: (any EventLoop)?

    /// - Parameter loop: where all calls come from; nil to hash at once.
    init(on loop: (any EventLoop)?) { self.loop = loop }

    /// Until when the giver has to wait, if it has to.
    /// - Parameter wholly: all that was sent must be back, because the end may be near.
    func holdUp(wholly: Bool) -> EventLoopFuture<Void>? {
        guard let away, wholly || line.count >= Self.mostWaiting else { return nil }
        return away.map { _ in }
    }

    /// An empty piece.
    func piece(of bytes: Int) -> ByteBuffer {
        guard var piece = spare.popLast() else { return ByteBufferAllocator().buffer(capacity: bytes) }
        piece.clear()
        return piece
    }

    /// - Parameter piece: not to be changed any more.
    func add(_ piece: ByteBuffer) {
        line.append(piece)
        if loop == nil { hashLine() }
    }

    /// No more comes just now: what waits may go, if the hash is here to go with it.
    func send() {
        guard let loop, let hash, !line.isEmpty else { return }
        let pieces = line
        line = []
        self.hash = nil
        let away = NIOThreadPool.singleton.runIfActive(eventLoop: loop) { Self.hash(pieces, into: hash) }
        self.away = away
        away.assumeIsolated().whenComplete { result in
            self.away = nil
            self.hash = (try? result.get()) ?? Self.hash(pieces, into: hash)
            self.spare += pieces.prefix(Self.mostWaiting - self.spare.count)
            self.send()
        }
    }

    /// Lower-case hexadecimal; nil while something is away, which `holdUp` tells.
    func finish() -> String? {
        hashLine()
        return hash.map { Hexadecimal.text($0.finalize()) }
    }

    private func hashLine() {
        guard let hash else { return }
        self.hash = nil
        self.hash = Self.hash(line, into: hash)
        spare += line.prefix(Self.mostWaiting - spare.count)
        line.removeAll()
    }

    private static func hash(_ pieces: [ByteBuffer], into hash: SHA256) -> SHA256 {
        var hash = hash
        for piece in pieces { piece.withUnsafeReadableBytes { hash.update(bufferPointer: $0) } }
        return hash
    }
}
