/// A width and height in pixels.
package struct PixelSize: Hashable, Sendable {
    package var width: Int
    package var height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// Pixels in the area; saturates instead of overflowing, so a hostile header cannot trap.
    package var area: Int {
        let (product, overflow) = width.multipliedReportingOverflow(by: height)
        return overflow ? .max : product
    }

    package var isEmpty: Bool { width <= 0 || height <= 0 }

    /// The largest size of this shape inside `bounds`, at least 1×1, never larger than this size itself.
    package func fitted(in bounds: PixelSize) -> PixelSize {
        guard !isEmpty, !bounds.isEmpty else { return PixelSize(width: 1, height: 1) }
        if width <= bounds.width, height <= bounds.height { return self }
        return scaled(toTouch: bounds)
    }

    /// The largest size of this shape inside `bounds`, at least 1×1, enlarged where needed.
    package func scaled(toTouch bounds: PixelSize) -> PixelSize {
        guard !isEmpty, !bounds.isEmpty else { return PixelSize(width: 1, height: 1) }
        let factor = min(Double(bounds.width) / Double(width), Double(bounds.height) / Double(height))
        return PixelSize(
            width: min(bounds.width, max(1, Int((Double(width) * factor).rounded()))),
            height: min(bounds.height, max(1, Int((Double(height) * factor).rounded()))))
    }
}
