extension Bitmap {
    /// The picture at exactly this size: averaged where it shrinks, a Catmull-Rom spline where it grows. The shape is
    /// the caller's business (`PixelSize.fitted`, `CellFit`).
    package func scaled(to target: PixelSize) -> Bitmap {
        if target == size { return self }
        guard !target.isEmpty, !size.isEmpty else { return Bitmap(width: 0, height: 0) }
        let smaller = PixelSize(width: min(width, target.width), height: min(height, target.height))
        let reduced = smaller == size ? self : averaged(to: smaller)
        return smaller == target ? reduced : SplineEnlarger.enlarge(reduced, to: target)
    }

    private func averaged(to target: PixelSize) -> Bitmap {
        var result = Bitmap(width: target.width, height: target.height)
        let opaque = isOpaque
        var reducer = BoxReducer(source: size, target: target, channels: 4, isOpaque: opaque)
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
}
