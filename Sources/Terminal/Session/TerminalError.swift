/// Why the studio cannot have a screen, and what the person can do about it.
package struct TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// Neither standard input and output nor `/dev/tty` is a terminal.
        case notATerminal
        /// The terminal's description is missing or cannot place text (`TERM=dumb`).
        case unsupported
        /// The system refused something.
        case system
    }

    package let kind: Kind
    package let message: String
    package let advice: String

    package var description: String { advice.isEmpty ? message : "\(message) \(advice)" }

    static let notATerminal = TerminalError(
        kind: .notATerminal, message: "The studio needs a terminal, and there is none here.",
        advice: "Open it in a terminal window, or use a subcommand such as `easel generate`, which needs none.")

    static func unsupported(term: String) -> TerminalError {
        TerminalError(
            kind: .unsupported,
            message: term.isEmpty
                ? "The variable TERM is not set, so the terminal's abilities are unknown."
                : "The terminal \"\(PasteText.clean(Array(term.utf8.prefix(64))))\" cannot show a full screen.",
            advice: "Set TERM to what your terminal is, for instance `TERM=xterm-256color easel`.")
    }

    static func system(_ what: String, _ code: Int32) -> TerminalError {
        TerminalError(kind: .system, message: "The terminal could not be \(what) (error \(code)).", advice: "")
    }
}
