/// Grows a picture along a Catmull-Rom spline. Colours are premultiplied in between, so that hidden ones do not bleed in;
/// four stretched rows are held at a time.
enum SplineEnlarger {
    typealias Line = UnsafeMutablePointer<SIMD4<Float>>

    /// - Parameter target: no narrower and no lower than the picture.
    static func enlarge(_ bitmap: Bitmap, to target: PixelSize) -> Bitmap {
        let columns = SplineTap.taps(source: bitmap.width, target: target.width)
        let rows = SplineTap.taps(source: bitmap.height, target: target.height)
        let source = Line.allocate(capacity: bitmap.width)
        let ring = Line.allocate(capacity: target.width * 4)
        defer {
            source.deallocate()
            ring.deallocate()
        }
        // Which source row each quarter of the ring holds.
        var held = SIMD4<Int32>(repeating: -1)
        var result = Bitmap(width: target.width, height: target.height)
        result.pixels.withUnsafeMutableBufferPointer { output in
            bitmap.pixels.withUnsafeBufferPointer { pixels in
                // Neither is empty: the caller checked the sizes.
                let (output, pixels) = (output.baseAddress!, pixels.baseAddress!)
                for y in 0..<target.height {
                    let tap = rows[y]
                    for step in 0..<4 where held[Int(tap.index[step] & 3)] != tap.index[step] {
                        let row = Int(tap.index[step])
                        load(pixels + row * bitmap.width * 4, to: source, count: bitmap.width)
                        stretch(source, to: ring + (row & 3) * target.width, columns)
                        held[row & 3] = Int32(row)
                    }
                    let lines = (0..<4).map { ring + Int(tap.index[$0] & 3) * target.width }
                    blend(lines, tap.weight, to: output + y * target.width * 4, count: target.width)
                }
            }
        }
        return result
    }

    private static func load(_ pixels: UnsafePointer<UInt8>, to line: Line, count: Int) {
        for x in 0..<count {
            let alpha = Float(pixels[x &* 4 &+ 3])
            let color = SIMD4(Float(pixels[x &* 4]), Float(pixels[x &* 4 &+ 1]), Float(pixels[x &* 4 &+ 2]), 255)
            (line + x).initialize(to: color * (alpha / 255))
        }
    }

    private static func stretch(_ source: Line, to line: Line, _ taps: [SplineTap]) {
        for x in taps.indices {
            let tap = taps[x]
            let left = source[Int(tap.index[0])] * tap.weight[0] + source[Int(tap.index[1])] * tap.weight[1]
            let right = source[Int(tap.index[2])] * tap.weight[2] + source[Int(tap.index[3])] * tap.weight[3]
            (line + x).initialize(to: left + right)
        }
    }

    private static func blend(
        _ lines: [Line], _ weight: SIMD4<Float>, to output: UnsafeMutablePointer<UInt8>, count: Int
    ) {
        let (a, b, c, d) = (lines[0], lines[1], lines[2], lines[3])
        let limit = SIMD4<Float>(repeating: 255)
        var at = output
        for x in 0..<count {
            var sum = a[x] * weight[0] + b[x] * weight[1] + (c[x] * weight[2] + d[x] * weight[3])
            let alpha = sum[3]
            if alpha < 254.5 { sum = alpha > 0.5 ? sum * (255 / alpha) : .zero }
            sum[3] = alpha
            sum.replace(with: SIMD4<Float>.zero, where: sum .< SIMD4<Float>.zero)
            sum.replace(with: limit, where: sum .> limit)
            // 2²³ added to a small float leaves its rounded value in the lowest bits.
            let bits = unsafeBitCast(sum + 8_388_608, to: SIMD4<UInt32>.self)
            let bytes = SIMD4<UInt8>(truncatingIfNeeded: bits)
            UnsafeMutableRawPointer(at).storeBytes(of: bytes, as: SIMD4<UInt8>.self)
            at += 4
        }
    }
}
