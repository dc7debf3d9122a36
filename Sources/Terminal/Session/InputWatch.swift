import Dispatch
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
    private let source: any DispatchSourceRead
    private var decoder: InputDecoder
    private let handle: @MainActor (Batch) -> Void
    private var generation = 0
    /// When the last burst came, and what it was.
    private var lastBurst: (at: ContinuousClock.Instant, bytes: [UInt8])?
    private var isSuspended = false
    /// How long an Escape may be the start of a sequence.
    private let patience: DispatchTimeInterval

    init(
        device: TerminalDevice, erase: UInt8, isRemote: Bool, handle: @escaping @MainActor (Batch) -> Void
    ) {
        self.device = device
        self.handle = handle
        patience = .milliseconds(isRemote ? 80 : 25)
        decoder = InputDecoder(erase: erase)
        source = DispatchSource.makeReadSource(fileDescriptor: device.descriptor, queue: .main)
        source.setEventHandler { [weak self] in
            MainActor.assumeIsolated { self?.read() }
        }
        source.activate()
    }

    private func read() {
        guard !isSuspended else { return }
        guard let bytes = device.readAvailable() else {
            suspend()
            return handle(Batch(ended: true))
        }
        guard !bytes.isEmpty else { return }
        generation += 1
        let now = ContinuousClock.now
        let afterBurst =
            lastBurst.map { now - $0.at < .milliseconds(30) && !InputDecoder.isEnter(bytes, after: $0.bytes) } ?? false
        lastBurst = InputDecoder.isBurst(bytes, afterBurst: afterBurst) ? (now, bytes) : nil
        deliver(decoder.feed(bytes, afterBurst: afterBurst))
        if decoder.isAmbiguous { settleLater() }
    }

    /// The one timer, and it runs only after an Escape.
    private func settleLater() {
        let asked = generation
        DispatchQueue.main.asyncAfter(deadline: .now() + patience) { [weak self] in
            MainActor.assumeIsolated {
                guard let self, self.generation == asked else { return }
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
        guard !isSuspended else { return }
        isSuspended = true
        source.suspend()
    }

    func resume() {
        guard isSuspended else { return }
        isSuspended = false
        source.resume()
    }

    func close() {
        // A suspended source may not be released.
        resume()
        isSuspended = true
        source.cancel()
    }
}
