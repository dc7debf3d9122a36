import Pixels
import Testing

@Suite struct ImageHeaderTests {
    private let picture = TestPicture.make(width: 37, height: 21)

    @Test func readsEveryFormatWithoutDecoding() throws {
        let files = [
            try PNGEncoder.encode(picture), try JPEGEncoder.encode(picture), try WebPEncoder.encode(picture),
            try WebPEncoder.encode(picture, quality: 80),
            try WebPEncoder.encode(TestPicture.make(width: 37, height: 21, opaque: false), quality: 80),
        ]
        for file in files {
            let header = try ImageHeader(file)
            #expect(header.size == PixelSize(width: 37, height: 21))
            #expect(try ScratchFile(file).use { path in try ImageHeader(file: path) } == header)
        }
    }

    @Test func readsThePrefixOfAPNG() throws {
        #expect(try ImageHeader(Array(PNGEncoder.encode(picture).prefix(32))).width == 37)
    }

    @Test func findsTheJPEGFrameBehindLargeMetadata() throws {
        let jpeg = try JPEGEncoder.encode(picture)
        let segment: [UInt8] = [0xFF, 0xE2, 0xFF, 0xFF] + Array(repeating: 0x41, count: 0xFFFD)
        let file = jpeg[..<2] + segment + segment + segment + jpeg[2...]
        #expect(try ImageHeader(Array(file)).size == picture.size)
        #expect(try ScratchFile(Array(file)).use { path in try ImageHeader(file: path) }.size == picture.size)
    }

    @Test func asksForMoreWhenThePrefixIsTooShort() throws {
        for file in [try PNGEncoder.encode(picture), try JPEGEncoder.encode(picture), try WebPEncoder.encode(picture)] {
            #expect(throws: PixelsError.self) { try ImageHeader(Array(file.prefix(12))) }
            do {
                _ = try ImageHeader(Array(file.prefix(20)))
                Issue.record("a header from 20 bytes")
            } catch {
                #expect(error.kind == .truncated)
            }
        }
    }

    @Test func turnsTheSizeOfAPhotograph() throws {
        let header = try ImageHeader(Orientations.jpeg(picture, orientation: 6))
        #expect(header.orientation == .right)
        #expect(header.size == PixelSize(width: 21, height: 37))
    }

    @Test func refusesTextAndFormatsItCannotShow() {
        #expect(throws: PixelsError.self) { try ImageHeader(Array("<html><body>502 Bad Gateway".utf8)) }
        #expect(throws: PixelsError.self) { try ImageHeader(file: "/nowhere/at/all.png") }
        #expect(throws: PixelsError.self) { try ImageHeader(file: "/dev/null") }
        #expect(throws: PixelsError.self) { try ImageHeader(file: "/tmp") }
    }
}
