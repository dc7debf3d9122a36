import CWebP

/// WebP through libwebp, scaled while it is decoded. Fed through the incremental decoder, so that a picture that was cut
/// off still yields its upper part. Animations are refused by the library.
enum WebPDecoder {
    static func decode(_ bytes: [UInt8], header: ImageHeader, fitting: PixelSize?) throws(PixelsError) -> DecodedImage {
        let target = fitting.map { header.size.fitted(in: $0) } ?? header.size
        var config = WebPDecoderConfig()
        guard WebPInitDecoderConfig(&config) != 0 else { throw failure("wrong library version") }
        var features = WebPBitstreamFeatures()
        let known = WebPGetFeatures(bytes, bytes.count, &features)
        guard known == VP8_STATUS_OK || known == VP8_STATUS_NOT_ENOUGH_DATA else {
            throw failure("the header is damaged")
        }
        guard features.has_animation == 0 else {
            throw PixelsError(.unsupported, "Moving WebP pictures cannot be shown here. The file is kept.")
        }
        guard known != VP8_STATUS_OK || (Int(features.width), Int(features.height)) == (header.width, header.height)
        else { throw failure("it has two headers that disagree") }
        if target != header.size {
            config.options.use_scaling = 1
            config.options.scaled_width = Int32(target.width)
            config.options.scaled_height = Int32(target.height)
        }
        var bitmap = Bitmap(width: target.width, height: target.height)
        let status = bitmap.pixels.withUnsafeMutableBufferPointer { output in
            config.output.colorspace = MODE_RGBA
            config.output.is_external_memory = 1
            config.output.u.RGBA.rgba = output.baseAddress
            config.output.u.RGBA.stride = Int32(target.width * 4)
            config.output.u.RGBA.size = output.count
            guard let decoder = WebPIDecode(nil, 0, &config) else { return VP8_STATUS_OUT_OF_MEMORY }
            defer { WebPIDelete(decoder) }
            return WebPIUpdate(decoder, bytes, bytes.count)
        }
        switch status {
        case VP8_STATUS_OK: return DecodedImage(bitmap: bitmap, isComplete: true, original: header.size)
        case VP8_STATUS_SUSPENDED, VP8_STATUS_NOT_ENOUGH_DATA:
            return DecodedImage(bitmap: bitmap, isComplete: false, original: header.size)
        case VP8_STATUS_OUT_OF_MEMORY: throw failure("there is not enough memory")
        default: throw failure("the data are damaged")
        }
    }

    private static func failure(_ reason: String) -> PixelsError {
        PixelsError(.damaged, "The WebP cannot be decoded: \(reason). The file is kept.")
    }
}
