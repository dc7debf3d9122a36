import Testing

@testable import Pixels

@Suite struct BitmapLockTests {
    private let black = Bitmap.filled(RGB(0, 0, 0), width: 40, height: 30)
    private let white = Bitmap.filled(RGB(255, 255, 255), width: 40, height: 30)

    private func red(_ picture: Bitmap, _ x: Int, _ y: Int) -> UInt8 { picture.pixels[(y * 40 + x) * 4] }

    @Test(arguments: [PixelRect(x: 4, y: 5, width: 20, height: 12), PixelRect(x: -5, y: 20, width: 99, height: 99)])
    func nothingChangesOutside(_ region: PixelRect) {
        let locked = black.replaced(by: white, inside: region)
        let part = region.clipped(to: black.size)
        for y in 0..<30 {
            for x in 0..<40 {
                let isInside = (part.x..<part.x + part.width).contains(x) && (part.y..<part.y + part.height).contains(y)
                #expect((red(locked, x, y) > 0) == isInside, "\(x),\(y)")
            }
        }
    }

    @Test func theEdgeIsMixedAndTheMiddleIsNot() {
        let locked = black.replaced(by: white, inside: PixelRect(x: 10, y: 5, width: 20, height: 20), feather: 4)
        #expect((10...14).map { red(locked, $0, 15) } == [51, 102, 153, 204, 255])
        #expect(red(locked, 20, 15) == 255 && red(locked, 29, 15) == 51)
        let whole = black.replaced(by: white, inside: PixelRect(x: 0, y: 0, width: 40, height: 30))
        #expect(whole == white)
    }
}
