import CTerminalGuard
import Dispatch
import Glibc

/// Signals that are news, not death (WINCH, TSTP, CONT), delivered on the main queue and only when one came.
@MainActor
final class SignalWatch {
    private let source: any DispatchSourceRead
    private let descriptor: Int32

    init(_ handle: @escaping @MainActor (Set<Int32>) -> Void) throws(TerminalError) {
        let descriptor = ctg_watch()
        guard descriptor >= 0 else { throw .system("watched", errno) }
        self.descriptor = descriptor
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .main)
        source.setEventHandler {
            MainActor.assumeIsolated {
                let signals = Self.drain(descriptor)
                if !signals.isEmpty { handle(signals) }
            }
        }
        source.activate()
    }

    /// Forgets what has come so far.
    func drain() { _ = Self.drain(descriptor) }

    private static func drain(_ descriptor: Int32) -> Set<Int32> {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(descriptor, &bytes, bytes.count)
        return Set(bytes.prefix(max(0, count)).map { Int32($0) })
    }

    func close() {
        source.cancel()
        ctg_unwatch()
    }
}
