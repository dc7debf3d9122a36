import StudioCore
import Testing

@testable import Providers

@Suite struct SketchSizeTests {
    @Test(arguments: [
        ("1:1", ImageSize.half, 512, 512), ("21:9", .half, 792, 336), ("2:3", .half, 424, 632),
        ("9:16", .half, 384, 688),
        ("4:5", .oneK, 928, 1152), ("16:9", .oneK, 1376, 768), ("3:2", .twoK, 2528, 1696), ("1:8", .fourK, 1536, 12288),
        ("8:1", .fourK, 12288, 1536), ("16:9", .fourK, 5504, 3072),
    ])
    func deliversTheTable(ratio: String, size: ImageSize, width: Int, height: Int) throws {
        let aspect = try #require(AspectRatio(ratio))
        #expect(SketchSize.pixels(size: size, aspect: aspect, previous: nil) == (width, height))
    }

    @Test func choosesAWideShapeWhenNoneIsAsked() {
        #expect(SketchSize.pixels(size: nil, aspect: nil, previous: nil) == (1408, 768))
        #expect(SketchSize.pixels(size: .half, aspect: nil, previous: nil) == (704, 384))
    }

    @Test func keepsTheShapeOfThePictureItEdits() {
        #expect(SketchSize.pixels(size: .twoK, aspect: nil, previous: (1408, 768)) == (2816, 1536))
        #expect(SketchSize.pixels(size: .oneK, aspect: nil, previous: (384, 688)) == (768, 1376))
        #expect(SketchSize.pixels(size: .oneK, aspect: nil, previous: (1000, 1000)) == (1024, 1024))
        let photograph = SketchSize.pixels(size: .oneK, aspect: nil, previous: (1170, 2532))
        #expect(photograph == (704, 1504))
    }
}
