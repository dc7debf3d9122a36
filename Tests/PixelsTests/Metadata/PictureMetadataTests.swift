import Testing

@testable import Pixels

@Suite struct PictureMetadataTests {
    private let picture = TestPicture.make(width: 37, height: 21)
    private let xmp = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">雪</x:xmpmeta>"
    private let parameters = "a fox, 雪\nSteps: 20, Seed: 7, Size: 37x21"

    /// A PNG with these chunks behind its header.
    private func png(_ chunks: [UInt8]...) throws -> [UInt8] {
        let png = try PNGEncoder.encode(picture)
        return png[..<33] + chunks.flatMap(\.self) + png[33...]
    }

    private func files() throws -> [(ImageFormat, [UInt8])] {
        [
            (.png, try PNGEncoder.encode(picture)), (.jpeg, try JPEGEncoder.encode(picture)),
            (.webp, try WebPEncoder.encode(picture)), (.webp, try WebPEncoder.encode(picture, quality: 80)),
            (.webp, try WebPEncoder.encode(TestPicture.make(width: 37, height: 21, opaque: false), quality: 80)),
            (.webp, try WebPEncoder.encode(TestPicture.make(width: 37, height: 21, opaque: false))),
        ]
    }

    private func joined(_ pieces: [SplicePiece], _ source: [UInt8]) -> [UInt8] {
        pieces.flatMap { piece in
            switch piece {
            case .bytes(let bytes): bytes
            case .range(let range): Array(source[range])
            }
        }
    }

    private func adding(_ words: PictureWords, to file: [UInt8]) throws -> [UInt8] {
        joined(try EncodedPicture.bytes(file).pieces(adding: words), file)
    }

    // MARK: Reading

