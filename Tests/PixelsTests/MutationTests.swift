import Pixels
import Testing

/// Damaged files of every kind end in a picture or a typed error, never in a crash.
@Suite struct MutationTests {
    private static let files: [[UInt8]] = {
        let picture = TestPicture.make(width: 24, height: 18)
        let clear = TestPicture.make(width: 24, height: 18, opaque: false)
        let files = [
            try? PNGEncoder.encode(picture), try? PNGEncoder.encode(clear, settings: .drawing),
            try? JPEGEncoder.encode(picture), try? Orientations.jpeg(picture, orientation: 5),
            try? WebPEncoder.encode(picture), try? WebPEncoder.encode(clear, quality: 70),
        ]
        return files.compactMap { $0 }
    }()

    @Test(arguments: 0..<6)
    func changedBytes(_ index: Int) throws {
        try #require(Self.files.count == 6)
        let file = Self.files[index]
        var random = Seeded(state: UInt64(index) + 7)
        let limits = ImageLimits(side: 512, pixels: 1 << 16)
        var decoded = 0
        for round in 0..<300 {
            var damaged = file
            for _ in 0...Int.random(in: 0..<6, using: &random) {
                // Half the changes hit the header, where lies are worth most.
                let end = Bool.random(using: &random) ? min(96, damaged.count) : damaged.count
                damaged[Int.random(in: 0..<end, using: &random)] = .random(in: 0...255, using: &random)
            }
            if round % 5 == 0 { damaged.removeLast(Int.random(in: 0..<damaged.count, using: &random)) }
            let fitting = round % 2 == 0 ? PixelSize(width: 7, height: 7) : nil
            do throws(PixelsError) {
                let image = try ImageDecoder.decode(damaged, fitting: fitting, limits: limits)
                #expect(!image.bitmap.size.isEmpty)
                decoded += 1
            } catch {
                #expect(!error.message.isEmpty)
            }
        }
        #expect(decoded > 10)
    }
}
