/// A list in a pane: one line a row, the selected row marked across the whole width, a scroll bar when there is more.
package struct ListView: Sendable {
    package struct Row: Equatable, Sendable {
        package var spans: [Span]
        /// At the right edge; the spans give way to it.
        package var tail: [Span]

        package init(_ spans: [Span], tail: [Span] = []) {
            self.spans = spans
            self.tail = tail
        }
    }

    /// How many rows there are.
    package var count: Int
    package var selected: Int?
    /// Whether keys go to this list: otherwise the selection is shown as one that waits.
    package var isFocused: Bool
    /// The first row that is shown; see ``first(showing:from:count:height:)``.
    package var first: Int

    package init(count: Int, selected: Int?, isFocused: Bool, first: Int) {
        self.count = count
        self.selected = selected
        self.isFocused = isFocused
        self.first = first
    }

    /// The first row to show so that `selected` is in view with a row of context on both sides where there is one: the
    /// list stands still until the selection leaves the middle.
    ///
    /// - Parameter from: the first row shown before; any number.
    package static func first(showing selected: Int, from: Int, count: Int, height: Int) -> Int {
        let context = height >= 5 ? 1 : 0
        let lowest = selected - height + 1 + context
        let highest = selected - context
        return max(0, min(min(max(from, lowest), highest), count - height))
    }

    /// Draws the rows that are in view; only these are asked for.
    ///
    /// - Parameters:
    ///   - bar: the column of the scroll bar, usually on the pane's border.
    package func draw(
        in frame: inout Frame, _ rect: Rect, bar: Int, theme: Theme, row: (_ index: Int) -> Row
    ) {
        for y in 0..<min(rect.height, max(0, count - first)) {
            let line = Rect(x: rect.x, y: rect.y + y, width: rect.width, height: 1)
            var content = row(first + y)
            if first + y == selected {
                let mark = theme[isFocused ? .selection : .selectionInactive]
                frame.fill(line, mark)
                content.spans = content.spans.map { Span($0.text, Self.marked($0.style, mark, theme)) }
                content.tail = content.tail.map { Span($0.text, Self.marked($0.style, mark, theme)) }
            }
            let width = content.tail.reduce(0) { $0 + $1.text.displayWidth }
            let room = width == 0 || width >= line.width ? 0 : width + 1
            frame.write(
                content.spans, x: line.x, y: line.y,
                in: Rect(x: line.x, y: line.y, width: line.width - room, height: 1))
            if room > 0 { frame.writeRight(content.tail, y: line.y, in: line) }
        }
        let style = theme[isFocused ? .borderFocused : .muted]
        ScrollBar.draw(in: &frame, x: bar, rect: rect, first: first, count: count, style: style)
    }

    /// A part of a selected row: it keeps a colour of its own, unless the selection is an inversion, which would make
    /// a patch of it.
    private static func marked(_ style: Style, _ mark: Style, _ theme: Theme) -> Style {
        if mark.attributes.contains(.reverse) { return mark }
        var style = style
        if style.foreground == theme[.text].foreground || style.foreground == theme[.popup].foreground {
            style.foreground = mark.foreground
        }
        style.background = mark.background
        style.attributes.formUnion(mark.attributes)
        return style
    }
}
