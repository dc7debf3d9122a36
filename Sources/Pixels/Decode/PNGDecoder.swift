import CSpng

/// PNG through libspng, row by row into a `BoxReducer`. Interlaced pictures come in whole first.
enum PNGDecoder {
    static func decode(
        file: borrowing InputFile, header: ImageHeader, fitting: PixelSize?
    ) throws(PixelsError) -> DecodedImage {
        try decode(PNGChunkSource(file), header: header, fitting: fitting)
    }

    static func decode(_ bytes: [UInt8], header: ImageHeader, fitting: PixelSize?) throws(PixelsError) -> DecodedImage {
        let result = bytes.withUnsafeBytes { buffer -> Result<DecodedImage, PixelsError> in
            do throws(PixelsError) {
                return .success(try decode(PNGChunkSource(buffer), header: header, fitting: fitting))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private static func decode(
        _ source: PNGChunkSource, header: ImageHeader, fitting: PixelSize?
    ) throws(PixelsError) -> DecodedImage {
        // Every chunk has a checksum that is checked; the stream inside has another over the same data.
        guard let context = spng_ctx_new(Int32(SPNG_CTX_IGNORE_ADLER32.rawValue)) else {
            throw PixelsError(.damaged, "There is no memory for the picture.")
        }
        defer { spng_ctx_free(context) }
        spng_set_image_limits(context, UInt32(header.width), UInt32(header.height))
        // One chunk may be the whole picture.
        spng_set_chunk_limits(context, Int(Int32.max), 1 << 20)
        try check(source.attach(to: context))
        defer { withExtendedLifetime(source) {} }
        var ihdr = spng_ihdr()
        try check(spng_get_ihdr(context, &ihdr))

        let target = fitting.map { header.size.fitted(in: $0) } ?? header.size
        var transparency = spng_trns()
        let hasAlpha = ihdr.color_type & 4 != 0 || spng_get_trns(context, &transparency) == 0
        var bitmap = Bitmap(width: target.width, height: target.height)
        let isComplete: Result<Bool, PixelsError> = bitmap.pixels.withUnsafeMutableBufferPointer { output in
            do throws(PixelsError) {
                // An empty picture was refused with its header.
                let output = output.baseAddress!
                if ihdr.interlace_method != 0 {
                    return .success(try interlaced(context, size: header.size, target: target, to: output))
                }
                return .success(
                    try rows(context, size: header.size, target: target, channels: hasAlpha ? 4 : 3, to: output))
            } catch {
                return .failure(error)
            }
        }
        return DecodedImage(bitmap: bitmap, isComplete: try isComplete.get(), original: header.size)
    }

    /// Row by row. Answers whether every row arrived.
    private static func rows(
        _ context: OpaquePointer, size: PixelSize, target: PixelSize, channels: Int,
        to output: UnsafeMutablePointer<UInt8>
    ) throws(PixelsError) -> Bool {
        let isDirect = target == size
        let format = channels == 3 && !isDirect ? SPNG_FMT_RGB8 : SPNG_FMT_RGBA8
        let flags = Int32(SPNG_DECODE_PROGRESSIVE.rawValue) | Int32(SPNG_DECODE_TRNS.rawValue)
        try check(spng_decode_image(context, nil, 0, Int32(format.rawValue), flags))
        if isDirect {
            let stride = size.width * 4
            for y in 0..<size.height {
                let status = spng_decode_row(context, output + y * stride, stride)
                if status == Int32(SPNG_EOI.rawValue) { return y == size.height - 1 }
                if status != 0 {
                    (output + y * stride).update(repeating: 0, count: stride)
                    return false
                }
            }
            return true
        }
        var reducer = BoxReducer(source: size, target: target, channels: channels)
        let stride = size.width * channels
        let row = UnsafeMutablePointer<UInt8>.allocate(capacity: stride)
        defer { row.deallocate() }
        for y in 0..<size.height {
            let status = spng_decode_row(context, row, stride)
            if status != 0, status != Int32(SPNG_EOI.rawValue) { return false }
            if channels == 4 { PixelRow.premultiply(row, count: size.width) }
            reducer.add(row, to: output)
            if status != 0 { return y == size.height - 1 }
        }
        return true
    }

    /// Adam7: the passes must all be in before the first row is known.
    private static func interlaced(
        _ context: OpaquePointer, size: PixelSize, target: PixelSize, to output: UnsafeMutablePointer<UInt8>
    ) throws(PixelsError) -> Bool {
        let stride = size.width * 4
        let whole = UnsafeMutablePointer<UInt8>.allocate(capacity: stride * size.height)
        defer { whole.deallocate() }
        whole.initialize(repeating: 0, count: stride * size.height)
        let status = spng_decode_image(
            context, whole, stride * size.height, Int32(SPNG_FMT_RGBA8.rawValue), Int32(SPNG_DECODE_TRNS.rawValue))
        if target == size {
            output.update(from: whole, count: stride * size.height)
        } else {
            var reducer = BoxReducer(source: size, target: target, channels: 4)
            for y in 0..<size.height {
                PixelRow.premultiply(whole + y * stride, count: size.width)
                reducer.add(whole + y * stride, to: output)
            }
        }
        return status == 0
    }

    private static func check(_ status: Int32) throws(PixelsError) {
        if status == 0 { return }
        throw PixelsError(
            .damaged, "The PNG cannot be decoded: \(String(cString: spng_strerror(status))). The file is kept.")
    }
}
