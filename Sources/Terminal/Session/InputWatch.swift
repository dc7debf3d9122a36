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
    /// When the last burst came, and what it was.
    private var lastBurst: (at: ContinuousClock.Instant, bytes: [UInt8])?
    /// A line end at the end of what came in one piece: the Enter key, unless more of the piece follows.
    private var heldEnter = false
    private var isSuspended = false
    /// How long an Escape may be the start of a sequence.
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
        guard var bytes = device.readAvailable() else {
            suspend()
            return handle(Batch(ended: true))
        }
        guard !bytes.isEmpty else { return }
        generation += 1
        var goesOn = false
        if heldEnter {
            heldEnter = false
            // A paste that the line cut up, or simply the next thing that somebody does.
            goesOn = bytes.count > 1 && InputDecoder.isBurst(bytes, afterBurst: true)
            if goesOn { bytes.insert(0x0d, at: 0) } else { deliver(decoder.feed([0x0d])) }
        }
        let now = ContinuousClock.now
        let afterBurst =
            goesOn
            || (lastBurst.map { now - $0.at < .milliseconds(30) && !InputDecoder.isEnter(bytes, after: $0.bytes) }
                ?? false)
        lastBurst = InputDecoder.isBurst(bytes, afterBurst: afterBurst) ? (now, bytes) : nil
        if lastBurst == nil, InputDecoder.mayGoOn(bytes) {
            bytes.removeLast()
            heldEnter = true
        }
        deliver(decoder.feed(bytes, afterBurst: afterBurst))
        if decoder.isAmbiguous || heldEnter { settleLater() }
    }

    /// The one timer, and it runs only after an Escape, or after a line that came whole.
    private func settleLater() {
        let asked = generation
        Task { [weak self, patience] in
            try? await Task.sleep(for: patience)
            guard let self, self.generation == asked else { return }
            if self.heldEnter {
                self.heldEnter = false
                self.deliver(self.decoder.feed([0x0d]))
            } else {
                self.deliver(self.decoder.settle())
            }
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
