/// What the environment says about the terminal. Only hints: what the terminal itself answers counts more.
package struct TerminalEnvironment: Hashable, Sendable {
    package enum Multiplexer: String, Hashable, Sendable { case tmux, screen }

    package var term: String
    package var program: String
    package var multiplexer: Multiplexer?
    /// Over a network an answer may take a while.
    package var isRemote: Bool
    package var noColor: Bool
    package var claimsTrueColor: Bool
    /// Whether the character set is UTF-8, by LC_ALL, LC_CTYPE, LANG in this order.
    package var isUTF8: Bool

    package init(_ variables: [String: String]) {
        func value(_ name: String) -> String { variables[name] ?? "" }
        let term = value("TERM")
        self.term = term
        program = variables["TERM_PROGRAM"] ?? value("LC_TERMINAL")
        if !value("TMUX").isEmpty || term.hasPrefix("tmux") {
            multiplexer = .tmux
        } else if !value("STY").isEmpty || term.hasPrefix("screen") {
            multiplexer = .screen
        } else {
            multiplexer = nil
        }
        isRemote = !value("SSH_CONNECTION").isEmpty || !value("SSH_TTY").isEmpty
        noColor = !value("NO_COLOR").isEmpty
        let colors = value("COLORTERM")
        claimsTrueColor =
            colors == "truecolor" || colors == "24bit" || term.hasSuffix("-direct") || !value("WT_SESSION").isEmpty
            || Self.trueColorTerms.contains { term.hasPrefix($0) }
        let locale = [value("LC_ALL"), value("LC_CTYPE"), value("LANG")].first { !$0.isEmpty } ?? ""
        let charset = locale.uppercased()
        isUTF8 = charset.hasSuffix("UTF-8") || charset.hasSuffix("UTF8") || charset.contains("UTF-8@")
    }

    private static let trueColorTerms = [
        "xterm-kitty", "xterm-ghostty", "foot", "alacritty", "wezterm", "contour", "rio", "iterm2",
    ]
}
