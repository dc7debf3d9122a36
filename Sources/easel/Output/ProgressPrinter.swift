import Screen
import StudioCore

/// Keeps a person at a command line informed: a line a turn that is drawn again on a terminal, a line a phase elsewhere.
struct ProgressPrinter {
    private struct Row {
        var line: ProgressLine
        var progress: TurnProgress
        var said: TurnPhase?
        var saidWaiting: String?
        /// How it ended, where others still run.
        var ending: String?
    }

    private let console: Console
    private let start = ContinuousClock.now
    private var rows: [Row]
    private var isDrawn = false

    /// - Parameter rows: a line for each turn, and how many variants it has.
    init(rows: [(line: ProgressLine, count: Int)], console: Console) {
        self.rows = rows.map { Row(line: $0.line, progress: TurnProgress(count: $0.count)) }
        self.console = console
    }

    mutating func apply(_ event: ProviderEvent, of row: Int, variant: Int) {
        rows[row].progress.apply(event, variant: variant)
        // Bytes come by the thousand, steps by the hundred; the bar is drawn on its own beat.
        if case .received = event { return }
        if case .step = event { return }
        if case .thought = event { return }
        if case .text = event { return }
        console.errorIsTerminal ? draw() : say(row)
    }

    mutating func end(_ row: Int, variant: Int) {
        guard rows[row].progress.variants.indices.contains(variant) else { return }
        rows[row].progress.variants[variant].isDone = true
    }

    /// This one is over; its line says how from now on.
    mutating func finish(_ row: Int, _ ending: String) {
        rows[row].ending = ending
        console.errorIsTerminal ? draw() : console.note(Console.safe("\(rows[row].line.model): \(ending)"))
    }

    /// Draws the bars again; nothing happens where there is no terminal.
    mutating func draw() {
        guard console.errorIsTerminal else { return }
        let lines = lines(columns: console.columns, elapsed: elapsed).map { "\r\u{1B}[K" + Console.safe($0) }
        console.note(raw: (isDrawn ? up : "") + lines.joined(separator: "\n"))
        isDrawn = true
    }

    /// Takes the bars away.
    mutating func clear() {
        guard isDrawn else { return }
        isDrawn = false
        console.note(raw: rows.count > 1 ? "\r\(up)\u{1B}[J" : "\r\u{1B}[K")
    }

    /// From the last line to the first.
    private var up: String { rows.count > 1 ? "\u{1B}[\(rows.count - 1)A" : "" }

    /// A line a turn. A bar alone needs no name; among several each has its model's.
    func lines(columns: Int, elapsed: Double) -> [String] {
        func bar(_ row: Row, _ room: Int) -> String { row.line.bar(row.progress, elapsed: elapsed, columns: room) }
        guard rows.count > 1 else { return rows.map { bar($0, columns) } }
        let widest = rows.map(\.line.model.displayWidth).max() ?? 0
        let room = min(widest, columns / 2)
        return rows.map { row in
            let name = row.line.model.truncated(to: room)
            let words = row.ending ?? bar(row, max(2, columns - room - 2))
            let gap = String(repeating: " ", count: room - name.displayWidth + 2)
            return (name + gap + words).truncated(to: columns - 1)
        }
    }

    private mutating func say(_ row: Int) {
        let progress = rows[row].progress
        guard rows[row].said != progress.phase || rows[row].saidWaiting != progress.waiting else { return }
        rows[row].said = progress.phase
        rows[row].saidWaiting = progress.waiting
        console.note(Console.safe(rows[row].line.line(progress, elapsed: elapsed)))
    }

    private var elapsed: Double {
        let time = (ContinuousClock.now - start).components
        return Double(time.seconds) + Double(time.attoseconds) / 1e18
    }
}
