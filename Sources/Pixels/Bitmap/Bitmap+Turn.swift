extension PixelSize {
    var transposed: PixelSize { PixelSize(width: height, height: width) }
}

extension Bitmap {
    /// The picture made upright.
    package func turned(_ orientation: Orientation) -> Bitmap {
        if orientation == .up { return self }
        let result = orientation.isTransposed ? size.transposed : size
        // Where the result's first pixel lies in the source, and the way to the next one to the right and below.
        let (right, below) = (width - 1, (height - 1) * width)
        let (start, across, down) =
            switch orientation {
            case .up: (0, 1, width)
            case .upMirrored: (right, -1, width)
            case .down: (below + right, -1, -width)
            case .downMirrored: (below, 1, -width)
            case .leftMirrored: (0, width, 1)
            case .right: (below, -width, 1)
            case .rightMirrored: (below + right, -width, -1)
            case .left: (right, width, -1)
            }
        let turned = [UInt8](unsafeUninitializedCapacity: pixels.count) { buffer, filled in
            pixels.withUnsafeBytes { source in
                let output = UnsafeMutableRawBufferPointer(buffer)
                var at = 0
                for y in 0..<result.height {
                    var from = start + y * down
                    for _ in 0..<result.width {
                        output.storeBytes(
                            of: source.load(fromByteOffset: from &* 4, as: UInt32.self), toByteOffset: at,
                            as: UInt32.self)
                        at &+= 4
                        from &+= across
                    }
                }
            }
            filled = pixels.count
        }
        return Bitmap(width: result.width, height: result.height, pixels: turned)
    }
}
