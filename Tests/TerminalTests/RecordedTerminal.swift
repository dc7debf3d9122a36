import Pixels
import Screen
import Testing

@testable import Terminal

/// What real terminals answered to the questions, in their order, and what has to be concluded from it.
struct RecordedTerminal: CustomTestStringConvertible, Sendable {
    var name: String
    var answer: String
    var environment: [String: String] = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]
    var size = Size(width: 80, height: 24)
    /// The window in pixels, as the kernel tells it.
    var window = PixelSize(width: 0, height: 0)

    var testDescription: String { name }

    func capabilities(mode: GraphicsMode = .auto) -> TerminalCapabilities {
        var replies = ProbeReplies()
        var decoder = InputDecoder()
        for output in decoder.feed(Array(answer.utf8)) {
            if case .reply(let bytes) = output { replies.take(bytes) }
        }
        return TerminalCapabilities(
            replies: replies, environment: TerminalEnvironment(environment), mode: mode, size: size, window: window)
    }

    static let xterm = RecordedTerminal(
        name: "xterm -ti vt340",
        answer: "\u{1b}P>|XTerm(379)\u{1b}\\\u{1b}[?1;0;1024S\u{1b}[?2;0;480;312S\u{1b}[?2;0;1000;1000S"
            + "\u{1b}[?2026;0$y\u{1b}[?63;1;2;4;6;9;15;16;22;28c",
        window: PixelSize(width: 484, height: 316))
    static let plainXterm = RecordedTerminal(
        name: "xterm",
        answer:
            "\u{1b}P>|XTerm(379)\u{1b}\\\u{1b}[?1;3;0S\u{1b}[?2;3;0S\u{1b}[?2;3;0S\u{1b}[?2026;0$y\u{1b}[?64;1;2;6c",
        window: PixelSize(width: 484, height: 316))
    static let foot = RecordedTerminal(
        name: "foot",
        answer: "\u{1b}P>|foot(1.13.1)\u{1b}\\\u{1b}[?1;0;1024S\u{1b}[?2;0;720;408S\u{1b}[?2;0;10000;10000S"
            + "\u{1b}[6;17;9t\u{1b}[?2026;2$y\u{1b}[?62;4;22c",
        environment: ["TERM": "foot", "LC_ALL": "C.UTF-8"])
    static let kitty = RecordedTerminal(
        name: "kitty",
        answer: "\u{1b}P>|kitty(0.26.5)\u{1b}\\\u{1b}[6;17;8t\u{1b}_Gi=31;OK\u{1b}\\\u{1b}[?2026;2$y\u{1b}[?62;c",
        environment: ["TERM": "xterm-kitty", "LC_ALL": "C.UTF-8"], window: PixelSize(width: 640, height: 408))
    static let konsole = RecordedTerminal(
        name: "Konsole",
        answer: "\u{1b}P>|Konsole 22.12.3\u{1b}\\\u{1b}[?1;0;256S\u{1b}[?2;0;16384;16384S\u{1b}[?2;0;16384;16384S"
            + "\u{1b}[6;20;10t\u{1b}_Gi=31;OK\u{1b}\\\u{1b}[?62;1;4c", window: PixelSize(width: 798, height: 478))
    static let mlterm = RecordedTerminal(
        name: "mlterm",
        answer: "\u{1b}[?1;0;1024S\u{1b}[?2;3;0S\u{1b}[?2;3;0S\u{1b}[6;15;7t\u{1b}[?2026;0$y\u{1b}[?63;1;2;3;4;7;29c",
        window: PixelSize(width: 560, height: 360))
    static let tmux = RecordedTerminal(
        name: "tmux", answer: "\u{1b}P>|tmux 3.3a\u{1b}\\\u{1b}[?1;2c",
        environment: ["TERM": "tmux-256color", "TMUX": "/tmp/tmux-0/default,1,0", "LC_ALL": "C.UTF-8"],
        window: PixelSize(width: 640, height: 384))
    static let silent = RecordedTerminal(name: "silent", answer: "")

    static let all = [xterm, plainXterm, foot, kitty, konsole, mlterm, tmux, silent]
}
