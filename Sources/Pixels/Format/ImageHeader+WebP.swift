extension ImageHeader {
    /// Reads the first chunk of the RIFF container: `VP8 ` (lossy), `VP8L` (lossless) or `VP8X` (extended).
    static func webp(_ window: ByteWindow) throws(PixelsError) -> ImageHeader {
        let damaged = PixelsError(.damaged, "The WebP's header is damaged. Ask for the picture again.")
        let bytes = try window.exactly(30, at: 0)
        switch String(decoding: bytes[12..<16], as: UTF8.self) {
        case "VP8 ":
            guard bytes[23] == 0x9D, bytes[24] == 0x01, bytes[25] == 0x2A else { throw damaged }
            return ImageHeader(format: .webp, width: bytes.little16(26) & 0x3FFF, height: bytes.little16(28) & 0x3FFF)
        case "VP8L":
            guard bytes[20] == 0x2F else { throw damaged }
            let packed = bytes.little32(21)
            return ImageHeader(format: .webp, width: packed & 0x3FFF + 1, height: packed >> 14 & 0x3FFF + 1)
        case "VP8X":
            return ImageHeader(format: .webp, width: bytes.little24(24) + 1, height: bytes.little24(27) + 1)
        default:
            throw damaged
        }
    }
}
