import Crypto
import NIOCore
import NIOPosix
import Testing

@testable import Providers

@Suite struct StreamDigestTests {
    private static func piece(_ number: Int) -> [UInt8] {
        (0..<1000 + number).map { UInt8(truncatingIfNeeded: $0 &* number) }
    }

    private static func expected(_ count: Int) -> String {
        Hexadecimal.text(SHA256.hash(data: (0..<count).flatMap { piece($0) }))
    }

    @Test func withoutALoop() {
        let digest = StreamDigest(on: nil)
        for number in 0..<5 {
            digest.add(ByteBuffer(bytes: Self.piece(number)))
            digest.send()
        }
        #expect(digest.holdUp(wholly: true) == nil)
        #expect(digest.finish() == Self.expected(5))
    }

    /// What comes back from elsewhere comes to the loop, which is busy here: all that is sent is away for good.
    @Test func awayAndBack() async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let box = try await loop.submit {
            let digest = StreamDigest(on: loop)
            digest.add(ByteBuffer(bytes: Self.piece(0)))
            #expect(digest.holdUp(wholly: true) == nil)
            digest.send()
            #expect(digest.holdUp(wholly: false) == nil)
            #expect(digest.holdUp(wholly: true) != nil)
            #expect(digest.finish() == nil)
            for number in 1...StreamDigest.mostWaiting {
                digest.add(ByteBuffer(bytes: Self.piece(number)))
                digest.send()
            }
            #expect(digest.holdUp(wholly: false) != nil)
            return NIOLoopBound(digest, eventLoop: loop)
        }.get()
        while let wait = try await loop.submit({ box.value.holdUp(wholly: true) }).get() { try await wait.get() }
        let text = try await loop.submit { box.value.finish() }.get()
        #expect(text == Self.expected(StreamDigest.mostWaiting + 1))
    }

    /// A piece that is used again must not change what is being hashed.
    @Test func piecesAreUsedAgain() async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let box = try await loop.submit { NIOLoopBound(StreamDigest(on: loop), eventLoop: loop) }.get()
        for number in 0..<50 {
            let wait = try await loop.submit {
                var piece = box.value.piece(of: 2000)
                #expect(piece.readableBytes == 0)
                piece.writeBytes(Self.piece(number))
                box.value.add(piece)
                box.value.send()
                return box.value.holdUp(wholly: false)
            }.get()
            try await wait?.get()
        }
        while let wait = try await loop.submit({ box.value.holdUp(wholly: true) }).get() { try await wait.get() }
        #expect(try await loop.submit { box.value.finish() }.get() == Self.expected(50))
    }
}
