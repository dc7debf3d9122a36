import Screen

/// Events on their way to whoever runs the screen. (An `AsyncStream` would take each of them through two more threads.)
@MainActor
final class EventInbox {
    private var handler: (@MainActor ([InputEvent]) -> Bool)?
    private var waiting: [[InputEvent]] = []
    private var finish: CheckedContinuation<Void, Never>?
    private var hasEnded = false

    func put(_ batch: [InputEvent]) {
        guard !hasEnded else { return }
        guard let handler else { return waiting.append(batch) }
        if !handler(batch) { end() }
    }

    /// Nothing comes any more.
    func end() {
        hasEnded = true
        handler = nil
        finish?.resume()
        finish = nil
    }

    /// Returns when the handler says false, or at the end. To be called once.
    func run(_ handle: @escaping @MainActor ([InputEvent]) -> Bool) async {
        for batch in waiting where !hasEnded {
            if !handle(batch) { end() }
        }
        waiting = []
        guard !hasEnded else { return }
        handler = handle
        await withCheckedContinuation { finish = $0 }
    }
}
