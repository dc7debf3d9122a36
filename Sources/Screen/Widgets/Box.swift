/// A bordered pane with a title in its upper edge.
package struct Box: Sendable {
    package var title: String
    /// Small words at the right of the upper edge.
    package var badge: String
    package var border: Style
    package var titleStyle: Style
    package var badgeStyle: Style
    package var fill: Style

    /// - Parameter badgeStyle: like the border, if nothing is said.
    package init(
        title: String, badge: String = "", border: Style, titleStyle: Style, badgeStyle: Style? = nil, fill: Style
    ) {
        self.title = title
        self.badge = badge
        self.border = border
        self.titleStyle = titleStyle
        self.badgeStyle = badgeStyle ?? border
        self.fill = fill
    }

    /// The style of a pane by its focus.
    package static func pane(_ title: String, badge: String = "", isFocused: Bool, theme: Theme) -> Box {
        Box(
            title: title, badge: badge, border: paneBorder(isFocused: isFocused, theme: theme),
            titleStyle: isFocused ? theme[.title].with(.bold) : theme[.muted],
            badgeStyle: isFocused ? theme[.muted] : theme[.faint], fill: theme[.text])
    }

    /// Its edge alone.
    package static func paneBorder(isFocused: Bool, theme: Theme) -> Style {
        theme[isFocused ? .borderFocused : .border]
    }

    /// What lies on top of everything.
    package static func popup(_ title: String, badge: String = "", theme: Theme) -> Box {
        Box(
            title: title, badge: badge, border: theme[.popupBorder], titleStyle: theme[.popupTitle], fill: theme[.popup]
        )
    }

    /// Draws the edge, clears the inside, and returns it.
    @discardableResult
    package func draw(in frame: inout Frame, _ rect: Rect) -> Rect {
        guard rect.width >= 2, rect.height >= 2 else { return Rect(x: rect.x, y: rect.y, width: 0, height: 0) }
        frame.fill(rect, fill)
        let (left, right, top, bottom) = (rect.x, rect.maxX - 1, rect.y, rect.maxY - 1)
        frame.fill(Rect(x: left, y: top, width: rect.width, height: 1), border, with: "─")
        frame.fill(Rect(x: left, y: bottom, width: rect.width, height: 1), border, with: "─")
        frame.fill(Rect(x: left, y: top, width: 1, height: rect.height), border, with: "│")
        frame.fill(Rect(x: right, y: top, width: 1, height: rect.height), border, with: "│")
        let corners: [(Int, Int, Unicode.Scalar)] = [
            (left, top, "╭"), (right, top, "╮"), (left, bottom, "╰"), (right, bottom, "╯"),
        ]
        for (x, y, corner) in corners { frame.fill(Rect(x: x, y: y, width: 1, height: 1), border, with: corner) }
        let room = rect.width - 6
        if room > 0, !title.isEmpty {
            let end = frame.write(
                " " + title.truncated(to: room) + " ", x: rect.x + 2, y: rect.y, style: titleStyle)
            let width = badge.displayWidth + 2
            if !badge.isEmpty, end + width + 2 <= rect.maxX {
                frame.write(" \(badge) ", x: rect.maxX - 2 - width, y: rect.y, style: badgeStyle)
            }
        }
        return rect.inset(1, 1)
    }
}
