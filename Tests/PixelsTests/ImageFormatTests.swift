import Pixels
import Testing

@Suite struct ImageFormatTests {
    @Test(
        arguments: [
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], ImageFormat.png),
            ([0xFF, 0xD8, 0xFF, 0xE0, 0, 16], .jpeg),
            (Array("RIFF....WEBPVP8 ".utf8), .webp),
            (Array("GIF89a..........".utf8), .gif),
            ([0, 0, 0, 32] + Array("ftypavif....".utf8), .avif),
            ([0, 0, 0, 32] + Array("ftypheic....".utf8), .heic),
            ([0x49, 0x49, 0x2A, 0, 8, 0, 0, 0], .tiff),
        ] as [([UInt8], ImageFormat)])
    func knowsTheFirstBytes(_ bytes: [UInt8], _ format: ImageFormat) {
        #expect(ImageFormat(magic: bytes) == format)
    }

    @Test(arguments: ["", "RIFF....WAVE", "<svg xmlns=", "<!DOCTYPE html>", "BMW is a car maker", "root:x:0:0:"])
    func refusesWhatIsNoPicture(_ text: String) {
        #expect(ImageFormat(magic: Array(text.utf8)) == nil)
    }

    @Test func namesAreThoseOfTheWire() {
        #expect(ImageFormat.jpeg.mime == "image/jpeg")
        #expect(ImageFormat.jpeg.fileExtension == "jpg")
        #expect(ImageFormat.png.mime == "image/png")
        #expect(ImageFormat.webp.fileExtension == "webp")
    }
}
