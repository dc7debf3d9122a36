/// A piece of a line in one style.
package struct Span: Hashable, Sendable {
    package var text: String
    package var style: Style

    package init(_ text: String, _ style: Style) {
        self.text = text
        self.style = style
    }
}

extension Frame {
    /// Writes spans one after another within a row of `rect`; the one that does not fit is cut with an ellipsis.
    /// Returns the column after the last.
    @discardableResult
    package mutating func write(_ spans: [Span], x: Int, y: Int, in rect: Rect) -> Int {
        var column = x
        for span in spans {
            let room = rect.maxX - column
            guard room > 0 else { break }
            column = write(span.text.truncated(to: room), x: column, y: y, style: span.style, limit: rect)
        }
        return column
    }

    /// Writes spans so that they end at the right edge of `rect`; nothing when they do not fit.
    package mutating func writeRight(_ spans: [Span], y: Int, in rect: Rect) {
        let width = spans.reduce(0) { $0 + $1.text.displayWidth }
        guard width <= rect.width else { return }
        write(spans, x: rect.maxX - width, y: y, in: rect)
    }
}
