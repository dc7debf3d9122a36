import StudioCore

/// Keeps a person at a command line informed: one line that is drawn again on a terminal, a line a phase elsewhere.
struct ProgressPrinter {
    private let line: ProgressLine
    private let console: Console
    private let start = ContinuousClock.now
    private var progress: TurnProgress
    private var said: TurnPhase?
    private var saidWaiting: String?
    private var isDrawn = false

    init(line: ProgressLine, count: Int, console: Console) {
        self.line = line
        self.console = console
        progress = TurnProgress(count: count)
    }

    mutating func apply(_ event: ProviderEvent, variant: Int) {
        progress.apply(event, variant: variant)
        // Bytes come by the thousand, steps by the hundred; the bar is drawn on its own beat.
        if case .received = event { return }
        if case .step = event { return }
        if case .thought = event { return }
        if case .text = event { return }
        console.errorIsTerminal ? draw() : say()
    }

    mutating func end(variant: Int) {
        guard progress.variants.indices.contains(variant) else { return }
        progress.variants[variant].isDone = true
    }

    /// Draws the bar again; nothing happens where there is none.
    mutating func draw() {
        guard console.errorIsTerminal else { return }
        isDrawn = true
        console.note(raw: "\r\u{1B}[K" + Console.safe(line.bar(progress, elapsed: elapsed, columns: console.columns)))
    }

    /// Takes the bar away.
    mutating func clear() {
        guard isDrawn else { return }
        isDrawn = false
        console.note(raw: "\r\u{1B}[K")
    }

    private mutating func say() {
        guard said != progress.phase || saidWaiting != progress.waiting else { return }
        said = progress.phase
        saidWaiting = progress.waiting
        console.note(Console.safe(line.line(progress, elapsed: elapsed)))
    }

    private var elapsed: Double {
        let time = (ContinuousClock.now - start).components
        return Double(time.seconds) + Double(time.attoseconds) / 1e18
    }
}
