extension ImageHeader {
    /// Walks the JPEG's segments to the frame header (SOF), past any number of metadata segments.
    static func jpeg(_ window: ByteWindow) throws(PixelsError) -> ImageHeader {
        var orientation = Orientation.up
        var offset = 2
        for _ in 0..<4096 {
            var marker = try window.exactly(2, at: offset)
            guard marker[0] == 0xFF else {
                throw PixelsError(.damaged, "The JPEG's header is damaged. Ask for the picture again.")
            }
            while marker[1] == 0xFF {
                offset += 1
                marker = try window.exactly(2, at: offset)
            }
            switch marker[1] {
            case 0x01, 0xD0...0xD7:
                offset += 2
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                let frame = try window.exactly(9, at: offset)
                let height = frame.big16(5)
                let width = frame.big16(7)
                return ImageHeader(
                    format: .jpeg, width: orientation.isTransposed ? height : width,
                    height: orientation.isTransposed ? width : height, orientation: orientation)
            case 0xD8, 0xD9, 0xDA:
                throw PixelsError(.damaged, "The JPEG has no frame header. Ask for the picture again.")
            default:
                let length = try window.exactly(2, at: offset + 2).big16(0)
                guard length >= 2 else {
                    throw PixelsError(.damaged, "The JPEG's header is damaged. Ask for the picture again.")
                }
                if marker[1] == 0xE1, orientation == .up {
                    orientation = Orientation(exif: window.read(offset + 4, length - 2))
                }
                offset += 2 + length
            }
        }
        throw PixelsError(.damaged, "The JPEG's header never ends. Ask for the picture again.")
    }
}
