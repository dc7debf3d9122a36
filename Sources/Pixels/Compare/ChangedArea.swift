/// Where two pictures of one size differ.
package struct ChangedArea: Hashable, Sendable {
    /// The share of pixels that differ, 0…1.
    package var share: Double
    /// The smallest rectangle around all of them; nil where there is none.
    package var bounds: PixelRect?
    /// How far a channel may be off without counting.
    package var tolerance: UInt8

    package init(share: Double, bounds: PixelRect?, tolerance: UInt8) {
        self.share = share
        self.bounds = bounds
        self.tolerance = tolerance
    }

    init(_ first: Bitmap, _ second: Bitmap, tolerance: UInt8) {
        precondition(first.size == second.size, "both pictures must have one size")
        self.tolerance = tolerance
        let (width, height) = (first.width, first.height)
        var (left, right, top, bottom) = (width, -1, height, -1)
        var changed = 0
        first.pixels.withUnsafeBufferPointer { a in
            second.pixels.withUnsafeBufferPointer { b in
                var at = 0
                for y in 0..<height {
                    for x in 0..<width {
                        if PixelDifference.largest(a, b, at: at) > Int(tolerance) {
                            changed &+= 1
                            left = min(left, x)
                            right = max(right, x)
                            top = min(top, y)
                            bottom = y
                        }
                        at &+= 4
                    }
                }
            }
        }
        share = width * height > 0 ? Double(changed) / Double(width * height) : 0
        bounds =
            changed > 0
            ? PixelRect(x: left, y: top, width: right - left + 1, height: bottom - top + 1) : nil
    }
}

/// How far apart two pixels are.
enum PixelDifference {
    /// Of the channel that is farthest off.
    @inline(__always)
    static func largest(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int {
        let red = abs(Int(a[offset]) &- Int(b[offset]))
        let green = abs(Int(a[offset &+ 1]) &- Int(b[offset &+ 1]))
        let blue = abs(Int(a[offset &+ 2]) &- Int(b[offset &+ 2]))
        return max(red, green, blue)
    }
}
