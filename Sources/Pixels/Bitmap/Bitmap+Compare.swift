import Glibc

extension Bitmap {
    /// Peak signal-to-noise ratio of the colours in decibels, without alpha; infinite for equal pictures, nil for
    /// pictures of different size.
    package func psnr(to other: Bitmap) -> Double? {
        guard size == other.size, !size.isEmpty else { return nil }
        var total = 0
        pixels.withUnsafeBufferPointer { a in
            other.pixels.withUnsafeBufferPointer { b in
                for offset in stride(from: 0, to: a.count, by: 4) {
                    let red = Int(a[offset]) &- Int(b[offset])
                    let green = Int(a[offset &+ 1]) &- Int(b[offset &+ 1])
                    let blue = Int(a[offset &+ 2]) &- Int(b[offset &+ 2])
                    total &+= red &* red &+ green &* green &+ blue &* blue
                }
            }
        }
        if total == 0 { return .infinity }
        return 10 * log10(255 * 255 * Double(width * height * 3) / Double(total))
    }

    /// The share of pixels (0…1) in which any channel differs by more than `tolerance`; nil for pictures of different
    /// size.
    package func changedFraction(to other: Bitmap, tolerance: UInt8 = 0) -> Double? {
        guard size == other.size, !size.isEmpty else { return nil }
        var changed = 0
        let limit = Int(tolerance)
        pixels.withUnsafeBufferPointer { a in
            other.pixels.withUnsafeBufferPointer { b in
                for offset in stride(from: 0, to: a.count, by: 4) {
                    var largest = 0
                    for channel in 0..<4 {
                        largest = max(largest, abs(Int(a[offset &+ channel]) &- Int(b[offset &+ channel])))
                    }
                    if largest > limit { changed &+= 1 }
                }
            }
        }
        return Double(changed) / Double(width * height)
    }
}
