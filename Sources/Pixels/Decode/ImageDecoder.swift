/// Picture files to pixels: judged by the header first, then decoded straight to the size that is wanted.
package enum ImageDecoder {
    /// Decodes a file.
    ///
    /// - Parameters:
    ///   - fitting: the largest size wanted, in pixels of the upright picture. The shape is kept and nothing is
    ///     enlarged; nil gives the original size. A PNG that is not interlaced is never held whole.
    ///   - limits: checked against the header before anything is decoded.
    package static func decode(
        file path: String, fitting: PixelSize? = nil, limits: ImageLimits = .standard
    ) throws(PixelsError) -> DecodedImage {
        let file = try InputFile(path: path)
        return try decode(file, fitting: fitting, limits: limits)
    }

    /// What a file says it is, once that is within the limits.
    package static func header(of file: borrowing InputFile, limits: ImageLimits) throws(PixelsError) -> ImageHeader {
        try limits.check(byteCount: file.byteCount)
        let header = try ImageHeader.read(ByteWindow(file)).get()
        try limits.check(header.size)
        return header
    }

    package static func decode(
        _ file: borrowing InputFile, fitting: PixelSize?, limits: ImageLimits = .standard
    ) throws(PixelsError) -> DecodedImage {
        let header = try header(of: file, limits: limits)
        if header.format == .png {
            return try PNGDecoder.decode(file: file, header: header, fitting: fitting)
        }
        return try decode(file.contents(), header: header, fitting: fitting)
    }

    /// Decodes a whole file in memory.
    package static func decode(
        _ bytes: [UInt8], fitting: PixelSize? = nil, limits: ImageLimits = .standard
    ) throws(PixelsError) -> DecodedImage {
        try limits.check(byteCount: bytes.count)
        let header = try ImageHeader(bytes)
        try limits.check(header.size)
        return try decode(bytes, header: header, fitting: fitting)
    }

    private static func decode(
        _ bytes: [UInt8], header: ImageHeader, fitting: PixelSize?
    ) throws(PixelsError) -> DecodedImage {
        switch header.format {
        case .png: try PNGDecoder.decode(bytes, header: header, fitting: fitting)
        case .jpeg: try JPEGDecoder.decode(bytes, header: header, fitting: fitting)
        case .webp: try WebPDecoder.decode(bytes, header: header, fitting: fitting)
        case .gif, .avif, .heic, .bmp, .tiff:
            throw PixelsError(
                .unsupported, "\(header.format.rawValue.uppercased()) pictures cannot be shown here. The file is kept.")
        }
    }
}
