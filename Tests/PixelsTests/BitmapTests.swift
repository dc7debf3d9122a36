import Pixels
import Testing

@Suite struct BitmapTests {
    private let red = RGB(200, 10, 20)

    @Test func averagesExactBoxes() {
        let bitmap = Bitmap(
            width: 4, height: 2,
            pixels: [
                0, 0, 0, 255, 100, 0, 0, 255, 10, 10, 10, 255, 10, 10, 10, 255,
                0, 40, 0, 255, 100, 0, 0, 255, 10, 10, 10, 255, 10, 10, 10, 255,
            ])
        #expect(bitmap.scaled(to: PixelSize(width: 2, height: 1)).pixels == [50, 10, 0, 255, 10, 10, 10, 255])
    }

    @Test(arguments: [(7, 5), (1, 1), (100, 3), (3, 90), (250, 200), (640, 480), (333, 11)])
    func keepsAFlatColourFlat(_ width: Int, _ height: Int) {
        let scaled = Bitmap.filled(red, width: 100, height: 90).scaled(to: PixelSize(width: width, height: height))
        #expect(scaled == Bitmap.filled(red, width: width, height: height))
    }

    @Test func hiddenColoursDoNotBleed() {
        // Transparent green beside opaque red.
        let bitmap = Bitmap(width: 2, height: 1, pixels: [0, 255, 0, 0, 255, 0, 0, 255])
        #expect(bitmap.scaled(to: PixelSize(width: 1, height: 1)).pixels == [255, 0, 0, 128])
        let large = bitmap.scaled(to: PixelSize(width: 8, height: 1))
        #expect((0..<8).allSatisfy { large.pixels[$0 * 4 + 1] == 0 })
    }

    @Test func enlargingAndReducingComesBack() throws {
        let picture = TestPicture.make(width: 48, height: 40)
        let back = picture.scaled(to: PixelSize(width: 144, height: 120)).scaled(to: picture.size)
        #expect(try #require(back.psnr(to: picture)) > 34)
    }

    @Test func cropsInsideOnly() {
        let picture = TestPicture.make(width: 10, height: 8)
        let part = picture.cropped(to: PixelRect(x: 8, y: -3, width: 20, height: 5))
        #expect(part.size == PixelSize(width: 2, height: 2))
        #expect(part.pixels[0..<4] == picture.pixels[32..<36])
        #expect(picture.cropped(to: PixelRect(x: 40, y: 0, width: 4, height: .max)).size.isEmpty)
    }

    @Test func compositesWithAlphaAndClips() {
        var ground = Bitmap.filled(.black, width: 2, height: 1)
        let glass = Bitmap(width: 2, height: 1, pixels: [255, 255, 255, 128, 9, 9, 9, 255])
        ground.composite(glass, x: 0, y: 0)
        #expect(ground.pixels == [128, 128, 128, 255, 9, 9, 9, 255])
        ground.composite(.filled(.white, width: 5, height: 5), x: 1, y: -2)
        #expect(ground.pixels == [128, 128, 128, 255, 255, 255, 255, 255])
    }

    @Test func comparesPictures() throws {
        let picture = Bitmap.filled(red, width: 10, height: 10)
        var other = picture
        #expect(picture.psnr(to: other) == .infinity)
        #expect(picture.changedFraction(to: other) == 0)
        other.pixels[0] += 5
        other.pixels[44] -= 2
        #expect(picture.changedFraction(to: other) == 0.02)
        #expect(picture.changedFraction(to: other, tolerance: 2) == 0.01)
        // 29 over 300 samples.
        #expect(abs(try #require(picture.psnr(to: other)) - 58.28) < 0.01)
        #expect(picture.psnr(to: Bitmap.filled(red, width: 9, height: 10)) == nil)
    }

    @Test func cellsKeepTheShape() {
        let cell = PixelSize(width: 10, height: 20)
        let wide = CellFit(picture: PixelSize(width: 1600, height: 900), columns: 40, rows: 30, cell: cell)
        #expect(wide.pixels == PixelSize(width: 400, height: 225))
        #expect((wide.column, wide.row, wide.columns, wide.rows) == (0, 9, 40, 12))
        let small = CellFit(
            picture: PixelSize(width: 50, height: 50), columns: 40, rows: 30, cell: cell, enlarging: false)
        #expect(small.pixels == PixelSize(width: 50, height: 50))
        #expect((small.columns, small.rows) == (5, 3))
        let none = CellFit(
            picture: PixelSize(width: 0, height: 9), columns: 0, rows: -1, cell: PixelSize(width: 0, height: 0))
        #expect((none.columns, none.rows) == (1, 1))
    }
}
