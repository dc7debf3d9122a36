import Glibc
import StudioCore

/// One turn at a command line, from submit to its end: shows progress, lets Ctrl-C end the turn before the program, and
/// goes on to the turn's end when the terminal closes or the program is asked to end (SIGTERM).
struct TurnRunner {
    var engine: SessionEngine
    var line: ProgressLine
    var console: Console

    /// All that can happen while it runs, in one queue with one reader.
    private enum Input: Sendable {
        case session(SessionEvent)
        case signal(Int32)
        case beat
    }

    /// - Returns: the turn with its result.
    /// - Throws: what is wrong with the draft; nothing was sent then.
    func run(_ draft: TurnDraft) async throws(TurnFailure) -> Turn {
        let interruption = Interruption()
        defer { interruption.stop() }
        let id = try await engine.submit(draft)
        await watch(id, count: draft.settings.count, signals: interruption.signals)
        guard let turn = await engine.tree[id], turn.result != nil else {
            throw TurnFailure(
                .cancelled, message: "The turn did not end.", advice: "“easel sessions show” tells what became of it.")
        }
        return turn
    }

    private func watch(_ id: TurnID, count: Int, signals: AsyncStream<Int32>) async {
        let (inbox, continuation) = AsyncStream.makeStream(of: Input.self)
        var printer = ProgressPrinter(line: line, count: count, console: console)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await event in engine.events { continuation.yield(.session(event)) } }
            group.addTask { for await number in signals { continuation.yield(.signal(number)) } }
            if console.errorIsTerminal {
                group.addTask {
                    while (try? await Task.sleep(for: .milliseconds(100))) != nil { continuation.yield(.beat) }
                }
            }
            var cancelled: ContinuousClock.Instant?
            var terminated: ContinuousClock.Instant?
            for await input in inbox {
                switch input {
                case .session(.progress(id, let variant, let event)): printer.apply(event, variant: variant)
                case .session(.variantEnded(id, let variant)): printer.end(variant: variant)
                case .session(.trouble(let message)):
                    printer.clear()
                    console.note("easel: \(Console.safe(message))")
                case .session(.ended(id, _)):
                    printer.clear()
                    group.cancelAll()
                    return
                case .session: break
                case .beat: printer.draw()
                // The terminal is gone, not the wish: what is paid for is received and kept.
                case .signal(SIGHUP): break
                case .signal(SIGTERM) where cancelled == nil && terminated == nil:
                    terminated = .now
                    printer.clear()
                    console.note("Asked to end: what is paid for is received and saved first. Once more ends at once.")
                case .signal(let number):
                    // One wish may come as two signals at once: to the program, and to all of the terminal's.
                    let now = ContinuousClock.now
                    let last = number == SIGTERM ? cancelled ?? terminated : cancelled
                    if let last, now - last < .milliseconds(300) { continue }
                    printer.clear()
                    if last != nil { _exit(128 + number) }
                    cancelled = now
                    console.note("Cancelling; what was asked for may be billed. Once more ends at once.")
                    await engine.cancel(id)
                }
            }
        }
    }
}
