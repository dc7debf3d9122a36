package import Screen

/// Where the panes are: a pure function of the terminal's size.
package struct StudioLayout: Hashable, Sendable {
    package static let minimum = Size(width: 60, height: 18)

    package var header: Rect
    package var history: Rect
    package var preview: Rect
    package var settings: Rect
    package var prompt: Rect
    package var status: Rect
    /// The last row: no picture ever touches it, for sixels there scroll the screen.
    package var hints: Rect

    package init(size: Size) {
        let width = size.width
        let promptHeight = size.height < 22 ? 3 : size.height < 32 ? 4 : 5
        let middle = Rect(x: 0, y: 1, width: width, height: size.height - 3 - promptHeight)
        header = Rect(x: 0, y: 0, width: width, height: 1)
        prompt = Rect(x: 0, y: middle.maxY, width: width, height: promptHeight)
        status = Rect(x: 0, y: prompt.maxY, width: width, height: 1)
        hints = Rect(x: 0, y: status.maxY, width: width, height: 1)
        if width >= 110 {
            let side = min(40, max(26, width * 24 / 100))
            history = Rect(x: 0, y: middle.y, width: side, height: middle.height)
            settings = Rect(x: width - 30, y: middle.y, width: 30, height: middle.height)
            preview = Rect(x: side, y: middle.y, width: width - side - 30, height: middle.height)
        } else {
            let side = min(34, max(24, width * 34 / 100))
            let settingsHeight = middle.height >= 15 ? SettingsRow.allCases.count + 2 : 6
            history = Rect(x: 0, y: middle.y, width: side, height: middle.height - settingsHeight)
            settings = Rect(x: 0, y: history.maxY, width: side, height: settingsHeight)
            preview = Rect(x: side, y: middle.y, width: width - side, height: middle.height)
        }
    }

    /// Where the picture itself goes: the preview without its edge and its caption.
    package var picture: Rect {
        let inner = preview.inset(1, 1)
        return Rect(x: inner.x, y: inner.y, width: inner.width, height: inner.height - 1)
    }

    package func pane(x: Int, y: Int) -> Pane? {
        if history.contains(x: x, y: y) { return .history }
        if settings.contains(x: x, y: y) { return .settings }
        if preview.contains(x: x, y: y) { return .preview }
        return prompt.contains(x: x, y: y) ? .prompt : nil
    }

    /// The settings line under a row of the screen.
    package func settingsRow(at y: Int) -> SettingsRow? {
        let index = y - settings.y - 1
        return SettingsRow.allCases.indices.contains(index) && index < settings.height - 2
            ? SettingsRow.allCases[index] : nil
    }
}
