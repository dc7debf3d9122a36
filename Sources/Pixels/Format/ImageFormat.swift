/// The kind of a picture file, told by its first bytes and by nothing else: names and labels lie.
package enum ImageFormat: String, CaseIterable, Sendable {
    case png, jpeg, webp, gif, avif, heic, bmp, tiff

    /// - Parameter magic: the first 16 bytes of the file or more.
    package init?(magic: some Collection<UInt8>) {
        let bytes = Array(magic.prefix(32))
        func has(_ signature: [UInt8], at offset: Int = 0) -> Bool {
            bytes.count >= offset + signature.count && bytes[offset..<offset + signature.count].elementsEqual(signature)
        }
        func has(_ text: StaticString, at offset: Int = 0) -> Bool {
            text.withUTF8Buffer { has(Array($0), at: offset) }
        }
        if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if has([0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if has("RIFF"), has("WEBP", at: 8) {
            self = .webp
        } else if has("GIF87a") || has("GIF89a") {
            self = .gif
        } else if has("ftyp", at: 4), has("avif", at: 8) || has("avis", at: 8) {
            self = .avif
        } else if has("ftyp", at: 4), has("heic", at: 8) || has("heix", at: 8) || has("mif1", at: 8) {
            self = .heic
        } else if has("BM"), bytes.count >= 14, bytes[6..<10].allSatisfy({ $0 == 0 }) {
            self = .bmp
        } else if has([0x49, 0x49, 0x2A, 0x00]) || has([0x4D, 0x4D, 0x00, 0x2A]) {
            self = .tiff
        } else {
            return nil
        }
    }

    package var mime: String { "image/\(rawValue)" }

    /// Without the dot.
    package var fileExtension: String { self == .jpeg ? "jpg" : rawValue }

    /// Whether this room can turn it into pixels.
    package var isDecodable: Bool { self == .png || self == .jpeg || self == .webp }
}
