import Screen
import StudioCore

/// What a turn's progress looks like on one line: a pure function of where it stands.
struct ProgressLine: Sendable {
    /// `google/gemini-3-pro-image`.
    var model: String
    /// Usual seconds; nil when nobody knows.
    var usual: Double?

    /// For a terminal: a bar, phase, time against the usual, bytes.
    func bar(_ progress: TurnProgress, elapsed: Double, columns: Int) -> String {
        let words = words(progress, elapsed: elapsed)
        let room = min(30, columns - words.displayWidth - 5)
        guard room >= 8 else { return words.truncated(to: columns - 1) }
        let part = max(0, min(1, fraction(progress, elapsed: elapsed)))
        let full = Int((part * Double(room) * 8).rounded(.down))
        let blocks = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        let drawn = String(repeating: "█", count: full / 8) + blocks[full % 8]
        return "▕\(drawn)\(String(repeating: " ", count: room - drawn.count))▏ \(words)"
    }

    /// For a log: said when the phase changes.
    func line(_ progress: TurnProgress, elapsed: Double) -> String { "\(model): \(words(progress, elapsed: elapsed))" }

    private func words(_ progress: TurnProgress, elapsed: Double) -> String {
        if let waiting = progress.waiting { return waiting }
        var words = "\(progress.phase.rawValue) \(Int(saturating: elapsed.rounded(.down))) s"
        if let usual { words += " of about \(Int(saturating: usual)) s" }
        if let steps = progress.steps { words += ", \(steps)" }
        if progress.received > 0 {
            words += ", \(Self.megabytes(progress.received))"
            if let expected = progress.expected { words += " of \(Self.megabytes(expected))" }
            words += " MB"
        }
        let done = progress.variants.count(where: \.isDone)
        if progress.variants.count > 1 { words += ", \(done) of \(progress.variants.count) ready" }
        return words
    }

    /// Time is all there is to go by until bytes come, unless the provider counts; it nears the end without reaching it.
    private func fraction(_ progress: TurnProgress, elapsed: Double) -> Double {
        if progress.phase == .saving { return 1 }
        if let expected = progress.expected, expected > 0, progress.received > 0 {
            return 0.9 + 0.1 * min(1, Double(progress.received) / Double(expected))
        }
        if let share = progress.share { return 0.9 * share }
        let usual = usual ?? 20
        let part = elapsed / usual
        return part < 0.9 ? part : 0.9 + 0.09 * (1 - 1 / (1 + (part - 0.9) * 4))
    }

    private static func megabytes(_ bytes: Int) -> String {
        let tenths = bytes / 100_000 + (bytes % 100_000 >= 50_000 ? 1 : 0)
        return "\(tenths / 10).\(tenths % 10)"
    }
}
