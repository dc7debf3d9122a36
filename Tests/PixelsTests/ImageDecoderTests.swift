import Pixels
import Testing

@Suite struct ImageDecoderTests {
    private let picture = TestPicture.make(width: 96, height: 64)
    private let clear = TestPicture.make(width: 96, height: 64, opaque: false)

    @Test func losslessFilesComeBackAsTheyWere() throws {
        for bitmap in [picture, clear] {
            let png = try PNGEncoder.encode(bitmap)
            let expected = DecodedImage(bitmap: bitmap, isComplete: true, original: bitmap.size)
            #expect(try ImageDecoder.decode(png) == expected)
            #expect(try ScratchFile(png).use { path in try ImageDecoder.decode(file: path) } == expected)
        }
        #expect(try ImageDecoder.decode(WebPEncoder.encode(picture)).bitmap == picture)
    }

    @Test func lossyFilesComeBackNear() throws {
        let jpeg = try ImageDecoder.decode(JPEGEncoder.encode(picture, quality: 95))
        let webp = try ImageDecoder.decode(WebPEncoder.encode(picture, quality: 95))
        #expect(try #require(jpeg.bitmap.psnr(to: picture)) > 35)
        #expect(try #require(webp.bitmap.psnr(to: picture)) > 28)
        #expect(jpeg.isComplete && webp.isComplete)
    }

    @Test func fitsInsideWithItsShape() throws {
        let bounds = PixelSize(width: 30, height: 30)
        let expected = picture.scaled(to: PixelSize(width: 30, height: 20))
        for file in [
            try PNGEncoder.encode(picture), try JPEGEncoder.encode(picture, quality: 100),
            try WebPEncoder.encode(picture),
        ] {
            let decoded = try ImageDecoder.decode(file, fitting: bounds)
            #expect(decoded.bitmap.size == expected.size)
            #expect(decoded.original == picture.size)
            #expect(try #require(decoded.bitmap.psnr(to: expected)) > 25)
        }
        let png = try ImageDecoder.decode(PNGEncoder.encode(picture), fitting: bounds)
        #expect(png.bitmap == expected)
    }

    @Test func neverEnlarges() throws {
        let decoded = try ImageDecoder.decode(
            PNGEncoder.encode(picture), fitting: PixelSize(width: 4000, height: 4000))
        #expect(decoded.bitmap == picture)
    }

    @Test func aCutFileYieldsItsUpperPart() throws {
        let whole = TestPicture.make(width: 200, height: 200)
        for (name, file) in [
            ("png", try PNGEncoder.encode(whole, settings: PNGSettings(compression: 0))),
            ("jpeg", try JPEGEncoder.encode(whole)), ("webp", try WebPEncoder.encode(whole, quality: 90)),
        ] {
            for fitting in [nil, PixelSize(width: 50, height: 50)] {
                let decoded = try ImageDecoder.decode(Array(file.prefix(file.count * 2 / 3)), fitting: fitting)
                #expect(!decoded.isComplete, "\(name)")
                let top = PixelRect(x: 0, y: 0, width: decoded.bitmap.width, height: decoded.bitmap.height / 4)
                let upper = decoded.bitmap.cropped(to: top)
                let expected = whole.scaled(to: decoded.bitmap.size).cropped(to: top)
                #expect(try #require(upper.psnr(to: expected)) > 24, "\(name)")
            }
        }
    }

    @Test(arguments: 1...8)
    func photographsStandUpright(_ orientation: UInt8) throws {
        let decoded = try ImageDecoder.decode(Orientations.jpeg(picture, orientation: orientation))
        let value = try #require(Orientation(rawValue: orientation))
        let upright = picture.turned(value)
        #expect(decoded.bitmap.size == upright.size)
        #expect(try #require(decoded.bitmap.psnr(to: upright)) > 38)
    }

    @Test func bombsAreRefusedByTheirHeader() throws {
        var png = try PNGEncoder.encode(picture)
        png.replaceSubrange(16..<24, with: [0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50])
        do {
            _ = try ImageDecoder.decode(png)
            Issue.record("2.5 gigapixels were decoded")
        } catch {
            #expect(error.kind == .tooLarge)
            #expect(error.message.contains("50000×50000"))
        }
        let small = ImageLimits(side: 95)
        #expect(throws: PixelsError.self) { try ImageDecoder.decode(PNGEncoder.encode(picture), limits: small) }
    }
}
