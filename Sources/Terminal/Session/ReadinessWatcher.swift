import Dispatch

/// Who tells that a descriptor can be read: the program's own main loop, or Dispatch.
package protocol ReadinessWatcher: Sendable {
    /// Calls the handler on the main actor whenever there is something to read, until the watch is cancelled.
    @MainActor
    func watch(_ descriptor: Int32, _ handler: @escaping @MainActor () -> Void) -> any ReadinessWatch
}

@MainActor
package protocol ReadinessWatch {
    func pause()
    func resume()
    /// To be called once, before the descriptor is closed.
    func cancel()
}

/// For a program whose main actor runs on Dispatch.
package struct DispatchWatcher: ReadinessWatcher {
    package init() {}

    package func watch(_ descriptor: Int32, _ handler: @escaping @MainActor () -> Void) -> any ReadinessWatch {
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .main)
        source.setEventHandler { MainActor.assumeIsolated { handler() } }
        source.activate()
        return Watch(source: source)
    }

    private final class Watch: ReadinessWatch {
        private let source: any DispatchSourceRead
        private var isPaused = false

        init(source: any DispatchSourceRead) { self.source = source }

        func pause() {
            guard !isPaused else { return }
            isPaused = true
            source.suspend()
        }

        func resume() {
            guard isPaused else { return }
            isPaused = false
            source.resume()
        }

        func cancel() {
            // A suspended source may not be released.
            resume()
            source.cancel()
        }
    }
}
