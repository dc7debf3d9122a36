/// What a picture file says in words, beside its pixels. Read from a foreign file, so everything has a bound: what is over
/// it is counted and passed over.
package struct PictureMetadata: Hashable, Sendable {
    package struct Text: Hashable, Sendable {
        /// As it is called in the file: a PNG's keyword, an EXIF tag's name.
        package var keyword: String
        package var text: String

        package init(_ keyword: String, _ text: String) {
            self.keyword = keyword
            self.text = text
        }
    }

    package var texts: [Text]
    /// The XMP packet.
    package var xmp: String?
    package var hasExif: Bool
    /// Whether there is a C2PA mark (Content Credentials): that it is there, not that it is true.
    package var hasCredentials: Bool
    /// Texts that were too long, too many or damaged.
    package var unread: Int

    package init(
        texts: [Text] = [], xmp: String? = nil, hasExif: Bool = false, hasCredentials: Bool = false, unread: Int = 0
    ) {
        self.texts = texts
        self.xmp = xmp
        self.hasExif = hasExif
        self.hasCredentials = hasCredentials
        self.unread = unread
    }

    /// The first text that is called so.
    package subscript(keyword: String) -> String? { texts.first { $0.keyword == keyword }?.text }

    /// Bytes of one text, also after it was inflated.
    static let mostBytes = 1 << 20
    static let mostTexts = 64
    /// Parts of a file that are looked at: a PNG of 256 MiB in pieces of 8 KiB has 32768.
    static let mostParts = 1 << 17

    /// Of a whole file in memory.
    package init(_ bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { Self.read(ByteWindow($0)) }
    }

    /// Of a file, without holding it. A format not looked into here, and a file that is damaged, say what could be read.
    package init(file path: String) throws(PixelsError) {
        let file = try InputFile(path: path)
        self = Self.read(ByteWindow(file))
    }

    static func read(_ window: ByteWindow) -> PictureMetadata {
        var found = PictureMetadata()
        switch ImageFormat(magic: window.read(0, 32)) {
        case .png: found.readPNG(window)
        case .jpeg: found.readJPEG(window)
        case .webp: found.readWebP(window)
        default: break
        }
        return found
    }

    mutating func add(_ keyword: String, _ text: String?) {
        guard let text, texts.count < Self.mostTexts else {
            unread += 1
            return
        }
        if !text.isEmpty { texts.append(Text(keyword, text)) }
    }

    /// - Parameter tiff: what follows `Exif\0\0`.
    mutating func add(exif tiff: [UInt8]) {
        hasExif = true
        for text in ExifTexts.read(tiff) { add(text.keyword, text.text) }
    }

    mutating func add(xmp bytes: some Collection<UInt8>) {
        if xmp == nil { xmp = String(decoding: bytes, as: UTF8.self) }
    }
}
