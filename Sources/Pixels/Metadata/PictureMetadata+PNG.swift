extension PictureMetadata {
    static let xmpKeyword = "XML:com.adobe.xmp"

    mutating func readPNG(_ window: ByteWindow) {
        var offset = 8
        for _ in 0..<Self.mostParts {
            let head = window.read(offset, 8)
            guard head.count == 8 else { return }
            let length = head.big32(0)
            let body = offset + 8
            switch String(decoding: head[4...], as: UTF8.self) {
            case "IEND": return
            case "caBX": hasCredentials = true
            case "eXIf" where length <= Self.mostBytes: add(exif: window.read(body, length))
            case let name where ["tEXt", "zTXt", "iTXt"].contains(name):
                guard length <= Self.mostBytes, texts.count < Self.mostTexts else {
                    unread += 1
                    break
                }
                let bytes = window.read(body, length)
                guard bytes.count == length else { return unread += 1 }
                addChunk(name, bytes)
            default: break
            }
            offset = body + length + 4
        }
    }

    private mutating func addChunk(_ name: String, _ bytes: [UInt8]) {
        guard let end = bytes.firstIndex(of: 0), (1...79).contains(end) else { return unread += 1 }
        let keyword = Self.latin1(bytes[..<end])
        let rest = bytes[(end + 1)...]
        switch name {
        case "tEXt": add(keyword, Self.text(rest))
        case "zTXt":
            guard rest.first == 0 else { return unread += 1 }
            add(keyword, Inflater.inflate(zlib: rest.dropFirst(), limit: Self.mostBytes).map { Self.text($0) })
        default:
            // Compressed or not, with what; language and translated keyword end with zeros.
            guard rest.count >= 4, rest[rest.startIndex + 1] == 0 else { return unread += 1 }
            let isCompressed = rest.first == 1
            let tags = rest.dropFirst(2)
            guard let language = tags.firstIndex(of: 0),
                let translated = tags[(language + 1)...].firstIndex(of: 0)
            else { return unread += 1 }
            let words = tags[(translated + 1)...]
            let plain = isCompressed ? Inflater.inflate(zlib: words, limit: Self.mostBytes) : Array(words)
            guard let plain else { return unread += 1 }
            if keyword == Self.xmpKeyword {
                add(xmp: plain)
            } else {
                add(keyword, String(decoding: plain, as: UTF8.self))
            }
        }
    }

    /// Latin-1 by the standard; UTF-8 is what many programs write all the same.
    static func text(_ bytes: some Collection<UInt8>) -> String {
        String(validating: bytes, as: UTF8.self) ?? latin1(bytes)
    }

    static func latin1(_ bytes: some Collection<UInt8>) -> String {
        var text = ""
        for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
        return text
    }
}
