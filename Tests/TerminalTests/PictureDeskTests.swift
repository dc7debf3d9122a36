import Pixels
import Synchronization
import Testing

@testable import Terminal

/// What lies side by side: decoded once, cut and mixed from memory.
@Suite struct PictureDeskTests {
    /// Plain pictures, as wide and high as their names say: `a-64x32`. Counts how often each is opened.
    private final class PlainDecoder: PictureDecoder {
        private let counts = Mutex<[String: Int]>([:])

        func decode(file path: String, fitting: PixelSize?) async throws(PixelsError) -> DecodedImage {
            counts.withLock { $0[path, default: 0] += 1 }
            let sides = path.split(separator: "-").last?.split(separator: "x").compactMap { Int($0) } ?? []
            guard sides.count == 2 else { throw PixelsError(.decoder, "no picture") }
            let original = PixelSize(width: sides[0], height: sides[1])
            let size = fitting.map(original.fitted) ?? original
            return DecodedImage(
                bitmap: .filled(RGB(path.utf8.first ?? 0, 0, 0), width: size.width, height: size.height),
                isComplete: true, original: original)
        }

        func count(_ path: String) -> Int { counts.withLock { $0[path] ?? 0 } }
    }

    private let decoder = PlainDecoder()
    private let desk: PictureDesk

    init() { desk = PictureDesk(decoder: decoder) }

    private func red(_ image: DecodedImage, _ x: Int, _ y: Int) -> UInt8 {
        image.bitmap.pixels[(y * image.bitmap.width + x) * 4]
    }

    @Test func lookingCloserAndMovingOpensNothingAgain() async throws {
        let whole = try await desk.image(PictureSource(path: "a-64x32", view: .whole))
        #expect(whole.bitmap.size == PixelSize(width: 64, height: 32))
        for x in [0, 0.25, 0.5] {
            let part = try await desk.image(PictureSource(path: "a-64x32", view: PictureView(x: x, y: 0, share: 0.5)))
            #expect(part.bitmap.size == PixelSize(width: 32, height: 16))
            #expect(part.original == part.bitmap.size, "a part is shown as large as it fits")
        }
        #expect(decoder.count("a-64x32") == 1)
    }

    @Test func aLargePictureIsKeptAtABoundedSize() async throws {
        let image = try await desk.image(PictureSource(path: "a-8000x4000", view: .whole))
        #expect(image.bitmap.size == PixelSize(width: PictureDesk.edge, height: PictureDesk.edge / 2))
        #expect(image.original == PixelSize(width: 8000, height: 4000))
    }

    @Test func fourAreKeptAndTheOneNotSeenForLongestGoes() async throws {
        let names = ["a", "b", "c", "d", "a", "e", "a", "b"].map { $0 + "-8x8" }
        for name in names { _ = try await desk.image(PictureSource(path: name, view: .whole)) }
        #expect(decoder.count("a-8x8") == 1)
        #expect(decoder.count("b-8x8") == 2)
    }

    @Test func aWipeShowsOneLeftAndTheOtherRight() async throws {
        let wiped = try await desk.image(
            PictureSource(path: "a-64x32", mix: .wipe(other: "b-64x32", at: 0.25)))
        #expect(red(wiped, 15, 0) == UInt8(ascii: "a"))
        #expect(red(wiped, 16, 0) == UInt8(ascii: "b"))
        #expect(wiped.original == PixelSize(width: 64, height: 32))
    }

    @Test func twoShapesAreShownInOneFrame() async throws {
        let wiped = try await desk.image(
            PictureSource(path: "a-64x32", mix: .wipe(other: "b-64x64", at: 0.5)))
        #expect(wiped.bitmap.size == PixelSize(width: 64, height: 64))
        #expect(wiped.original == wiped.bitmap.size)
        #expect(red(wiped, 40, 0) == UInt8(ascii: "b"))
        #expect(red(wiped, 0, 32) == UInt8(ascii: "a"))
        #expect(red(wiped, 0, 0) != UInt8(ascii: "a"), "the frame, not a stretched picture")
    }

    @Test func onePictureThatCannotBeOpenedCostsOnlyItself() async throws {
        await #expect(throws: PixelsError.self) {
            try await desk.image(PictureSource(path: "a-64x32", mix: .difference(other: "broken")))
        }
        let image = try await desk.image(PictureSource(path: "a-64x32", view: .whole))
        #expect(image.isComplete)
    }

    /// 100×100 pixels shown in 4×2 cells of 10×20: two fifths as large.
    @Test func aRegionIsVeiledInPixelsOfThePictureAndMovesWithoutOpeningIt() async throws {
        func shown(_ region: PixelRect) async throws -> Bitmap {
            let request = PictureRequest(
                source: PictureSource(path: "a-100x100", region: region), columns: 4, rows: 2,
                cell: PixelSize(width: 10, height: 20),
                format: .sixel(limit: PixelSize(width: 999, height: 999), colors: 256))
            let picture = await PictureWork.prepare(request, number: 1, decoder: decoder, desk: desk)
            guard case .bytes(_, let bitmap)? = picture?.content else { throw PixelsError(.decoder, "no picture") }
            return bitmap
        }
        func isClear(_ bitmap: Bitmap, _ x: Int, _ y: Int) -> Bool {
            bitmap.pixels[(y * bitmap.width + x) * 4] == UInt8(ascii: "a")
        }
        let first = try await shown(PixelRect(x: 50, y: 25, width: 25, height: 50))
        #expect(first.size == PixelSize(width: 40, height: 40))
        #expect(isClear(first, 20, 10) && isClear(first, 29, 29))
        #expect(!isClear(first, 19, 10) && !isClear(first, 30, 29) && !isClear(first, 20, 9) && !isClear(first, 29, 30))
        let second = try await shown(PixelRect(x: 0, y: 0, width: .max, height: .max))
        #expect(isClear(second, 0, 0) && isClear(second, 39, 39))
        let third = try await shown(PixelRect(x: .max, y: .max, width: 5, height: 5))
        #expect((0..<40).allSatisfy { !isClear(third, $0, $0) })
        #expect(decoder.count("a-100x100") == 1)
    }

    @Test func twoLooksAtOnePictureWaitForOneDecoding() async throws {
        async let first = desk.image(PictureSource(path: "a-64x32", view: .whole))
        async let second = desk.image(PictureSource(path: "a-64x32", view: PictureView(x: 0, y: 0, share: 0.5)))
        _ = try await (first, second)
        #expect(decoder.count("a-64x32") == 1)
    }
}
