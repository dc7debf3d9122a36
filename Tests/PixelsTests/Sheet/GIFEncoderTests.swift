import Testing

@testable import Pixels

@Suite struct GIFEncoderTests {
    private func encoded(_ frames: [Bitmap], size: PixelSize, centiseconds: Int = 80) throws -> GIFReader {
        var encoder = try GIFEncoder(size: size)
        for frame in frames { encoder.add(frame, centiseconds: centiseconds) }
        return try GIFReader(encoder.finish())
    }

    @Test func framesComeBackAsTheyWere() throws {
        let size = PixelSize(width: 30, height: 20)
        var second = Bitmap.filled(RGB(8, 16, 24), width: 30, height: 20)
        second.composite(.filled(RGB(200, 40, 40), width: 7, height: 5), x: 3, y: 3)
        second.composite(.filled(RGB(40, 200, 40), width: 7, height: 5), x: 13, y: 8)
        let frames = [Bitmap.filled(.white, width: 30, height: 20), second]
        let reader = try encoded(frames, size: size)
        #expect(reader.size == size)
        #expect(reader.loops == 0)
        #expect(reader.frames.map(\.centiseconds) == [80, 80])
        #expect(reader.frames.map(\.bitmap) == frames)
    }

    /// Long enough that the codes run out and begin anew, again and again.
    @Test func aLargePictureKeepsItsColours() throws {
        let picture = TestPicture.make(width: 320, height: 240)
        let reader = try encoded([picture], size: picture.size)
        let back = try #require(reader.frames.first?.bitmap)
        #expect(try #require(back.psnr(to: picture)) > 30)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 16, 17, 256]) func anyNumberOfColours(_ count: Int) throws {
        var picture = Bitmap.filled(.black, width: 16, height: 16)
        for pixel in 0..<256 {
            let value = pixel % count
            // Far enough apart that each has a bin of its own.
            picture.pixels[pixel * 4] = UInt8(value & 7) * 32
            picture.pixels[pixel * 4 + 1] = UInt8(value >> 3 & 7) * 32
            picture.pixels[pixel * 4 + 2] = UInt8(value >> 6 & 3) * 64
        }
        let back = try #require(try encoded([picture], size: picture.size).frames.first?.bitmap)
        if count < 256 { #expect(back == picture) }
        #expect(try #require(back.psnr(to: picture)) > 30)
    }

    /// Noise lets the codes grow as fast as they can: every width, and the end at any place.
    @Test(arguments: [1, 2, 3, 62, 63, 64, 254, 255, 256, 510, 1000, 4093, 4094, 4095, 4096, 9000])
    func codesOfAnyLength(_ count: Int) throws {
        var random = Seeded(state: UInt64(count))
        let indices = (0..<count).map { _ in UInt8.random(in: 0...1, using: &random) }
        var bitmap = Bitmap.filled(.black, width: count, height: 1)
        for (pixel, index) in indices.enumerated() where index == 1 {
            for channel in 0..<3 { bitmap.pixels[pixel * 4 + channel] = 255 }
        }
        #expect(try encoded([bitmap], size: bitmap.size).frames.first?.bitmap == bitmap)
    }

    @Test func anotherShapeIsCentred() throws {
        let red = RGB(200, 0, 0)
        let reader = try encoded([.filled(red, width: 5, height: 10)], size: PixelSize(width: 20, height: 10))
        let frame = try #require(reader.frames.first?.bitmap)
        #expect((0..<20).filter { frame.pixels[$0 * 4] == 200 } == [7, 8, 9, 10, 11])
    }

    @Test func theFormatHasItsLimit() {
        #expect(throws: PixelsError.self) { try GIFEncoder(size: PixelSize(width: 65536, height: 1)) }
        #expect(throws: PixelsError.self) { try GIFEncoder(size: PixelSize(width: 0, height: 1)) }
    }
}
