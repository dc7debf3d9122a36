import CTerminalGuard
import Glibc
import Pixels
package import Screen

/// Asks the terminal without taking it: for commands that print and end.
package enum TerminalProbe {
    package struct Result: Hashable, Sendable {
        package var capabilities: TerminalCapabilities
        /// The window in cells; 80 × 24 where there is none.
        package var size: Size
        /// Whether there is a terminal at all.
        package var hasTerminal: Bool
    }

    /// Asks, and waits for the answers: under a millisecond in xterm, 300 ms at most in a terminal that is silent (1 s
    /// over a network). What was typed meanwhile is lost, so this is not for programs that read keys.
    package static func run(environment variables: [String: String], mode: GraphicsMode = .auto) -> Result {
        let environment = TerminalEnvironment(variables)
        guard let device = try? TerminalDevice() else {
            let size = Size(width: 80, height: 24)
            let capabilities = TerminalCapabilities(
                replies: ProbeReplies(), environment: environment, mode: mode, size: size,
                window: PixelSize(width: 0, height: 0))
            return Result(capabilities: capabilities, size: size, hasTerminal: false)
        }
        defer { device.close() }
        let window = device.window
        // A job in the background may neither ask nor set modes; a dumb terminal would print the questions.
        let mayAsk = device.isForeground && environment.term != "dumb"
        let replies = mayAsk ? ask(device, environment) : ProbeReplies()
        let capabilities = TerminalCapabilities(
            replies: replies, environment: environment, mode: mode, size: window.cells, window: window.pixels)
        return Result(capabilities: capabilities, size: window.cells, hasTerminal: true)
    }

    private static func ask(_ device: TerminalDevice, _ environment: TerminalEnvironment) -> ProbeReplies {
        var modes = termios()
        guard tcgetattr(device.descriptor, &modes) == 0 else { return ProbeReplies() }
        // A signal in between must not leave the terminal without echo.
        ctg_arm(device.descriptor, nil, 0)
        defer { ctg_disarm() }
        var quiet = modes
        quiet.c_lflag &= ~tcflag_t(ICANON | ECHO)
        tcsetattr(device.descriptor, TCSANOW, &quiet)
        defer { tcsetattr(device.descriptor, TCSANOW, &modes) }
        device.write(Array(ControlSequences.probe(isMultiplexed: environment.multiplexer != nil).utf8))
        var dialogue = ProbeDialogue()
        var decoder = InputDecoder()
        let limit = ContinuousClock.now + .milliseconds(environment.isRemote ? 1000 : 300)
        while !dialogue.isSettled {
            let left = limit - ContinuousClock.now
            guard left > .zero, device.isReadable(within: Int32(left / .milliseconds(1)) + 1),
                let bytes = device.readAvailable()
            else { break }
            for output in decoder.feed(bytes) {
                if case .reply(let reply) = output { _ = dialogue.take(reply) }
            }
        }
        dialogue.giveUp()
        return dialogue.replies
    }
}
