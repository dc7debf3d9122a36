import Dispatch
import Glibc

/// Ctrl-C and friends as values: the first asks the turn to end, the second ends the program; a hang-up does neither.
struct Interruption {
    /// One element for each signal.
    let signals: AsyncStream<Int32>
    private let sources: [any DispatchSourceSignal]

    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        signals = stream
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield(number) }
            source.resume()
            return source
        }
    }

    func stop() { for source in sources { source.cancel() } }
}
