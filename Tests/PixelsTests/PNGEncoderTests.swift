import Pixels
import Testing

@Suite struct PNGEncoderTests {
    private let picture = TestPicture.make(width: 50, height: 33)

    @Test func bandsGiveTheSameFileAsTheWhole() throws {
        let file = ScratchFile()
        var writer = try PNGRowWriter(path: file.path, width: 50, height: 33, settings: PNGSettings(hasAlpha: false))
        for band in stride(from: 0, to: 33, by: 7) {
            try writer.write(rows: Array(picture.pixels[band * 200..<min(33, band + 7) * 200]))
        }
        try writer.finish()
        #expect(try file.bytes == PNGEncoder.encode(picture))
    }

    @Test func settingsChangeTheSizeNotThePicture() throws {
        let fast = try PNGEncoder.encode(picture)
        for settings in [PNGSettings.photo, .drawing, PNGSettings(compression: 0)] {
            let file = try PNGEncoder.encode(picture, settings: settings)
            #expect(file != fast)
            #expect(try ImageDecoder.decode(file).bitmap == picture)
        }
        #expect(fast[25] == 2, "an opaque picture is written as RGB")
    }

    @Test func aWriterKnowsItsRows() throws {
        var writer = try PNGRowWriter(path: "/dev/null", width: 4, height: 2)
        #expect(throws: PixelsError.self) { try writer.write(rows: Array(repeating: 0, count: 15)) }
        #expect(throws: PixelsError.self) { try writer.write(rows: Array(repeating: 0, count: 48)) }
        try writer.write(rows: Array(repeating: 0, count: 16))
        do throws(PixelsError) {
            try writer.finish()
            Issue.record("a row is missing and nobody said so")
        } catch {
            #expect(error.kind == .encoding)
        }
    }

    @Test func impossiblePlacesAndSizesAreErrors() {
        #expect(throws: PixelsError.self) { try PNGEncoder.encode(Bitmap(width: 0, height: 5)) }
        #expect(throws: PixelsError.self) { try JPEGEncoder.encode(Bitmap(width: 0, height: 5)) }
        #expect(throws: PixelsError.self) { try WebPEncoder.encode(Bitmap(width: 20000, height: 1)) }
        do throws(PixelsError) {
            _ = try PNGRowWriter(path: "/nowhere/x.png", width: 4, height: 4)
            Issue.record("written to nowhere")
        } catch {
            #expect(error.kind == .file)
        }
    }

    @Test func aFullDiskIsAnError() throws {
        var writer = try PNGRowWriter(path: "/dev/full", width: 100, height: 1, settings: PNGSettings(compression: 0))
        try writer.write(rows: Array(repeating: 7, count: 400))
        do throws(PixelsError) {
            try writer.finish()
            Issue.record("a full disk took it")
        } catch {
            #expect(error.kind == .file)
        }
    }
}
