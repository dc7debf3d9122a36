import Pixels
import Testing

@Suite struct SixelEncoderTests {
    @Test func aTinyPictureByteByByte() {
        let bitmap = Bitmap.filled(RGB(255, 0, 51), width: 5, height: 7)
        #expect(
            String(decoding: SixelEncoder.encode(bitmap), as: UTF8.self)
                == "\u{1B}P0;1;0q\"1;1;5;7#0;2;100;0;20#0!5~-#0!5@\u{1B}\\")
    }

    @Test func coloursBesideOneAnotherShareAPass() {
        var bitmap = Bitmap.filled(.white, width: 6, height: 1)
        bitmap.composite(.filled(.black, width: 2, height: 1), x: 4, y: 0)
        #expect(
            String(decoding: SixelEncoder.encode(bitmap), as: UTF8.self)
                == "\u{1B}P0;1;0q\"1;1;6;1#0;2;100;100;100#1;2;0;0;0#0!4@#1@@\u{1B}\\")
    }

    @Test(arguments: [2, 16, 256])
    func looksLikeThePicture(_ colors: Int) throws {
        let picture = TestPicture.make(width: 90, height: 70)
        let shown = try #require(SixelReader(SixelEncoder.encode(picture, colors: colors)))
        let quality = try #require(shown.bitmap.psnr(to: picture))
        #expect(quality > [2: 9, 16: 22, 256: 33][colors, default: 0], "\(quality) dB")
    }

    @Test func ditherIsRightInTheMean() throws {
        let picture = TestPicture.make(width: 90, height: 70)
        let shown = try #require(SixelReader(SixelEncoder.encode(picture, colors: 32, dither: 24)))
        let plain = try #require(SixelReader(SixelEncoder.encode(picture, colors: 32)))
        func blurred(_ bitmap: Bitmap) -> Bitmap { bitmap.scaled(to: PixelSize(width: 18, height: 14)) }
        let reference = blurred(picture)
        let quality = try #require(blurred(shown.bitmap).psnr(to: reference))
        #expect(quality > (try #require(blurred(plain.bitmap).psnr(to: reference))))
    }

    @Test func transparentPixelsAreNotPainted() throws {
        var bitmap = Bitmap(width: 4, height: 2)
        bitmap.composite(.filled(.white, width: 2, height: 2), x: 2, y: 0)
        let shown = try #require(SixelReader(SixelEncoder.encode(bitmap)))
        #expect(shown.bitmap.pixels == bitmap.pixels)
        #expect(SixelReader(SixelEncoder.encode(Bitmap(width: 3, height: 8))) != nil)
        #expect(SixelEncoder.encode(Bitmap(width: 0, height: 0)).isEmpty)
    }

    @Test func wideRunsHaveLongNumbers() throws {
        let bitmap = Bitmap.filled(RGB(0, 255, 0), width: 1200, height: 1)
        #expect(try #require(SixelReader(SixelEncoder.encode(bitmap))).bitmap == bitmap)
    }
}
