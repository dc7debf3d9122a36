import CTerminalGuard
import Glibc
import Pixels
package import Screen

/// The terminal for as long as the studio has it: frames go in, events come out. One owner, one scope: whatever way the
/// program ends, the terminal is given back as it was.
@MainActor
package final class TerminalScreen {
    /// What the terminal can do: from the environment at first, exact once it has answered (then `.redraw` is sent).
    package private(set) var capabilities: TerminalCapabilities

    /// The signal that asked the program to end; ``run(_:)`` returns then.
    package private(set) var endedBy: Int32?

    private let device: TerminalDevice
    private let environment: TerminalEnvironment
    private let options: TerminalOptions
    private let session: CursesSession
    private let presenter: PicturePresenter
    private let inbox = EventInbox()
    private var dialogue: ProbeDialogue
    private var input: InputWatch?
    private var signals: SignalWatch?
    private var last: (frame: Frame, pictures: [PictureID: PictureSource], ahead: [PictureSource])?
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
        presenter = PicturePresenter(
            device: device, colors: session.colors, cacheLimit: options.cacheLimit, decoder: options.decoder)
        prepareRestore()
        session.resize(to: window.cells)
        session.begin()
        emit(
            ControlSequences.pasteOn + ControlSequences.mouseOn
                + ControlSequences.probe(isMultiplexed: environment.multiplexer != nil))
        presenter.onChange = { [weak self] in self?.represent() }
        input = InputWatch(
            device: device, erase: modes.eraseByte, isRemote: environment.isRemote, watcher: options.watcher
        ) { [weak self] in self?.take($0) }
        signals = try SignalWatch(watcher: options.watcher) { [weak self] in self?.take($0) }
        // Nobody was told of a change until now.
        if size != window.cells { session.resize(to: size) }
        // A terminal that says nothing is taken as the environment describes it.
        Task { [weak self] in
            try? await Task.sleep(for: .milliseconds(environment.isRemote ? 1000 : 300))
            self?.giveUpWaiting()
        }
    }

    /// Hands over what the person does, in order, batch by batch and in the very call that read it. Returns when the
    /// handler says false, or the terminal is gone. To be called once.
    package func run(_ handle: @escaping @MainActor ([InputEvent]) -> Bool) async { await inbox.run(handle) }

    /// The screen in cells.
    package var size: Size { device.window.cells }

    /// Shows a frame: writes what differs from the last one, then the pictures that need it. A picture that is not
    /// ready is worked on in the background and shown when it is, without another call.
    ///
    /// - Parameters:
    ///   - pictures: where the pictures named in the frame come from; one that is missing stays blank.
    ///   - ahead: what may be shown next where the largest picture stands now, the likeliest first: made ready while
    ///     nothing else is to be done.
    package func present(
        _ frame: Frame, pictures: [PictureID: PictureSource] = [:], ahead: [PictureSource] = []
    ) {
        guard !isClosed else { return }
        last = (frame, pictures, ahead)
        guard session.isActive else { return }
        let plan = presenter.prepare(
            frame, pictures: pictures, ahead: ahead, whole: session.isWhole(for: frame))
        let synchronized = capabilities.synchronizedOutput && plan.isNeeded
        var bytes = Array(((synchronized ? ControlSequences.synchronizedBegin : "") + plan.before).utf8)
        let text = session.update(to: frame)
        bytes += text.bytes
        if text.isTorn { presenter.mend(frame, pictures: pictures, ahead: ahead) }
        bytes += presenter.show()
        if synchronized { bytes += ControlSequences.synchronizedEnd.utf8 }
        if !bytes.isEmpty { device.write(bytes) }
    }

    /// The cells that a picture of the last frame covers, or will as soon as it is ready; nil when its size is not known.
    package func place(of picture: PictureID) -> Rect? {
        guard let last, let rect = last.frame.pictures[picture], let source = last.pictures[picture],
            let size = source.size
        else { return nil }
        let request = PictureRequest(
            source: source, size: rect.size, cell: capabilities.cell, format: PictureFormat(capabilities))
        let fit = PictureWork.fit(size, request, rows: request.rows)
        return Rect(x: rect.x + fit.column, y: rect.y + fit.row, width: fit.columns, height: fit.rows)
    }

    /// Curses has nothing waiting between two frames, so the order of writing is the order of the calls.
    private func emit(_ sequence: String) {
        if !sequence.isEmpty { device.write(Array(sequence.utf8)) }
    }

    private func represent() {
        guard let last else { return }
        present(last.frame, pictures: last.pictures, ahead: last.ahead)
    }

    private func take(_ batch: InputWatch.Batch) {
        for reply in batch.replies where dialogue.take(reply) { learn() }
        if !batch.events.isEmpty { inbox.put(batch.events) }
        if batch.ended { inbox.end() }
    }

    private func learn() {
        let window = device.window
        let before = capabilities
        capabilities = TerminalCapabilities(
            replies: dialogue.replies, environment: environment, mode: options.graphics, size: window.cells,
            window: window.pixels)
        presenter.use(capabilities)
        prepareRestore()
        represent()
        if capabilities != before { inbox.put([.redraw]) }
    }

    private func giveUpWaiting() {
        guard !isClosed, !dialogue.isSettled else { return }
        dialogue.giveUp()
        learn()
    }

    private func take(_ signals: Set<Int32>) {
        guard !isClosed else { return }
        if hasEnded(by: signals) { return }
        if signals.contains(SIGTSTP) { return stop() }
        guard session.isActive else { return }
        if signals.contains(SIGCONT) {
            session.wake()
            emit(ControlSequences.pasteOn + ControlSequences.mouseOn)
            inbox.put([.redraw])
        }
        if signals.contains(SIGWINCH) { resized() }
        represent()
    }

    private func hasEnded(by signals: Set<Int32>) -> Bool {
        guard let last = [SIGINT, SIGTERM, SIGHUP].first(where: signals.contains) else { return false }
        endedBy = last
        inbox.end()
        return true
    }

    private func resized() {
        session.resize(to: size)
        // A new font size comes as a resize too: the terminal is asked again, one question at a time.
        if dialogue.askAgain() { emit(ControlSequences.probeGeometry) }
        inbox.put([.resize(size)])
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
        prepareRestore()
    }

    /// Takes the terminal back and shows the last frame.
    package func resume() {
        guard !isClosed, !session.isActive else { return }
        // What was news to the other program is none here, but for a wish that all of this ends: then the terminal may
        // be somebody else's already.
        if let signals, hasEnded(by: signals.drain()) { return }
        ctg_resume()
        session.enter()
        prepareRestore()
        session.resize(to: size)
        emit(ControlSequences.pasteOn + ControlSequences.mouseOn)
        input?.resume()
        represent()
        // Not within the call of who asked for it.
        Task { [weak self] in
            if let self { self.inbox.put([.resize(self.size)]) }
        }
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
        // In the background the modes are the foreground's, and setting them would stop this program.
        if device.isForeground { tcsetattr(device.descriptor, TCSANOW, &modes) }
        ctg_disarm()
        device.close()
        inbox.end()
    }

    private static func arm(_ descriptor: Int32, _ bytes: [UInt8]) -> Int32 {
        bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { ctg_arm(descriptor, $0.baseAddress, $0.count) }
        }
    }

    /// What is to be undone now, should this program end without a chance to do it.
    private func prepareRestore() {
        let own = Array(ControlSequences.restore(kitty: capabilities.graphics == .kitty).utf8)
        let leave = session.isActive ? session.restoreBytes : Array(ControlSequences.leaveAlternate.utf8)
        Self.setRestore(own + leave)
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
