import Fuzzing

@testable import Gallery
@testable import Pixels

/// Words in picture files, and what they mean.
enum MetadataTargets {
    static let all = [metadata, inflate, settings]

    private static let xmp = "<x:xmpmeta><rdf:RDF></rdf:RDF></x:xmpmeta>"
    private static let comfy = """
        {"3":{"class_type":"KSampler","inputs":{"seed":42,"model":["4",0],"positive":["6",0],"negative":["6",0]}},
        "4":{"class_type":"Loader","inputs":{"ckpt_name":"d"}},"6":{"class_type":"CLIPTextEncode","inputs":{"text":"a"}}}
        """
    private static let drawn = """
        {"nodes":[{"id":1,"type":"KSampler","inputs":[{"name":"positive","link":1}],"widgets_values":[9,"fixed",30]},
        {"id":2,"type":"CLIPTextEncode","widgets_values":["a fox"]}],"links":[[1,2,0,1,1,"C"]]}
        """
    private static let invoke = "{\"positive_prompt\":\"a fox\",\"seed\":5,\"model\":{\"name\":\"d\"}}"
    private static let parameters = "a fox\nNegative prompt: x\nSteps: 2, Seed: 7, Model: \"a, b\", H: {\"a\": 1}"

    private static let files: [[UInt8]] = {
        var picture = Bitmap.filled(.white, width: 12, height: 9)
        picture.pixels[3] = 9
        let files = [
            try? PNGEncoder.encode(picture), try? JPEGEncoder.encode(picture), try? WebPEncoder.encode(picture),
            try? WebPEncoder.encode(picture, quality: 50),
        ].compactMap { $0 }
        let words = PictureWords(parameters: parameters + " 雪", xmp: xmp)
        return files + files.compactMap { file in joined(try? EncodedPicture.bytes(file).pieces(adding: words), file) }
    }()

    private static func joined(_ pieces: [SplicePiece]?, _ source: [UInt8]) -> [UInt8]? {
        pieces?.flatMap { piece in
            switch piece {
            case .bytes(let bytes): bytes
            case .range(let range): Array(source[range])
            }
        }
    }

    private static let metadata = FuzzTarget(
        "picture-metadata", corpus: files,
        dictionary: [
            "tEXt", "zTXt", "iTXt", "eXIf", "caBX", "IEND", "Exif", "UNICODE", "XMP ", "EXIF", "C2PA", "VP8X", "JP",
            "parameters", "http://ns.adobe.com/xap/1.0/",
        ], mostBytes: 8000, cases: 800
    ) { input, _ in
        let found = PictureMetadata(input)
        let file = Scratch()
        let path = file.write("picture", input)
        try hold((try? PictureMetadata(file: path)) == found, "from a file it is another")
        try hold(found.texts.count <= 64, "\(found.texts.count) texts")
        let words = PictureWords(parameters: "a fox", xmp: xmp)
        guard let pieces = try? EncodedPicture.bytes(input).pieces(adding: words) else { return "refused" }
        try hold((try? EncodedPicture.file(path).pieces(adding: words)) == pieces, "other pieces from a file")
        for case .range(let range) in pieces {
            try hold(range.lowerBound >= 0 && range.upperBound <= input.count, "\(range) of \(input.count)")
        }
        let copy = joined(pieces, input) ?? []
        try hold(PictureMetadata(copy).xmp == xmp, "it does not say what it was to say")
        guard ImageFormat(magic: input) != .webp else {
            // A decoder of a damaged one reads on behind its pixels, so it is their bytes that must be the same.
            try hold(pixels(of: copy) == pixels(of: input), "another picture")
            return "copied WebP"
        }
        let limits = ImageLimits(side: 512, pixels: 1 << 16)
        if let before = try? ImageDecoder.decode(input, limits: limits) {
            try hold((try? ImageDecoder.decode(copy, limits: limits)) == before, "another picture")
            return "copied"
        }
        return "words only"
    }

    /// The chunks of a WebP that are drawn, in their order.
    private static func pixels(of file: [UInt8]) -> [[UInt8]] {
        file.withUnsafeBytes { buffer in
            (WebPChunk.all(ByteWindow(buffer), byteCount: buffer.count)?.parts ?? []).filter {
                !["VP8X", "XMP ", "EXIF"].contains($0.name)
            }.map { Array(buffer[$0.start..<$0.start + 8 + $0.length]) }
        }
    }

    private static let inflate = FuzzTarget(
        "inflate",
        corpus: [
            [
                120, 218, 43, 72, 44, 74, 204, 77, 45, 73, 45, 42, 86, 40, 24, 110, 76, 0, 120, 163, 86, 145,
            ], [0x78, 0x01, 1, 3, 0, 0xFC, 0xFF, 97, 98, 99, 0x02, 0x4D, 0x01, 0x27],
        ], mostBytes: 3000, cases: 1000
    ) { input, _ in
        guard let plain = Inflater.inflate(zlib: input, limit: 10_000) else { return "none" }
        try hold(plain.count <= 10_000, "\(plain.count) bytes")
        return "inflated"
    }

    private static let settings = FuzzTarget(
        "imported-settings", corpus: [comfy, drawn, invoke, parameters].map { Array($0.utf8) },
        dictionary: [
            "\"inputs\":", "[\"3\",0]", "NaN", "Steps: ", "Negative prompt: ", "{", "[", ", ", "\"", "\\u0000",
        ],
        mostBytes: 6000, cases: 500
    ) { input, _ in
        let text = Checks.text(input)
        var programs: Set<String> = []
        for keyword in ["parameters", "prompt", "workflow", "invokeai_metadata", "sd-metadata", "Dream", "Model"] {
            let found = ImportedSettings(PictureMetadata(texts: [.init(keyword, text)]))
            programs.insert(found.program.rawValue)
            try hold(found.settings.count <= 100, "\(found.settings.count) settings")
            // As a sidecar keeps it.
            let line = GalleryCorpus.line(found)
            try hold(ForeignJSON(Checks.text(line)) != nil, "it cannot be written")
        }
        return programs.sorted().joined(separator: " ")
    }
}
