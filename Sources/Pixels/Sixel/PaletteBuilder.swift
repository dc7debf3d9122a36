/// Chooses a palette by cutting the colour space in boxes (after Wu): each time the box and the cut that lower the
/// squared error most. Sums over any box come from eight corners of a cumulative table.
struct PaletteBuilder: ~Copyable {
    private static let side = 33
    private let table: UnsafeMutablePointer<SIMD4<Int32>>

    /// Bins low..<high on each axis, with the best way to cut it in two.
    private struct Box {
        var low: SIMD3<Int32>
        var high: SIMD3<Int32>
        var sum: SIMD4<Int32>
        var gain: Float = -1
        var axis = 0
        var cut: Int32 = 0
    }

    init(_ histogram: borrowing ColorHistogram) {
        let side = Self.side
        table = .allocate(capacity: side * side * side)
        table.initialize(repeating: .zero, count: side * side * side)
        // Sums stay below 2³¹: at most 2²⁰ pixels were counted.
        for red in 1..<side {
            for green in 1..<side {
                var line = SIMD4<Int32>.zero
                let bins = histogram.bins + ((red &- 1) &<< 10 | (green &- 1) &<< 5)
                let row = (red &* side &+ green) &* side
                for blue in 1..<side {
                    line = line &+ bins[blue &- 1]
                    let at = row &+ blue
                    table[at] =
                        line &+ table[at &- side] &+ table[at &- side &* side] &- table[at &- side &* side &- side]
                }
            }
        }
    }

    deinit { table.deallocate() }

    /// Mean colours of at most `count` boxes, the most frequent first.
    func palette(count: Int) -> [RGB] {
        var boxes: [Box] = []
        let all = SIMD3<Int32>(repeating: 32)
        let whole = sum(.zero, all)
        guard whole[3] > 0 else { return [] }
        boxes.reserveCapacity(count)
        boxes.append(evaluated(Box(low: .zero, high: all, sum: whole)))
        while boxes.count < count {
            var widest = 0
            for index in boxes.indices where boxes[index].gain > boxes[widest].gain { widest = index }
            let box = boxes[widest]
            if box.gain <= 0 { break }
            var lower = box
            var upper = box
            lower.high[box.axis] = box.cut
            upper.low[box.axis] = box.cut
            lower.sum = sum(lower.low, lower.high)
            upper.sum = box.sum &- lower.sum
            boxes[widest] = evaluated(lower)
            boxes.append(evaluated(upper))
        }
        return boxes.sorted { $0.sum[3] > $1.sum[3] }.map { box in
            RGB(mean: SIMD4<Float>(box.sum), count: Float(box.sum[3]))
        }
    }

    private func evaluated(_ box: Box) -> Box {
        var best = box
        best.gain = 0
        let parent = Self.score(box.sum)
        for axis in 0..<3 {
            var high = box.high
            var cut = box.low[axis] &+ 1
            while cut < box.high[axis] {
                high[axis] = cut
                let lower = sum(box.low, high)
                let upper = box.sum &- lower
                if lower[3] > 0, upper[3] > 0 {
                    let gain = Self.score(lower) + Self.score(upper) - parent
                    if gain > best.gain { (best.gain, best.axis, best.cut) = (gain, axis, cut) }
                }
                cut &+= 1
            }
        }
        return best
    }

    private static func score(_ sum: SIMD4<Int32>) -> Float {
        let color = SIMD3<Float>(Float(sum[0]), Float(sum[1]), Float(sum[2]))
        return (color * color).sum() / Float(sum[3])
    }

    private func sum(_ low: SIMD3<Int32>, _ high: SIMD3<Int32>) -> SIMD4<Int32> {
        let side = Int32(Self.side)
        let (r0, r1) = (low[0] &* side &* side, high[0] &* side &* side)
        let (g0, g1) = (low[1] &* side, high[1] &* side)
        func plane(_ red: Int32) -> SIMD4<Int32> {
            table[Int(red &+ g1 &+ high[2])] &- table[Int(red &+ g1 &+ low[2])]
                &- table[Int(red &+ g0 &+ high[2])] &+ table[Int(red &+ g0 &+ low[2])]
        }
        return plane(r1) &- plane(r0)
    }
}
