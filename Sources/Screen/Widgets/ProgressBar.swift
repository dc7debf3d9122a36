/// How far something is, in eighths of a cell.
package enum ProgressBar {
    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// - Parameter fraction: 0…1; only 1 fills the bar.
    package static func spans(_ fraction: Double, width: Int, theme: Theme) -> [Span] {
        let width = max(0, width)
        let share = fraction.isFinite ? min(1, max(0, fraction)) : 0
        let steps = Int(share * Double(width * 8))
        let part = eighths[steps % 8]
        return [
            Span(String(repeating: "█", count: steps / 8) + part, theme[.progress]),
            Span(
                String(repeating: "─", count: width - steps / 8 - (part.isEmpty ? 0 : 1)), theme[.progressTrack]),
        ]
    }

    /// Something goes on, and nobody knows how far it is: a piece that runs to and fro.
    ///
    /// - Parameter phase: 0…1 is once to the right and back; any number goes.
    package static func indeterminate(phase: Double, width: Int, theme: Theme) -> [Span] {
        let width = max(0, width)
        let piece = min(width, max(1, width / 4))
        let turn = phase.isFinite ? phase - phase.rounded(.down) : 0
        let way = turn < 0.5 ? turn * 2 : 2 - turn * 2
        let left = Int((way * Double(width - piece)).rounded())
        return [
            Span(String(repeating: "─", count: left), theme[.progressTrack]),
            Span(String(repeating: "█", count: piece), theme[.progress]),
            Span(String(repeating: "─", count: width - piece - left), theme[.progressTrack]),
        ]
    }

    /// One frame of a spinner; `phase` is any count of steps.
    package static func spinner(_ phase: Int) -> String {
        let frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
        return frames[((phase % frames.count) + frames.count) % frames.count]
    }
}
