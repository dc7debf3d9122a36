/// A thumb on the right edge of a pane that shows more than fits.
package enum ScrollBar {
    /// Draws on the column `x` over the rows of `rect`; nothing when all is visible.
    package static func draw(
        in frame: inout Frame, x: Int, rect: Rect, first: Int, count: Int, style: Style
    ) {
        guard count > rect.height, rect.height > 0 else { return }
        let size = max(1, rect.height * rect.height / count)
        let top = first * (rect.height - size) / max(1, count - rect.height)
        for row in 0..<size {
            frame.write("┃", x: x, y: min(rect.maxY - 1, rect.y + top + row), style: style)
        }
    }
}
