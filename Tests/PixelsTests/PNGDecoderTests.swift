import Foundation
import Pixels
import Testing

/// What the encoder here never writes, and what others might.
@Suite struct PNGDecoderTests {
    private let picture = TestPicture.make(width: 60, height: 50)

    private func decode(_ base64: String, fitting: PixelSize? = nil) throws -> Bitmap {
        try ImageDecoder.decode([UInt8](#require(Data(base64Encoded: base64))), fitting: fitting).bitmap
    }

    @Test func interlacedGrey() throws {
        let file =
            "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAAAAAHfA0mvAAAALUlEQVR42mNgYDjBwHKGIYUhg4Ep7RSD0TQGkxkMZrMYGI1Tp59kYDZNn3kaAJ0sCfcaHWfDAAAAAElFTkSuQmCC"
        let bitmap = try decode(file)
        let expected = (0..<25).flatMap { index -> [UInt8] in
            let grey = UInt8(index % 5 * 50 + index / 5)
            return [grey, grey, grey, 255]
        }
        #expect(bitmap.pixels == expected)
        #expect(try decode(file, fitting: PixelSize(width: 1, height: 1)).pixels == [102, 102, 102, 255])
    }

    @Test func paletteWithTransparency() throws {
        let file =
            "iVBORw0KGgoAAAANSUhEUgAAAAQAAAABAgMAAACEUudeAAAADFBMVEX/AAAA/wAAAP8JCAei0mLAAAAAA3RSTlP/gAB/bWh4AAAACklEQVR42mOQBgAAHQAcI3yPrAAAAABJRU5ErkJggg=="
        #expect(try decode(file).pixels == [255, 0, 0, 255, 0, 255, 0, 128, 0, 0, 255, 0, 9, 8, 7, 255])
    }

    @Test func sixteenBits() throws {
        let file =
            "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABEAIAAAAr0DSeAAAAFUlEQVR42mP4/7+BgYFByGT1WYb/ACN4BTyN6rrVAAAAAElFTkSuQmCC"
        #expect(try decode(file).pixels == [255, 128, 0, 255, 0x12, 0xAB, 0x00, 255])
    }

    @Test func chunksThatMakeNoPixelsAreNotEvenRead() throws {
        let png = try PNGEncoder.encode(picture)
        // A text of a megabyte, compressed in an impossible way, with a wrong checksum.
        let text = [0, 0x10, 0, 0] + Array("zTXt".utf8) + Array(repeating: 0xEE, count: 1 << 20) + [1, 2, 3, 4]
        let file = Array(png[..<33]) + text + png[33...]
        #expect(try ImageDecoder.decode(file) == ImageDecoder.decode(png))
        let found = try ScratchFile(file).use { path in try ImageDecoder.decode(file: path) }
        #expect(found.bitmap == picture)
    }

    @Test(arguments: [100, 4000, 8000])
    func oneFlippedBitShows(_ position: Int) throws {
        var png = try PNGEncoder.encode(picture, settings: PNGSettings(compression: 0))
        png[position] ^= 0x10
        #expect(try !ImageDecoder.decode(png).isComplete)
    }
}
