package import Screen
import StudioCore

/// A screen, and what it was made from.
package struct Rendering: Sendable {
    package let state: StudioState
    package let theme: Theme
    package let frame: Frame
    /// Its pictures are those of the screen before, and so are those that may be next.
    package let keepsPictures: Bool
}

/// The same as ``render(_:theme:)``, quicker where little differs from the screen before: a letter was typed, or time went
/// by while something runs. A key that comes just then waits that much less.
package func render(_ state: StudioState, theme: Theme, after last: Rendering?) -> Rendering {
    guard let last, last.theme == theme, state.popups.isEmpty, state.differsLittle(from: last.state) else {
        return Rendering(state: state, theme: theme, frame: render(state, theme: theme), keepsPictures: false)
    }
    var frame = last.frame
    if state.size.width >= StudioLayout.minimum.width, state.size.height >= StudioLayout.minimum.height {
        renderLittle(state, theme, after: last.state, StudioLayout(size: state.size), &frame)
    }
    return Rendering(state: state, theme: theme, frame: frame, keepsPictures: true)
}

private func renderLittle(
    _ state: StudioState, _ theme: Theme, after last: StudioState, _ layout: StudioLayout, _ frame: inout Frame
) {
    if state.prompt != last.prompt {
        frame.fill(layout.prompt.inset(1, 1), theme[.text])
        // The bar of a longer text lies on the edge.
        let edge = Rect(x: layout.prompt.maxX - 1, y: layout.prompt.y + 1, width: 1, height: layout.prompt.height - 2)
        frame.fill(edge, Box.paneBorder(isFocused: isTyped(state), theme: theme), with: "│")
        renderPromptText(state, theme, layout.prompt, &frame)
        if state.prompt.isBlank != last.prompt.isBlank {
            frame.fill(layout.hints, theme[.text])
            renderHints(state, theme, layout.hints, &frame)
        }
    }
    let isLater = state.now != last.now || state.running != last.running
    if isLater { renderRunningTurns(state, theme, layout.history, &frame) }
    if isLater || state.notice != last.notice || state.pendingKeys != last.pendingKeys {
        frame.fill(layout.status, theme[.text])
        renderStatus(state, theme, layout.status, &frame)
    }
}

extension StudioState {
    /// Whether nothing differs but what `renderLittle` draws: the text in the editor and the cursor in it, what the line of
    /// status says, and how long the same turns have been running, and how far they are.
    fileprivate func differsLittle(from other: StudioState) -> Bool {
        guard running.count == other.running.count,
            running.allSatisfy({ id, progress in other.running[id].map(progress.looksTheSame) ?? false })
        else { return false }
        var same = other
        same.prompt.buffer = prompt.buffer
        same.notice = notice
        same.pendingKeys = pendingKeys
        same.running = running
        same.now = now
        return same == self
    }
}

extension TurnProgress {
    /// In the pane of the picture: there are what the model says and its drafts.
    fileprivate func looksTheSame(as other: TurnProgress) -> Bool {
        thought == other.thought && text == other.text && drafts == other.drafts
    }
}
