import Testing

@testable import Pixels

@Suite struct PicturePairTests {
    private func pair(_ first: Bitmap, _ second: Bitmap) throws -> PicturePair {
        try #require(PicturePair(first, second))
    }

    @Test(arguments: [
        (PixelSize(width: 4096, height: 2304), PixelSize(width: 1024, height: 576), 1024, 576),
        (PixelSize(width: 512, height: 512), PixelSize(width: 4096, height: 4096), 512, 512),
        (PixelSize(width: 1200, height: 800), PixelSize(width: 600, height: 800), 800, 533),
        (PixelSize(width: 1, height: 9), PixelSize(width: 3, height: 2), 1, 3),
    ])
    func theWorkingSizeHasTheFirstOnesShape(_ a: PixelSize, _ b: PixelSize, _ width: Int, _ height: Int) {
        #expect(PicturePair.workingSize(a, b) == PixelSize(width: width, height: height))
    }

    @Test func equalPicturesAreEqual() throws {
        let picture = TestPicture.make(width: 60, height: 45)
        let metrics = try pair(picture, picture).metrics()
        #expect(
            metrics
                == PictureMetrics(
                    size: picture.size, isReshaped: false, psnr: .infinity, ssim: 1,
                    changed: ChangedArea(share: 0, bounds: nil, tolerance: 8)))
    }

    @Test func aLargerCopyIsNearlyTheSame() throws {
        let picture = TestPicture.make(width: 64, height: 48)
        let large = picture.scaled(to: PixelSize(width: 192, height: 144))
        let metrics = try pair(large, picture).metrics()
        #expect(metrics.size == picture.size)
        #expect(!metrics.isReshaped)
        #expect(metrics.ssim > 0.98 && metrics.ssim < 1)
        #expect(metrics.psnr > 30)
    }

    @Test func anotherShapeIsSaid() throws {
        let wide = TestPicture.make(width: 64, height: 36)
        let square = TestPicture.make(width: 64, height: 64)
        #expect(try pair(wide, square).isReshaped)
        #expect(try pair(wide, square).size == wide.size)
        // 1365 × 768 is 16:9 as whole pixels can be.
        let odd = Bitmap.filled(.white, width: 1365, height: 768)
        #expect(try !pair(wide.scaled(to: PixelSize(width: 1376, height: 774)), odd).isReshaped)
    }

    @Test func picturesOfTwoShapesAreFramedAndNotStretched() throws {
        let wide = Bitmap.filled(RGB(200, 0, 0), width: 64, height: 32)
        let square = Bitmap.filled(RGB(0, 0, 200), width: 64, height: 64)
        let framed = try #require(PicturePair.framed(wide, square, frame: RGB(1, 2, 3)))
        #expect(framed.isReshaped)
        #expect(framed.size == PixelSize(width: 64, height: 64))
        func pixel(_ bitmap: Bitmap, _ x: Int, _ y: Int) -> [UInt8] {
            Array(bitmap.pixels[((y * bitmap.width + x) * 4)...].prefix(3))
        }
        #expect(pixel(framed.first, 0, 0) == [1, 2, 3])
        #expect(pixel(framed.first, 32, 16) == [200, 0, 0])
        #expect(pixel(framed.first, 32, 47) == [200, 0, 0])
        #expect(pixel(framed.first, 32, 48) == [1, 2, 3])
        #expect(framed.second == square)
        // The other way round it is the same frame.
        #expect(PicturePair.framed(square, wide)?.size == framed.size)
        #expect(PicturePair.framed(square, square) == PicturePair(square, square))
        #expect(PicturePair.framed(wide, Bitmap(width: 0, height: 0)) == nil)
    }

    @Test func thereIsNothingToCompareWithNothing() {
        #expect(PicturePair(Bitmap(width: 0, height: 0), .filled(.white, width: 2, height: 2)) == nil)
    }

    @Test func whatChangedHasAShareAndARectangle() throws {
        let ground = Bitmap.filled(RGB(100, 100, 100), width: 40, height: 20)
        var other = ground
        other.composite(.filled(RGB(100, 109, 100), width: 4, height: 3), x: 30, y: 5)
        other.composite(.filled(RGB(108, 100, 100), width: 2, height: 2), x: 0, y: 0)
        let changed = try pair(ground, other).metrics(tolerance: 8).changed
        #expect(
            changed
                == ChangedArea(
                    share: 12.0 / 800, bounds: PixelRect(x: 30, y: 5, width: 4, height: 3), tolerance: 8))
        #expect(try pair(ground, other).metrics(tolerance: 7).changed.bounds?.x == 0)
    }

    @Test func transparencyIsLaidOnOneGround() throws {
        let clear = Bitmap(width: 9, height: 9)
        #expect(try pair(clear, .filled(.white, width: 9, height: 9)).metrics().psnr == .infinity)
    }

    @Test(arguments: [(0, 0), (3, 3), (10, 10), (-4, 0), (99, 10)])
    func aWipeHasBoth(_ column: Int, _ expected: Int) throws {
        let wiped = try pair(.filled(.black, width: 10, height: 4), .filled(.white, width: 10, height: 4))
            .wiped(at: column)
        for y in 0..<4 {
            #expect((0..<10).map { wiped.pixels[(y * 10 + $0) * 4] } == (0..<10).map { $0 < expected ? 0 : 255 })
        }
    }

    @Test func theHeatMapGlowsWhereItDiffers() throws {
        let ground = Bitmap.filled(RGB(90, 90, 90), width: 4, height: 1)
        var other = ground
        for (x, difference) in [0, 9, 60, 160].enumerated() { other.pixels[x * 4] = UInt8(90 + difference) }
        let map = HeatMap.draw(try pair(ground, other))
        func color(_ x: Int) -> [UInt8] { Array(map.pixels[x * 4..<x * 4 + 4]) }
        #expect(color(0) == [30, 30, 30, 255])
        #expect(color(3) == [255, 245, 170, 255])
        let brightness = (1..<4).map { x in color(x)[..<3].reduce(0) { $0 + Int($1) } }
        #expect(brightness == brightness.sorted() && Set(brightness).count == 3)
        #expect(color(1)[0] < 60)
    }
}
