import Testing

@testable import Pixels

@Suite struct BitmapVeilTests {
    private let size = PixelSize(width: 40, height: 30)

    private func isInside(_ part: PixelRect, _ x: Int, _ y: Int) -> Bool {
        (part.x..<part.x + part.width).contains(x) && (part.y..<part.y + part.height).contains(y)
    }

    @Test(arguments: [
        PixelRect(x: 10, y: 5, width: 20, height: 12), PixelRect(x: 0, y: 0, width: 5, height: 30),
        PixelRect(x: -5, y: 20, width: 99, height: 99), PixelRect(x: 39, y: 29, width: 1, height: 1),
        PixelRect(x: 0, y: 0, width: 40, height: 30), PixelRect(x: .max, y: 3, width: .max, height: 4),
    ])
    func whatIsInsideStaysAndTheRestIsVeiled(_ region: PixelRect) {
        let picture = Bitmap.filled(RGB(200, 10, 90), width: size.width, height: size.height)
        let veiled = picture.veiled(outside: region, line: 2)
        let part = region.clipped(to: size)
        let edge = PixelRect(x: part.x - 2, y: part.y - 2, width: part.width + 4, height: part.height + 4)
        for y in 0..<size.height {
            for x in 0..<size.width {
                let at = (y * size.width + x) * 4
                let pixel = Array(veiled.pixels[at..<at + 4])
                if isInside(part, x, y) {
                    #expect(pixel == [200, 10, 90, 255], "\(x),\(y)")
                } else if part.width > 0, isInside(edge, x, y) {
                    #expect(pixel == [0, 0, 0, 255] || pixel == [255, 255, 255, 255], "\(x),\(y)")
                } else {
                    #expect(pixel == [134, 58, 90, 255], "\(x),\(y)")
                }
            }
        }
    }

    @Test(arguments: [RGB(0, 0, 0), RGB(255, 255, 255)]) func itIsSeenOnBlackAndOnWhite(_ color: RGB) {
        let picture = Bitmap.filled(color, width: 40, height: 30)
        let veiled = picture.veiled(outside: PixelRect(x: 10, y: 10, width: 10, height: 10))
        #expect(abs(Int(veiled.pixels[0]) - Int(color.red)) > 50)
    }

    @Test func anEmptyPictureHasNothingToVeil() {
        let empty = Bitmap(width: 0, height: 0)
        #expect(empty.veiled(outside: PixelRect(x: 0, y: 0, width: 1, height: 1)) == empty)
    }
}
