import Fuzzing
import Pixels
import TerminalHarness

@testable import Decoding

/// Picture files, judged by their header and decoded here and in the worker.
enum PictureTargets {
    static let all = [header, pixels, worker]

    private static let corpus: [[UInt8]] = {
        let picture = painted(isClear: false)
        let clear = painted(isClear: true)
        let files = [
            try? PNGEncoder.encode(picture), try? PNGEncoder.encode(clear, settings: .drawing),
            try? JPEGEncoder.encode(picture), try? JPEGEncoder.encode(picture, quality: 40).turned,
            try? WebPEncoder.encode(picture), try? WebPEncoder.encode(clear, quality: 70),
        ].compactMap { $0 }
        let heads: [[UInt8]] = [
            Array("GIF89a".utf8) + [64, 0, 48, 0] + Array(repeating: 0, count: 30),
            [0, 0, 0, 24] + Array("ftypheic".utf8) + Array(repeating: 0, count: 32),
        ]
        return files + heads
    }()

    private static func painted(isClear: Bool) -> Bitmap {
        var picture = Bitmap(width: 24, height: 18)
        var random = SeededRandom(5)
        for pixel in 0..<picture.width * picture.height {
            for channel in 0..<3 { picture.pixels[pixel * 4 + channel] = UInt8(random.below(4) * 60 + pixel % 24) }
            picture.pixels[pixel * 4 + 3] = isClear ? UInt8(random.below(256)) : 255
        }
        return picture
    }

    private static let words = [
        "IHDR", "PLTE", "tRNS", "IDAT", "IEND", "zTXt", "iCCP", "eXIf", "acTL", "RIFF", "WEBP", "VP8 ", "VP8L", "VP8X",
        "ANIM", "ALPH", "Exif", "JFIF", "II*", "MM",
    ]
    /// Small ones, so that a lie about the size costs nothing.
    private static let limits = ImageLimits(side: 512, pixels: 1 << 16)

    private static let header = FuzzTarget(
        "picture-header", corpus: corpus, dictionary: words, mostBytes: 8000, cases: 1000
    ) { input, _ in
        let scratch = Scratch()
        let file = scratch.write("picture", input)
        let fromBytes = result { () throws(PixelsError) in try ImageHeader(input) }
        let fromFile = result { () throws(PixelsError) in try ImageHeader(file: file) }
        try hold(fromBytes == fromFile, "from bytes \(fromBytes), from a file \(fromFile)")
        switch fromBytes {
        case .success(let header):
            try hold(header.width >= 0 && header.height >= 0, "a size of \(header.size)")
            try hold(header.size.area >= 0, "an area of \(header.size.area)")
            return "\(header.format) \(header.orientation)"
        case .failure(let error):
            try Checks.isSafe(error.message, "an error")
            return "\(error.kind)"
        }
    }

    private static func result<Value>(
        _ body: () throws(PixelsError) -> Value
    ) -> Result<Value, PixelsError> {
        do throws(PixelsError) { return .success(try body()) } catch { return .failure(error) }
    }

    private static let pixels = FuzzTarget(
        "picture-pixels", corpus: corpus, dictionary: words, mostBytes: 8000, cases: 600
    ) { input, random in
        let scratch = Scratch()
        let file = scratch.write("picture", input)
        let fitting = random.below(2) == 0 ? PixelSize(width: 1 + random.below(40), height: 1 + random.below(40)) : nil
        let fromBytes = result { () throws(PixelsError) in
            try ImageDecoder.decode(input, fitting: fitting, limits: limits)
        }
        let fromFile = result { () throws(PixelsError) in
            try ImageDecoder.decode(file: file, fitting: fitting, limits: limits)
        }
        try hold(fromBytes == fromFile, "from bytes and from a file it is not the same")
        try hold(Scratch.bytes(file) == input, "the file has changed")
        switch fromBytes {
        case .success(let image):
            try hold(image.bitmap.pixels.count == image.bitmap.width * image.bitmap.height * 4, "a bitmap of no size")
            try hold(image.bitmap.size == (fitting.map { image.original.fitted(in: $0) } ?? image.original), "its size")
            try hold(image.original.area <= limits.pixels, "over the limits")
            return "pixels \(image.isComplete)"
        case .failure(let error):
            try Checks.isSafe(error.message, "an error")
            return "\(error.kind)"
        }
    }

    /// The real worker: it says what would have been said here, and it lives.
    private static let worker: FuzzTarget = {
        let client = DecodeClient(
            program: TerminalProgram.built("easel"), arguments: [DecodeServer.flag, "3600"], patience: .seconds(120))
        return FuzzTarget("picture-worker", corpus: corpus, dictionary: words, mostBytes: 8000, cases: 200) {
            input, random in
            let scratch = Scratch()
            let file = scratch.write("picture", input)
            // Pictures that are large only in their header are the decoder's own business, and slow without optimisation.
            if let header = try? ImageHeader(input), header.size.area > limits.pixels { return "large" }
            let fitting = random.below(2) == 0 ? PixelSize(width: 20, height: 9) : nil
            var answer: Result<DecodedImage, PixelsError>
            do throws(PixelsError) {
                answer = .success(try await client.decode(file: file, fitting: fitting))
            } catch {
                answer = .failure(error)
            }
            if case .failure(let error) = answer { try hold(error.kind != .decoder, "the worker died: \(error)") }
            let here = result { () throws(PixelsError) in try ImageDecoder.decode(file: file, fitting: fitting) }
            try hold(answer == here, "the worker says \(answer.word), here it is \(here.word)")
            return answer.word
        }
    }()
}

extension Result<DecodedImage, PixelsError> {
    fileprivate var word: String {
        switch self {
        case .success(let image): "pixels \(image.isComplete)"
        case .failure(let error): "\(error.kind)"
        }
    }
}

extension [UInt8] {
    /// A JPEG with an orientation.
    fileprivate var turned: [UInt8] {
        let tiff: [UInt8] = [
            0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
        ]
        let exif = Array("Exif".utf8) + [0, 0] + tiff
        return Array(self[..<2]) + [0xFF, 0xE1, 0, UInt8(exif.count + 2)] + exif + self[2...]
    }
}