    @Test func readsTheTextsOfAPNG() throws {
        let packed: [UInt8] = [
            120, 218, 43, 72, 44, 74, 204, 77, 45, 73, 45, 42, 86, 40, 24, 110, 76, 0, 120, 163, 86, 145,
        ]
        let file = try png(
            PNGChunk.text("parameters", parameters), PNGChunk.text("prompt", "{}"),
            PNGChunk.chunk("tEXt", Array("Author".utf8) + [0, 0xE9]),
            PNGChunk.chunk("zTXt", Array("packed".utf8) + [0, 0] + packed),
            PNGChunk.chunk("iTXt", Array("both".utf8) + [0, 1, 0, 0x65, 0x6E, 0, 0] + packed),
            PNGChunk.international("XML:com.adobe.xmp", xmp))
        let found = PictureMetadata(file)
        let words = String(repeating: "parameters ", count: 20)
        #expect(
            found
                == PictureMetadata(
                    texts: [
                        .init("parameters", parameters), .init("prompt", "{}"), .init("Author", "é"),
                        .init("packed", words), .init("both", words),
                    ], xmp: xmp))
        #expect(try ScratchFile(file).use { path in try PictureMetadata(file: path) } == found)
        // The check sums are right: the decoder that checks them reads the picture.
        #expect(try ImageDecoder.decode(file).bitmap == picture)
    }

    @Test func whatIsTooMuchIsCounted() throws {
        let long = PNGChunk.text("long", String(repeating: "x", count: 1 << 20))
        let damaged = PNGChunk.chunk("zTXt", Array("packed".utf8) + [0, 0, 1, 2, 3, 4, 5, 6, 7])
        let many = (0..<70).flatMap { PNGChunk.text("n\($0)", "x") }
        let found = PictureMetadata(try png(long, damaged, many))
        #expect(found.texts.count == 64)
        #expect(found.texts.first == .init("n0", "x"))
        #expect(found.unread == 2 + 6)
    }

    @Test func seesAMark() throws {
        #expect(PictureMetadata(try png(PNGChunk.chunk("caBX", [0, 0, 0, 9]))).hasCredentials)
        #expect(!PictureMetadata(try png()).hasCredentials)
        let jpeg = try JPEGEncoder.encode(picture)
        let box: [UInt8] =
            Array("JP".utf8) + [0, 1, 0, 0, 0, 1, 0, 0, 0, 60] + Array("jumb".utf8) + [0, 0, 0, 40]
            + Array("jumdc2pa".utf8) + Array(repeating: 0, count: 20)
        #expect(PictureMetadata(jpeg[..<2] + [0xFF, 0xEB, 0, UInt8(box.count + 2)] + box + jpeg[2...]).hasCredentials)
        #expect(!PictureMetadata(jpeg).hasCredentials)
        var webp = try WebPEncoder.encode(picture)
        webp += Array("C2PA".utf8) + [4, 0, 0, 0, 1, 2, 3, 4]
        (webp[4], webp[5]) = (UInt8((webp.count - 8) & 255), UInt8((webp.count - 8) >> 8))
        #expect(PictureMetadata(webp).hasCredentials)
    }

    @Test func readsACommentInBothByteOrders() {
        #expect(ExifTexts.read(ExifTexts.block(comment: parameters)) == [.init("UserComment", parameters)])
        // Little-endian all through: a directory with a description of its own, and one behind it.
        let comment: [UInt8] = Array("UNICODE".utf8) + [0] + [0x61, 0, 0x62, 0]
        let tiff: [UInt8] =
            [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 2, 0] + [0x0E, 1, 2, 0, 3, 0, 0, 0, 0x68, 0x69, 0, 0]
            + [0x69, 0x87, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0] + [0, 0, 0, 0]
            + [1, 0, 0x86, 0x92, 7, 0, 12, 0, 0, 0, 56, 0, 0, 0, 0, 0, 0, 0] + comment
        #expect(ExifTexts.read(tiff) == [.init("ImageDescription", "hi"), .init("UserComment", "ab")])
        for count in 0..<tiff.count { _ = ExifTexts.read(Array(tiff.prefix(count))) }
    }

    // MARK: Writing

    @Test func wordsGoInAndNothingElseChanges() throws {
        for (format, file) in try files() {
            let copy = try adding(PictureWords(parameters: parameters, xmp: xmp), to: file)
            let found = PictureMetadata(copy)
            #expect(found.xmp == xmp, "\(format)")
            #expect(found[format == .png ? "parameters" : "UserComment"] == parameters, "\(format)")
            #expect(found.unread == 0)
            #expect(try ImageHeader(copy).format == format)
            let (before, after) = (try ImageDecoder.decode(file), try ImageDecoder.decode(copy))
            #expect(before == after, "\(format): the same pixels, transparency and all")
        }
    }

    @Test func fromAFileItIsTheSame() throws {
        for (_, file) in try files() {
            let words = PictureWords(parameters: parameters, xmp: xmp)
            let pieces = try ScratchFile(file).use { path in try EncodedPicture.file(path).pieces(adding: words) }
            let same = try EncodedPicture.bytes(file).pieces(adding: words)
            #expect(pieces == same)
        }
    }

    @Test func whatWasSaidBeforeIsReplaced() throws {
        for (format, file) in try files() {
            let once = try adding(PictureWords(parameters: "old", xmp: "<old/>"), to: file)
            let twice = try adding(PictureWords(parameters: "new", xmp: xmp), to: once)
            let found = PictureMetadata(twice)
            #expect(found.xmp == xmp)
            // A PNG's is one text among others; an EXIF block has the camera's too, and is left alone.
            #expect(found.texts.map(\.text) == [format == .png ? "new" : "old"], "\(format)")
            let (before, after) = (try ImageDecoder.decode(file), try ImageDecoder.decode(twice))
            #expect(before == after)
        }
    }

    @Test func whatTheProgramSaidMayStay() throws {
        let file = try png(PNGChunk.text("parameters", parameters), PNGChunk.text("workflow", "{}"))
        let copy = try adding(PictureWords(parameters: nil, xmp: xmp), to: file)
        #expect(PictureMetadata(copy).texts == [.init("parameters", parameters), .init("workflow", "{}")])
    }

    @Test func whatCannotBeSaidIsRefused() throws {
        let words = PictureWords(parameters: nil, xmp: String(repeating: "x", count: 70_000))
        let jpeg = try JPEGEncoder.encode(picture)
        #expect(throws: PixelsError.self) { try EncodedPicture.bytes(jpeg).pieces(adding: words) }
        let webp = try WebPEncoder.encode(picture)
        #expect(throws: PixelsError.self) {
            try EncodedPicture.bytes(Array(webp.dropLast(9))).pieces(adding: PictureWords(parameters: nil, xmp: xmp))
        }
        #expect(throws: PixelsError.self) {
            try EncodedPicture.bytes(Array("GIF89a".utf8) + Array(repeating: 0, count: 30)).pieces(adding: words)
        }
    }
}
