/// Differences as colours: where nothing differs the first picture shows in a dark grey, so that one can tell where one
/// is; what differs glows from violet over red to a pale yellow.
package enum HeatMap {
    /// The ramp's colours at 0, ¼, ½, ¾ and 1, from dark to bright, so that it reads without colours too.
    private static let stops: [SIMD3<Int>] = [
        SIMD3(40, 20, 70), SIMD3(125, 30, 115), SIMD3(215, 65, 80), SIMD3(250, 150, 50), SIMD3(255, 245, 170),
    ]

    /// - Parameters:
    ///   - tolerance: what is off by no more counts as the same.
    ///   - ceiling: the difference of the brightest colour; whatever is beyond looks the same.
    package static func draw(_ pair: PicturePair, tolerance: UInt8 = 8, ceiling: UInt8 = 128) -> Bitmap {
        let ramp = ramp(from: Int(tolerance), to: max(Int(ceiling), Int(tolerance) + 1))
        var result = pair.first
        result.pixels.withUnsafeMutableBufferPointer { output in
            pair.first.pixels.withUnsafeBufferPointer { a in
                pair.second.pixels.withUnsafeBufferPointer { b in
                    for at in stride(from: 0, to: a.count, by: 4) {
                        let difference = PixelDifference.largest(a, b, at: at)
                        var color = ramp[difference]
                        if difference <= Int(tolerance) {
                            let sum = Int(a[at]) &* 299 &+ Int(a[at &+ 1]) &* 587 &+ Int(a[at &+ 2]) &* 114
                            // A third as bright: the glow is never mistaken for the picture.
                            let grey = UInt8(truncatingIfNeeded: sum / 3000)
                            color = RGB(grey, grey, grey)
                        }
                        output[at] = color.red
                        output[at &+ 1] = color.green
                        output[at &+ 2] = color.blue
                        output[at &+ 3] = 255
                    }
                }
            }
        }
        return result
    }

    /// A colour for every difference 0…255.
    private static func ramp(from low: Int, to high: Int) -> [RGB] {
        (0...255).map { difference in
            let parts = stops.count - 1
            // In 256ths of the ramp.
            let place = min(max(0, difference - low) * 256 / (high - low), 256) * parts
            let stop = min(place / 256, parts - 1)
            let share = place - stop * 256
            let mixed = (stops[stop] &* (256 - share) &+ stops[stop + 1] &* share) / 256
            return RGB(UInt8(mixed[0]), UInt8(mixed[1]), UInt8(mixed[2]))
        }
    }
}
