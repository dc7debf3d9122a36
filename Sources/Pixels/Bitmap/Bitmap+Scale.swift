extension Bitmap {
    /// The picture at exactly this size: averaged where it shrinks, a Catmull-Rom spline where it grows. The shape is
    /// the caller's business (`PixelSize.fitted`, `CellFit`).
    package func scaled(to target: PixelSize) -> Bitmap {
        if target == size { return self }
        guard !target.isEmpty, !size.isEmpty else { return Bitmap(width: 0, height: 0) }
        let smaller = PixelSize(width: min(width, target.width), height: min(height, target.height))
        let reduced = smaller == size ? self : averaged(to: smaller)
        return smaller == target ? reduced : reduced.enlarged(to: target)
    }

    private func averaged(to target: PixelSize) -> Bitmap {
        var result = Bitmap(width: target.width, height: target.height)
        let opaque = isOpaque
        var reducer = BoxReducer(source: size, target: target, channels: 4)
        let stride = width * 4
        result.pixels.withUnsafeMutableBufferPointer { output in
            pixels.withUnsafeBufferPointer { input in
                // Neither is empty: the sizes were checked.
                let (output, input) = (output.baseAddress!, input.baseAddress!)
                if opaque {
                    for y in 0..<height { reducer.add(input + y * stride, to: output) }
                    return
                }
                let row = UnsafeMutablePointer<UInt8>.allocate(capacity: stride)
                defer { row.deallocate() }
                for y in 0..<height {
                    row.update(from: input + y * stride, count: stride)
                    PixelRow.premultiply(row, count: width)
                    reducer.add(row, to: output)
                }
            }
        }
        return result
    }

    /// Grows both ways; premultiplied in between, so that hidden colours do not bleed in.
    private func enlarged(to target: PixelSize) -> Bitmap {
        let columns = SplineTap.taps(source: width, target: target.width)
        let rows = SplineTap.taps(source: height, target: target.height)
        var result = Bitmap(width: target.width, height: target.height)
        var lines: [Int: [SIMD4<Float>]] = [:]
        result.pixels.withUnsafeMutableBufferPointer { output in
            for y in 0..<target.height {
                let tap = rows[y]
                lines = lines.filter { $0.key >= tap.index.min() }
                for step in 0..<4 where lines[Int(tap.index[step])] == nil {
                    lines[Int(tap.index[step])] = stretchedRow(Int(tap.index[step]), columns)
                }
                // The four lines were just put there.
                let four = (0..<4).map { lines[Int(tap.index[$0])]! }
                var at = y * target.width * 4
                for x in 0..<target.width {
                    var sum = four[0][x] * tap.weight[0] + four[1][x] * tap.weight[1]
                    sum += four[2][x] * tap.weight[2] + four[3][x] * tap.weight[3]
                    let alpha = min(255, max(0, sum[3]))
                    let scale = alpha > 0.5 ? 255 / alpha : 0
                    let straight = (sum * scale).clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 255))
                    output[at] = UInt8(straight[0].rounded())
                    output[at + 1] = UInt8(straight[1].rounded())
                    output[at + 2] = UInt8(straight[2].rounded())
                    output[at + 3] = UInt8(alpha.rounded())
                    at += 4
                }
            }
        }
        return result
    }

    /// One source row, premultiplied and stretched sideways.
    private func stretchedRow(_ y: Int, _ taps: [SplineTap]) -> [SIMD4<Float>] {
        let source = (0..<width).map { x -> SIMD4<Float> in
            let at = (y * width + x) * 4
            let alpha = Float(pixels[at + 3])
            let scale = alpha / 255
            return SIMD4(
                Float(pixels[at]) * scale, Float(pixels[at + 1]) * scale, Float(pixels[at + 2]) * scale, alpha)
        }
        return taps.map { tap in
            var sum = source[Int(tap.index[0])] * tap.weight[0] + source[Int(tap.index[1])] * tap.weight[1]
            sum += source[Int(tap.index[2])] * tap.weight[2] + source[Int(tap.index[3])] * tap.weight[3]
            return sum
        }
    }
}
