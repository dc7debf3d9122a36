/// A rectangle of pixels; may reach outside a picture, and is clipped to it where it is used.
package struct PixelRect: Hashable, Sendable {
    package var x: Int
    package var y: Int
    package var width: Int
    package var height: Int

    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The part that lies inside a picture of this size; empty (0 × 0) when there is none.
    package func clipped(to size: PixelSize) -> PixelRect {
        let left = min(max(0, x), size.width)
        let top = min(max(0, y), size.height)
        let right = min(max(left, x.saturatingAdd(max(0, width))), size.width)
        let bottom = min(max(top, y.saturatingAdd(max(0, height))), size.height)
        if right == left || bottom == top { return PixelRect(x: left, y: top, width: 0, height: 0) }
        return PixelRect(x: left, y: top, width: right - left, height: bottom - top)
    }
}

extension Int {
    fileprivate func saturatingAdd(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
