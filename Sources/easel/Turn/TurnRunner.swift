import Glibc
import StudioCore

/// Turns of one session at a command line, from submit to the last one's end: shows progress, lets Ctrl-C end the turns
/// before the program, and goes on when the terminal closes.
struct TurnRunner {
    var engine: SessionEngine
    /// One for each draft.
    var lines: [ProgressLine]
    var console: Console

    /// All that can happen while they run, in one queue with one reader.
    private enum Input: Sendable {
        case session(SessionEvent)
        case signal(Int32)
        case beat
    }

    /// - Returns: the turn with its result.
    /// - Throws: what is wrong with the draft; nothing was sent then.
    func run(_ draft: TurnDraft) async throws(TurnFailure) -> Turn {
        let results = await run([draft])
        return try results[0].get()
    }

    /// Runs them at once.
    /// - Returns: for each draft the turn with its result, or why nothing of it was sent.
    func run(_ drafts: [TurnDraft]) async -> [Result<Turn, TurnFailure>] {
        let interruption = Interruption()
        defer { interruption.stop() }
        var submitted: [Result<TurnID, TurnFailure>] = []
        for draft in drafts {
            do throws(TurnFailure) {
                submitted.append(.success(try await engine.submit(draft)))
            } catch {
                submitted.append(.failure(error))
            }
        }
        let ids = submitted.map { try? $0.get() }
        if ids.contains(where: { $0 != nil }) {
            await watch(ids, counts: drafts.map(\.settings.count), signals: interruption.signals)
        }
        let tree = await engine.tree
        return submitted.map { result in
            result.flatMap { id in
                if let turn = tree[id], turn.result != nil { return .success(turn) }
                return .failure(
                    TurnFailure(
                        .cancelled, message: "The turn did not end.",
                        advice: "“easel sessions show” tells what became of it."))
            }
        }
    }

    /// - Parameter ids: nil for a draft that was not taken.
    private func watch(_ ids: [TurnID?], counts: [Int], signals: AsyncStream<Int32>) async {
        let (inbox, continuation) = AsyncStream.makeStream(of: Input.self)
        var printer = ProgressPrinter(rows: Array(zip(lines, counts)), console: console)
        var running = Set(ids.compactMap(\.self))
        for (row, id) in ids.enumerated() where id == nil { printer.finish(row, "not sent") }
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
                case .session(.progress(let id, let variant, let event)):
                    if let row = ids.firstIndex(of: id) { printer.apply(event, of: row, variant: variant) }
                case .session(.variantEnded(let id, let variant)):
                    if let row = ids.firstIndex(of: id) { printer.end(row, variant: variant) }
                case .session(.trouble(let message)):
                    printer.clear()
                    console.note("easel: \(Console.safe(message))")
                case .session(.ended(let id, let result)):
                    guard running.remove(id) != nil else { continue }
                    if ids.count > 1, let row = ids.firstIndex(of: id) {
                        printer.finish(row, TurnSummaryText.ending(result))
                    }
                    guard running.isEmpty else { continue }
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
                    for id in running { await engine.cancel(id) }
                }
            }
        }
    }
}
