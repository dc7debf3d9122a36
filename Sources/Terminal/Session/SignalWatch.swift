import CTerminalGuard
import Glibc

/// Signals that are news, not death (WINCH, TSTP, CONT, and the first that asks to end), delivered on the main actor and only when one came.
@MainActor
final class SignalWatch {
    private let watch: any ReadinessWatch
    private let descriptor: Int32

    init(watcher: any ReadinessWatcher, _ handle: @escaping @MainActor (Set<Int32>) -> Void) throws(TerminalError) {
        let descriptor = ctg_watch()
        guard descriptor >= 0 else { throw .system("watched", errno) }
        self.descriptor = descriptor
        watch = watcher.watch(descriptor) {
            let signals = Self.drain(descriptor)
            if !signals.isEmpty { handle(signals) }
        }
    }

    /// Takes what has come so far; it is not handed on.
    func drain() -> Set<Int32> { Self.drain(descriptor) }

    private static func drain(_ descriptor: Int32) -> Set<Int32> {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(descriptor, &bytes, bytes.count)
        return Set(bytes.prefix(max(0, count)).map { Int32($0) })
    }

    func close() {
        watch.cancel()
        ctg_unwatch()
    }
}
