/// Where words go in a picture's file.
enum MetadataSplice {
    static func result(
        _ window: ByteWindow, byteCount: Int, _ words: PictureWords
    ) -> Result<[SplicePiece], PixelsError> {
        do throws(PixelsError) {
            switch ImageFormat(magic: window.read(0, 32)) {
            case .png: return .success(try png(window, byteCount, words))
            case .jpeg: return .success(try jpeg(window, byteCount, words))
            case .webp: return .success(try webp(window, byteCount, words))
            case let format:
                let name = format?.rawValue.uppercased() ?? "file"
                throw PixelsError(.unsupported, "Nothing can be written into a \(name) here.")
            }
        } catch {
            return .failure(error)
        }
    }

    /// All of the source but these ranges, with bytes put in at one place.
    private static func pieces(
        _ byteCount: Int, without dropped: [Range<Int>], inserting bytes: [UInt8], at place: Int
    ) -> [SplicePiece] {
        var pieces: [SplicePiece] = []
        var offset = 0
        func keep(to end: Int) {
            if end > offset { pieces.append(.range(offset..<end)) }
        }
        var isPut = false
        for range in dropped + [byteCount..<byteCount] {
            if !isPut, place <= range.lowerBound {
                keep(to: place)
                if !bytes.isEmpty { pieces.append(.bytes(bytes)) }
                offset = max(offset, place)
                isPut = true
            }
            keep(to: range.lowerBound)
            offset = range.upperBound
        }
        return pieces
    }

    // MARK: PNG

    /// Right behind the header: before the pixels, where a reader that does not read to the end finds them.
    private static func png(
        _ window: ByteWindow, _ byteCount: Int, _ words: PictureWords
    ) throws(PixelsError) -> [SplicePiece] {
        let head = try window.exactly(33, at: 0)
        guard head.big32(8) == 13, head[12..<16].elementsEqual("IHDR".utf8) else {
            throw PixelsError(.damaged, "The PNG does not begin with its header.")
        }
        var keywords = [PictureMetadata.xmpKeyword]
        if words.parameters != nil { keywords.append("parameters") }
        var dropped: [Range<Int>] = []
        var offset = 33
        for _ in 0..<PictureMetadata.mostParts {
            let head = window.read(offset, 8 + 80)
            guard head.count >= 8, dropped.count < PictureMetadata.mostTexts else { break }
            let end = offset + head.big32(0) + 12
            let name = String(decoding: head[4..<8], as: UTF8.self)
            if name == "IEND" || end > byteCount { break }
            let says = { (keyword: String) in head.dropFirst(8).starts(with: Array(keyword.utf8) + [0]) }
            if ["tEXt", "zTXt", "iTXt"].contains(name), keywords.contains(where: says) { dropped.append(offset..<end) }
            offset = end
        }
        var chunks: [UInt8] = []
        if let parameters = words.parameters { chunks += PNGChunk.text("parameters", parameters) }
        chunks += PNGChunk.international(PictureMetadata.xmpKeyword, words.xmp)
        return pieces(byteCount, without: dropped, inserting: chunks, at: 33)
    }

    // MARK: JPEG

    /// Behind the segments that must come first (JFIF, EXIF).
    private static func jpeg(
        _ window: ByteWindow, _ byteCount: Int, _ words: PictureWords
    ) throws(PixelsError) -> [SplicePiece] {
        var dropped: [Range<Int>] = []
        var place = 2
        var isFirst = true
        var hasExif = false
        let end = JPEGSegment.walk(window) { marker, start, content, length in
            let head = window.read(content, min(length, 32))
            let isExif = marker == 0xE1 && head.starts(with: JPEGSegment.exif)
            if marker == 0xE1, head.starts(with: JPEGSegment.xmp) { dropped.append(start..<content + length) }
            isFirst = isFirst && (marker == 0xE0 || isExif)
            if isFirst { place = content + length }
            hasExif = hasExif || isExif
        }
        guard end != nil else { throw PixelsError(.damaged, "The JPEG ends, or is damaged, before its pixels begin.") }
        var segments: [UInt8] = []
        if let parameters = words.parameters, !hasExif {
            segments += try segment(JPEGSegment.exif + ExifTexts.block(comment: parameters))
        }
        segments += try segment(JPEGSegment.xmp + Array(words.xmp.utf8))
        return pieces(byteCount, without: dropped, inserting: segments, at: place)
    }

    private static func segment(_ content: [UInt8]) throws(PixelsError) -> [UInt8] {
        let count = content.count + 2
        guard count <= 0xFFFF else { throw PixelsError(.tooLarge, "The prompt is longer than a JPEG can say (64 KB).") }
        return [0xFF, 0xE1, UInt8(count >> 8), UInt8(count & 255)] + content
    }

    // MARK: WebP

    /// At the end, as the container wants it, with the flags that say so in front.
    private static func webp(
        _ window: ByteWindow, _ byteCount: Int, _ words: PictureWords
    ) throws(PixelsError) -> [SplicePiece] {
        let header = try ImageHeader.webp(window)
        guard let (parts, end) = WebPChunk.all(window, byteCount: byteCount), let first = parts.first else {
            throw PixelsError(.damaged, "The WebP is damaged: its parts do not fill it, or it ends before them.")
        }
        let hasExif = parts.contains { $0.name == "EXIF" }
        var added: [UInt8] = []
        if let parameters = words.parameters, !hasExif { added += chunk("EXIF", ExifTexts.block(comment: parameters)) }
        added += chunk("XMP ", Array(words.xmp.utf8))
        var extended: [UInt8]
        var kept = parts.filter { $0.name != "XMP " }
        if first.name == "VP8X" {
            guard first.length == 10 else { throw PixelsError(.damaged, "The WebP's header is damaged.") }
            extended = try window.exactly(18, at: first.start)
            kept.removeFirst()
        } else {
            var flags: UInt8 = 0
            // A lossless picture says itself whether it is transparent.
            if first.name == "VP8L", try window.exactly(5, at: first.start + 8)[4] & 0x10 != 0 { flags = 0x10 }
            extended = chunk("VP8X", [flags, 0, 0, 0] + little24(header.width - 1) + little24(header.height - 1))
        }
        extended[8] |= 0x04 | (hasExif || words.parameters != nil ? 0x08 : 0)
        let body = kept.flatMap { part -> [SplicePiece] in
            let padded = part.start + 8 + part.length + part.length & 1
            // The last one may lack the byte that makes it even.
            return [.range(part.start..<min(end, padded))] + (padded > end ? [.bytes([0])] : [])
        }
        let size = 4 + extended.count + body.reduce(0) { $0 + $1.count } + added.count
        guard size < 1 << 32 else { throw PixelsError(.tooLarge, "The WebP would be larger than one can be.") }
        let head = Array("RIFF".utf8) + little24(size) + [UInt8(size >> 24)] + Array("WEBP".utf8)
        return [.bytes(head + extended)] + body + [.bytes(added)] + (end < byteCount ? [.range(end..<byteCount)] : [])
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        Array(name.utf8) + little24(content.count) + [UInt8(content.count >> 24 & 255)] + content
            + (content.count % 2 == 1 ? [0] : [])
    }

    private static func little24(_ value: Int) -> [UInt8] {
        [UInt8(value & 255), UInt8(value >> 8 & 255), UInt8(value >> 16 & 255)]
    }
}
