import CTurboJPEG

/// Bitmaps to baseline JPEG, for export and for references that must stay small on the wire.
package enum JPEGEncoder {
    /// - Parameters:
    ///   - quality: 1…100; from 90 on the colours keep their full resolution.
    ///   - background: JPEG has no transparency; this shows through.
    package static func encode(
        _ bitmap: Bitmap, quality: Int = 90, background: RGB = .white
    ) throws(PixelsError) -> [UInt8] {
        guard !bitmap.size.isEmpty, bitmap.width < 65536, bitmap.height < 65536, let handle = tjInitCompress() else {
            throw PixelsError(.encoding, "A \(bitmap.width)×\(bitmap.height) picture cannot be written as JPEG.")
        }
        defer { tjDestroy(handle) }
        var output: UnsafeMutablePointer<UInt8>?
        var count: UInt = 0
        let sampling = quality >= 90 ? TJSAMP_444 : TJSAMP_420
        let flat = bitmap.composited(over: background)
        let status = tjCompress2(
            handle, flat.pixels, Int32(flat.width), 0, Int32(flat.height), Int32(TJPF_RGBA.rawValue), &output, &count,
            Int32(sampling.rawValue), Int32(min(100, max(1, quality))), 0)
        defer { tjFree(output) }
        guard status == 0, let output else {
            throw PixelsError(.encoding, "The JPEG cannot be written: \(String(cString: tjGetErrorStr2(handle))).")
        }
        return Array(UnsafeBufferPointer(start: output, count: Int(count)))
    }
}
