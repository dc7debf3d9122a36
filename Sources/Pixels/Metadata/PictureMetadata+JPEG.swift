/// The segments of a JPEG that come before its pixels.
enum JPEGSegment {
    static let exif = Array("Exif".utf8) + [0, 0]
    static let xmp = Array("http://ns.adobe.com/xap/1.0/".utf8) + [0]

    /// - Parameter body: gets the marker, where the segment begins, and where and how long its content is; says whether to
    ///   go on.
    /// - Returns: where the pixels' own part begins; nil when the file does not get so far.
    static func walk(
        _ window: ByteWindow, _ body: (_ marker: UInt8, _ start: Int, _ content: Int, _ length: Int) -> Void
    ) -> Int? {
        var offset = 2
        for _ in 0..<4096 {
            let start = offset
            var head = window.read(offset, 2)
            guard head.count == 2, head[0] == 0xFF else { return nil }
            while head.count == 2, head[1] == 0xFF {
                offset += 1
                head = window.read(offset, 2)
            }
            guard head.count == 2 else { return nil }
            switch head[1] {
            case 0x01, 0xD0...0xD7: offset += 2
            // A frame or the first scan.
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF, 0xDA: return start
            case 0xD8, 0xD9: return nil
            default:
                let size = window.read(offset + 2, 2)
                guard size.count == 2, size.big16(0) >= 2 else { return nil }
                body(head[1], start, offset + 4, size.big16(0) - 2)
                offset += 2 + size.big16(0)
            }
        }
        return nil
    }

    /// The JUMBF box of a C2PA manifest, in its first segment.
    static func isCredentials(_ start: [UInt8]) -> Bool {
        guard start.count >= 32, start.starts(with: Array("JP".utf8)) else { return false }
        return start[12..<16].elementsEqual("jumb".utf8) && start[24..<28].elementsEqual("c2pa".utf8)
    }
}

extension PictureMetadata {
    mutating func readJPEG(_ window: ByteWindow) {
        var found = self
        _ = JPEGSegment.walk(window) { marker, _, content, length in
            switch marker {
            case 0xE1:
                let bytes = window.read(content, length)
                if bytes.starts(with: JPEGSegment.exif) {
                    found.add(exif: Array(bytes.dropFirst(6)))
                } else if bytes.starts(with: JPEGSegment.xmp) {
                    found.add(xmp: bytes.dropFirst(JPEGSegment.xmp.count))
                }
            case 0xEB where JPEGSegment.isCredentials(window.read(content, min(length, 32))):
                found.hasCredentials = true
            case 0xFE: found.add("Comment", Self.text(window.read(content, length)))
            default: break
            }
        }
        self = found
    }
}
