/// The chunks of a WebP.
enum WebPChunk {
    /// Name, where it begins with its name, and the length of its content.
    typealias Part = (name: String, start: Int, length: Int)

    /// - Returns: the chunks that are whole inside the container, and where it ends; nil when the file ends before it does.
    static func all(_ window: ByteWindow, byteCount: Int?) -> (parts: [Part], end: Int)? {
        let head = window.read(0, 12)
        guard head.count == 12 else { return nil }
        let end = head.little32(4) + 8
        if let byteCount, end > byteCount { return nil }
        var parts: [Part] = []
        var offset = 12
        while offset + 8 <= end, parts.count < 4096 {
            let bytes = window.read(offset, 8)
            guard bytes.count == 8 else { break }
            let length = bytes.little32(4)
            if byteCount != nil, offset + 8 + length > end { return nil }
            parts.append((String(decoding: bytes[..<4], as: UTF8.self), offset, length))
            offset += 8 + length + length & 1
        }
        // What is left over belongs to nobody, and a decoder may read on into it: nothing can be put behind it.
        if byteCount != nil, offset < end { return nil }
        return (parts, end)
    }
}

extension PictureMetadata {
    mutating func readWebP(_ window: ByteWindow) {
        for part in WebPChunk.all(window, byteCount: nil)?.parts ?? [] {
            switch part.name {
            case "C2PA": hasCredentials = true
            case "EXIF", "XMP ":
                guard part.length <= Self.mostBytes else {
                    unread += 1
                    continue
                }
                let bytes = window.read(part.start + 8, part.length)
                if part.name == "XMP " {
                    add(xmp: bytes)
                } else {
                    // Some put the JPEG's beginning before it.
                    add(exif: bytes.starts(with: JPEGSegment.exif) ? Array(bytes.dropFirst(6)) : bytes)
                }
            default: break
            }
        }
    }
}
