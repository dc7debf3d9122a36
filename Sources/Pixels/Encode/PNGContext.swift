import CSpng
import Glibc

/// A libspng encoder that takes rows, freed when it goes out of scope.
struct PNGContext: ~Copyable {
    let handle: OpaquePointer
    let size: PixelSize

    init(size: PixelSize, settings: PNGSettings) throws(PixelsError) {
        try ImageLimits(side: 1 << 20, pixels: 1 << 32).check(size)
        guard let handle = spng_ctx_new(Int32(SPNG_CTX_ENCODER.rawValue)) else {
            throw PixelsError(.encoding, "There is no memory to write the PNG.")
        }
        let status = Self.prepare(handle, size: size, settings: settings)
        guard status == 0 else {
            spng_ctx_free(handle)
            throw Self.failure(status)
        }
        self.handle = handle
        self.size = size
    }

    private static func prepare(_ handle: OpaquePointer, size: PixelSize, settings: PNGSettings) -> Int32 {
        let color = settings.hasAlpha ? SPNG_COLOR_TYPE_TRUECOLOR_ALPHA : SPNG_COLOR_TYPE_TRUECOLOR
        let filters =
            switch settings.filter {
            case .up: SPNG_FILTER_CHOICE_UP
            case .paeth: SPNG_FILTER_CHOICE_PAETH
            case .adaptive: SPNG_FILTER_CHOICE_ALL
            }
        // zlib's Z_RLE, Z_DEFAULT_STRATEGY.
        let strategy: Int32 = settings.runsOnly ? 3 : 0
        var header = spng_ihdr()
        header.width = UInt32(size.width)
        header.height = UInt32(size.height)
        header.bit_depth = 8
        header.color_type = UInt8(color.rawValue)
        var status = spng_set_ihdr(handle, &header)
        if status == 0 { status = spng_set_option(handle, SPNG_IMG_COMPRESSION_LEVEL, Int32(settings.compression)) }
        if status == 0 { status = spng_set_option(handle, SPNG_IMG_COMPRESSION_STRATEGY, strategy) }
        if status == 0 { status = spng_set_option(handle, SPNG_FILTER_CHOICE, Int32(filters.rawValue)) }
        return status
    }

    deinit { spng_ctx_free(handle) }

    /// Writes the header; the output must be set.
    borrowing func begin() throws(PixelsError) {
        let flags = Int32(SPNG_ENCODE_PROGRESSIVE.rawValue) | Int32(SPNG_ENCODE_FINALIZE.rawValue)
        try check(spng_encode_image(handle, nil, 0, Int32(SPNG_FMT_PNG.rawValue), flags))
    }

    /// Writes rows of RGBA pixels, with or without their alpha.
    borrowing func write(_ pixels: [UInt8], hasAlpha: Bool, rows: Int) throws(PixelsError) {
        let (width, handle) = (size.width, handle)
        let stride = width * 4
        let status = pixels.withUnsafeBufferPointer { pixels -> Int32 in
            guard let base = pixels.baseAddress else { return 0 }
            let packed = UnsafeMutablePointer<UInt8>.allocate(capacity: width * 3)
            defer { packed.deallocate() }
            for row in 0..<rows {
                var status: Int32
                if hasAlpha {
                    status = spng_encode_row(handle, base + row * stride, stride)
                } else {
                    Self.pack(base + row * stride, to: packed, count: width)
                    status = spng_encode_row(handle, packed, width * 3)
                }
                if status != 0, status != Int32(SPNG_EOI.rawValue) { return status }
            }
            return 0
        }
        try check(status)
    }

    private static func pack(_ pixels: UnsafePointer<UInt8>, to packed: UnsafeMutablePointer<UInt8>, count: Int) {
        var (from, to) = (pixels, packed)
        for _ in 0..<count {
            to[0] = from[0]
            to[1] = from[1]
            to[2] = from[2]
            from += 4
            to += 3
        }
    }

    borrowing func check(_ status: Int32) throws(PixelsError) {
        if status != 0 { throw Self.failure(status) }
    }

    static func failure(_ status: Int32) -> PixelsError {
        if status == Int32(SPNG_IO_ERROR.rawValue) {
            return PixelsError(.file, "The PNG cannot be written: \(String(cString: strerror(errno))).")
        }
        return PixelsError(.encoding, "The PNG cannot be written: \(String(cString: spng_strerror(status))).")
    }
}
