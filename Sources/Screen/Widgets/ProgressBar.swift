/// How far something is, in eighths of a cell.
package enum ProgressBar {
    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// - Parameter fraction: 0…1.
    package static func spans(_ fraction: Double, width: Int, theme: Theme) -> [Span] {
        let steps = Int((min(1, max(0, fraction)) * Double(width * 8)).rounded())
        let filled = String(repeating: "█", count: steps / 8) + eighths[steps % 8]
        let rest = width - steps / 8 - (steps % 8 == 0 ? 0 : 1)
        return [
            Span(filled, theme[.progress]),
            Span(String(repeating: "─", count: max(0, rest)), theme[.progressTrack]),
        ]
    }

    /// One frame of a spinner; `phase` is any count of steps.
    package static func spinner(_ phase: Int) -> String {
        let frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
        return frames[((phase % frames.count) + frames.count) % frames.count]
    }
}
