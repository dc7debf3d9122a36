/// A thumb on the edge of a pane that shows more than fits.
package enum ScrollBar {
    /// Draws on the column `x` over the rows of `rect`; nothing when all is visible. The thumb touches an end only when
    /// the list is there.
    package static func draw(
        in frame: inout Frame, x: Int, rect: Rect, first: Int, count: Int, style: Style
    ) {
        guard count > rect.height, rect.height > 0 else { return }
        let size = max(1, rect.height * rect.height / count)
        let (way, most) = (rect.height - size, count - rect.height)
        let first = min(max(0, first), most)
        var top = first * way / most
        if way >= 2, first > 0, first < most { top = min(max(1, top), way - 1) }
        for row in 0..<size { frame.write("┃", x: x, y: rect.y + top + row, style: style) }
    }
}
