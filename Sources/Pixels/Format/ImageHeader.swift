/// What a picture file says about itself, read without decoding anything.
package struct ImageHeader: Hashable, Sendable {
    package var format: ImageFormat
    /// Pixels as shown, that is after a photograph's orientation has been applied.
    package var width: Int
    package var height: Int
    /// How the stored pixels must be turned; the decoder does it.
    package var orientation: Orientation

    package init(format: ImageFormat, width: Int, height: Int, orientation: Orientation = .up) {
        self.format = format
        self.width = width
        self.height = height
        self.orientation = orientation
    }

    package var size: PixelSize { PixelSize(width: width, height: height) }

    /// Reads the header from a file or its beginning. Throws `truncated` when more of the beginning is needed:
    /// 64 bytes do for PNG, WebP and GIF; a JPEG may put 100 KB of metadata first.
    package init(_ bytes: [UInt8]) throws(PixelsError) {
        let result = bytes.withUnsafeBytes { buffer in Self.read(ByteWindow(buffer)) }
        self = try result.get()
    }

    /// Reads the header from a file, a few bytes of it.
    package init(file path: String) throws(PixelsError) {
        let file = try InputFile(path: path)
        self = try Self.read(ByteWindow(file)).get()
    }

    static func read(_ window: ByteWindow) -> Result<ImageHeader, PixelsError> {
        do throws(PixelsError) {
            let start = window.read(0, 32)
            guard let format = ImageFormat(magic: start) else {
                if start.count < 16 {
                    throw PixelsError(.truncated, "The picture ends before its header does. Ask for it again.")
                }
                throw PixelsError(.unknownFormat, "These bytes are no picture known here. They are kept as they are.")
            }
            switch format {
            case .png: return .success(try png(window))
            case .jpeg: return .success(try jpeg(window))
            case .webp: return .success(try webp(window))
            case .gif:
                let bytes = try window.exactly(10, at: 0)
                return .success(ImageHeader(format: .gif, width: bytes.little16(6), height: bytes.little16(8)))
            case .avif, .heic, .bmp, .tiff:
                throw PixelsError(
                    .unsupported, "\(format.rawValue.uppercased()) pictures cannot be shown here. The file is kept.")
            }
        } catch {
            return .failure(error)
        }
    }

    private static func png(_ window: ByteWindow) throws(PixelsError) -> ImageHeader {
        let bytes = try window.exactly(24, at: 0)
        guard bytes.big32(8) == 13, bytes.big32(12) == 0x4948_4452 else {
            throw PixelsError(.damaged, "The PNG does not begin with its header. Ask for the picture again.")
        }
        return ImageHeader(format: .png, width: bytes.big32(16), height: bytes.big32(20))
    }
}
