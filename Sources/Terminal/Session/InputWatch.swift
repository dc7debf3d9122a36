import Screen

/// Reads the terminal when there is something to read, and only then, and decodes it on the main actor.
@MainActor
final class InputWatch {
    /// What one wake-up brought.
    struct Batch {
        var events: [InputEvent] = []
        var replies: [[UInt8]] = []
        /// The terminal is gone.
        var ended = false
    }

    private let device: TerminalDevice
    private var watch: (any ReadinessWatch)?
    private var decoder: InputDecoder
    private let handle: @MainActor (Batch) -> Void
    private var generation = 0
    private var isSuspended = false
    /// How long an Escape may be the start of a sequence, an Enter a line end of a paste, and text the rest of one.
    private let patience: Duration

    init(
        device: TerminalDevice, erase: UInt8, isRemote: Bool, watcher: any ReadinessWatcher,
        handle: @escaping @MainActor (Batch) -> Void
    ) {
        self.device = device
        self.handle = handle
        patience = .milliseconds(isRemote ? 80 : 25)
        decoder = InputDecoder(erase: erase)
        watch = watcher.watch(device.descriptor) { [weak self] in self?.read() }
    }

    private func read() {
        guard !isSuspended else { return }
        guard let bytes = device.readAvailable() else {
            suspend()
            return handle(Batch(ended: true))
        }
        guard !bytes.isEmpty else { return }
        generation += 1
        deliver(decoder.feed(bytes))
        if decoder.isUnsettled { settleLater() }
    }

    /// The one timer, and it runs only after an Escape, a line that came whole, or a paste without brackets.
    private func settleLater() {
        let asked = generation
        Task { [weak self, patience] in
            try? await Task.sleep(for: patience)
            guard let self, self.generation == asked else { return }
            // What came while the machine was busy elsewhere came in time.
            if !self.isSuspended, self.device.isReadable() { return self.read() }
            self.deliver(self.decoder.settle())
        }
    }

    private func deliver(_ outputs: [InputDecoder.Output]) {
        guard !outputs.isEmpty else { return }
        var batch = Batch()
        for output in outputs {
            switch output {
            case .event(let event): batch.events.append(event)
            case .reply(let bytes): batch.replies.append(bytes)
            }
        }
        handle(batch)
    }

    func suspend() {
        isSuspended = true
        watch?.pause()
    }

    func resume() {
        isSuspended = false
        watch?.resume()
    }

    func close() {
        isSuspended = true
        watch?.cancel()
        watch = nil
    }
}
