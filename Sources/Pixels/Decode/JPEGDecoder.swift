import CTurboJPEG

/// JPEG through libturbojpeg: the inverse transform itself yields 1/2, 1/4 or 1/8 of the size, the rest is averaged.
enum JPEGDecoder {
    static func decode(_ bytes: [UInt8], header: ImageHeader, fitting: PixelSize?) throws(PixelsError) -> DecodedImage {
        guard let handle = tjInitDecompress() else { throw failure(nil) }
        defer { tjDestroy(handle) }
        var width: Int32 = 0
        var height: Int32 = 0
        var subsampling: Int32 = 0
        var colours: Int32 = 0
        guard
            tjDecompressHeader3(handle, bytes, UInt(bytes.count), &width, &height, &subsampling, &colours) == 0
        else { throw failure(handle) }
        let stored = PixelSize(width: Int(width), height: Int(height))
        let isTurned = header.orientation.isTransposed
        guard stored == (isTurned ? header.size.transposed : header.size) else {
            throw PixelsError(.damaged, "The JPEG has two headers that disagree. Ask for the picture again.")
        }
        var target = fitting.map { header.size.fitted(in: $0) } ?? header.size
        if isTurned { target = target.transposed }

        let scaled = scaledSize(stored, atLeast: target)
        let isInk = colours == Int32(TJCS_CMYK.rawValue) || colours == Int32(TJCS_YCCK.rawValue)
        var bitmap = Bitmap(width: scaled.width, height: scaled.height)
        let status = bitmap.pixels.withUnsafeMutableBufferPointer { output in
            tjDecompress2(
                handle, bytes, UInt(bytes.count), output.baseAddress, Int32(scaled.width), 0, Int32(scaled.height),
                Int32((isInk ? TJPF_CMYK : TJPF_RGBA).rawValue), Int32(TJFLAG_LIMITSCANS))
        }
        if status != 0, tjGetErrorCode(handle) != Int32(TJERR_WARNING.rawValue) { throw failure(handle) }
        let isComplete = status == 0 || String(cString: tjGetErrorStr2(handle)).contains("extraneous bytes")
        if isInk { mixInk(&bitmap) }
        return DecodedImage(
            bitmap: bitmap.scaled(to: target).turned(header.orientation), isComplete: isComplete, original: header.size)
    }

    /// The smallest of 1/8, 1/4, 1/2 and 1 that still covers the target: the sizes with a fast transform.
    private static func scaledSize(_ size: PixelSize, atLeast target: PixelSize) -> PixelSize {
        for eighths in [1, 2, 4] {
            let scaled = PixelSize(width: (size.width * eighths + 7) / 8, height: (size.height * eighths + 7) / 8)
            if scaled.width >= target.width, scaled.height >= target.height { return scaled }
        }
        return size
    }

    /// CMYK as Adobe stores it (inverted) to RGB, in place, without a colour profile.
    private static func mixInk(_ bitmap: inout Bitmap) {
        let count = bitmap.width * bitmap.height
        bitmap.pixels.withUnsafeMutableBufferPointer { pixels in
            for offset in stride(from: 0, to: count * 4, by: 4) {
                let black = Int(pixels[offset + 3])
                for channel in 0..<3 {
                    pixels[offset + channel] = UInt8((Int(pixels[offset + channel]) * black + 127) / 255)
                }
                pixels[offset + 3] = 255
            }
        }
    }

    private static func failure(_ handle: tjhandle?) -> PixelsError {
        PixelsError(
            .damaged, "The JPEG cannot be decoded: \(String(cString: tjGetErrorStr2(handle))). The file is kept.")
    }
}
