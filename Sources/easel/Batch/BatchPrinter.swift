import StudioCore

/// Keeps a person informed on standard error: a line that is drawn again on a terminal, a line a finished request elsewhere.
struct BatchPrinter {
    var console: Console
    private var drawn: String?

    init(console: Console) { self.console = console }

    /// Draws the line where it has changed; nothing happens where there is no terminal.
    mutating func draw(_ progress: BatchProgress) {
        guard console.errorIsTerminal else { return }
        let line = progress.bar(columns: console.columns)
        guard line != drawn else { return }
        console.note(raw: "\r\u{1B}[K" + Console.safe(line))
        drawn = line
    }

    mutating func clear() {
        guard drawn != nil else { return }
        drawn = nil
        console.note(raw: "\r\u{1B}[K")
    }

    /// Something to be read, whatever there is to look at.
    mutating func note(_ words: String) {
        clear()
        console.note(Console.safe(words))
    }

    /// A request has ended. On a terminal the line has it; only what went wrong is told.
    mutating func end(_ order: BatchOrder, _ standing: BatchStanding, _ progress: BatchProgress) {
        if let failure = standing.failure {
            let outcome = standing.outcome?.rawValue ?? "not sent"
            let billed =
                failure.billed == .no ? "" : failure.billed == .yes ? " It was billed." : " It may have been billed."
            note("\(order.line.name): \(outcome): \(failure.message) \(failure.advice)\(billed)")
        } else if !console.errorIsTerminal, case .ended(let turn) = standing, let result = turn.result {
            note("\(order.line.name): \(TurnSummaryText.ending(result)); \(progress.words)")
        }
        if case .ended(let turn) = standing {
            for words in turn.result?.notes ?? [] { note("\(order.line.name): \(words)") }
        }
    }
}
