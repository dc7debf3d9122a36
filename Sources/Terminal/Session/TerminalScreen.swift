import CTerminalGuard
import Dispatch
import Glibc
import Pixels
package import Screen

/// The terminal for as long as the studio has it: frames go in, events come out. One owner, one scope: whatever way the
/// program ends, the terminal is given back as it was.
@MainActor
package final class TerminalScreen {
    /// What the person did, in order, batch by batch as it was read; ends when the terminal is gone.
    package let events: AsyncStream<[InputEvent]>
    /// What the terminal can do: from the environment at first, exact once it has answered (then `.redraw` is sent).
    package private(set) var capabilities: TerminalCapabilities

    private let device: TerminalDevice
    private let environment: TerminalEnvironment
    private let options: TerminalOptions
    private let session: CursesSession
    private let presenter: PicturePresenter
    private let continuation: AsyncStream<[InputEvent]>.Continuation
    private var dialogue: ProbeDialogue
    private var input: InputWatch?
    private var signals: SignalWatch?
    private var last: (frame: Frame, pictures: [PictureID: PictureSource])?
    private var isClosed = false
    private var modes: termios

    /// Takes the terminal: the alternate screen, raw keys, mouse and paste. Nothing is waited for.
    package init(options: TerminalOptions) throws(TerminalError) {
        let environment = TerminalEnvironment(options.environment)
        let device = try TerminalDevice()
        var modes = termios()
        tcgetattr(device.descriptor, &modes)
        let restore = Array(ControlSequences.restore(kitty: false).utf8)
        let armed = Self.arm(device.descriptor, restore)
        guard armed == 0 else { throw .system("prepared", armed) }
        let window = device.window
        let capabilities = TerminalCapabilities(
            replies: ProbeReplies(), environment: environment, mode: options.graphics, size: window.cells,
            window: window.pixels)
        do {
            session = try CursesSession(
                device: device, term: environment.term, colors: capabilities.colors,
                environment: options.environment)
            Self.setRestore(restore + session.restoreBytes)
        } catch {
            ctg_disarm()
            device.close()
            throw error
        }
        self.device = device
        self.modes = modes
        self.environment = environment
        self.options = options
        self.capabilities = capabilities
        dialogue = ProbeDialogue()
        presenter = PicturePresenter(device: device, colors: session.colors, cacheLimit: options.cacheLimit)
        (events, continuation) = AsyncStream.makeStream(bufferingPolicy: .unbounded)
        session.resize(to: window.cells)
        session.begin()
        emit(
            ControlSequences.pasteOn + ControlSequences.mouseOn
                + ControlSequences.probe(isMultiplexed: environment.multiplexer != nil))
        presenter.onChange = { [weak self] in self?.represent() }
        input = InputWatch(device: device, erase: modes.eraseByte, isRemote: environment.isRemote) { [weak self] in
            self?.take($0)
        }
        signals = try SignalWatch { [weak self] in self?.take($0) }
        // A terminal that says nothing is taken as the environment describes it.
        DispatchQueue.main.asyncAfter(deadline: .now() + .milliseconds(environment.isRemote ? 1000 : 300)) {
            [weak self] in
            MainActor.assumeIsolated { self?.giveUpWaiting() }
        }
    }

    /// The screen in cells.
    package var size: Size { device.window.cells }

    /// Shows a frame: writes what differs from the last one, then the pictures that need it. A picture that is not
    /// ready is worked on in the background and shown when it is, without another call.
    ///
    /// - Parameter pictures: where the pictures named in the frame come from; one that is missing stays blank.
    package func present(_ frame: Frame, pictures: [PictureID: PictureSource] = [:]) {
        guard !isClosed else { return }
        last = (frame, pictures)
        guard session.isActive else { return }
        let plan = presenter.prepare(frame, pictures: pictures, whole: session.isWhole(for: frame))
        let synchronized = capabilities.synchronizedOutput && plan.isNeeded
        emit((synchronized ? ControlSequences.synchronizedBegin : "") + plan.before)
        session.present(frame)
        presenter.show(after: synchronized ? ControlSequences.synchronizedEnd : "")
    }

    /// Curses has nothing waiting between two frames, so the order of writing is the order of the calls.
    private func emit(_ sequence: String) {
        if !sequence.isEmpty { device.write(Array(sequence.utf8)) }
    }

    private func represent() {
        guard let last else { return }
        present(last.frame, pictures: last.pictures)
    }

    private func take(_ batch: InputWatch.Batch) {
        for reply in batch.replies where dialogue.take(reply) { learn() }
        if !batch.events.isEmpty { continuation.yield(batch.events) }
        if batch.ended { continuation.finish() }
    }

    private func learn() {
        let window = device.window
        let before = capabilities
        capabilities = TerminalCapabilities(
            replies: dialogue.replies, environment: environment, mode: options.graphics, size: window.cells,
            window: window.pixels)
        presenter.use(capabilities)
        if capabilities.graphics == .kitty {
            Self.setRestore(Array(ControlSequences.restore(kitty: true).utf8) + session.restoreBytes)
        }
        represent()
        if capabilities != before { continuation.yield([.redraw]) }
    }

    private func giveUpWaiting() {
        guard !isClosed, !dialogue.isSettled else { return }
        dialogue.giveUp()
        learn()
    }

    private func take(_ signals: Set<Int32>) {
        guard !isClosed else { return }
        if signals.contains(SIGTSTP) { return stop() }
        guard session.isActive else { return }
        if signals.contains(SIGCONT) {
            session.wake()
            emit(ControlSequences.pasteOn + ControlSequences.mouseOn)
            continuation.yield([.redraw])
        }
        if signals.contains(SIGWINCH) { resized() }
        represent()
    }

    private func resized() {
        session.resize(to: size)
        // A new font size comes as a resize too: the terminal is asked again, one question at a time.
        if dialogue.askAgain() { emit(ControlSequences.probeGeometry) }
        continuation.yield([.resize(size)])
    }

    /// Writes the whole screen anew (Ctrl-L).
    package func redraw() {
        session.invalidate()
        represent()
    }

    /// Gives the terminal to another program, such as `$EDITOR`, until ``resume()``.
    package func suspend() {
        guard !isClosed, session.isActive else { return }
        input?.suspend()
        presenter.forget()
        emit(ControlSequences.restore(kitty: capabilities.graphics == .kitty))
        session.leave()
        ctg_pause()
    }

    /// Takes the terminal back and shows the last frame.
    package func resume() {
        guard !isClosed, !session.isActive else { return }
        ctg_resume()
        session.enter()
        session.resize(to: size)
        emit(ControlSequences.pasteOn + ControlSequences.mouseOn)
        signals?.drain()
        input?.resume()
        represent()
        continuation.yield([.resize(size)])
    }

    /// Stops the program as Ctrl-Z does elsewhere, and comes back when it is continued.
    package func stop() {
        suspend()
        ctg_stop()
        resume()
    }

    /// Gives the terminal back. To be called once, whatever happened; later calls do nothing.
    package func close() {
        guard !isClosed else { return }
        suspend()
        isClosed = true
        input?.close()
        signals?.close()
        presenter.close()
        session.close()
        tcsetattr(device.descriptor, TCSANOW, &modes)
        ctg_disarm()
        device.close()
        continuation.finish()
    }

    private static func arm(_ descriptor: Int32, _ bytes: [UInt8]) -> Int32 {
        bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { ctg_arm(descriptor, $0.baseAddress, $0.count) }
        }
    }

    private static func setRestore(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { _ = ctg_set_restore($0.baseAddress, $0.count) }
        }
    }
}

extension termios {
    /// The byte the person's Backspace key sends, as far as the modes tell.
    fileprivate var eraseByte: UInt8 { withUnsafeBytes(of: c_cc) { $0[Int(VERASE)] } }
}
