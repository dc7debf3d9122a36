/// Everything a person can do, as a verb. One table (`info`) says what each is called and which keys it has by default;
/// help, palette, hints, key files and the README are read from it.
package enum Command: String, CaseIterable, Sendable {
    // What the next turn is asked with
    case model, resolution, aspect, count, thinking, seed
    case reference
    case clearReferences = "clear-references"
    case region
    case wider, narrower, taller, shorter, fine
    case lockOutside = "lock-outside"
    case clearRegion = "clear-region"
    case keepRegion = "keep-region"
    // Guided local edits
    case camera, focus, grading, lighting, object, lettering, style
    // Prompt
    case submit
    case newLine = "new-line"
    case previousPrompt = "previous-prompt"
    case nextPrompt = "next-prompt"
    case clearPrompt = "clear-prompt"
    case editExternally = "edit-externally"
    case undo, redo
    // The selected turn
    case reuse, retry
    case cancelTurn = "cancel-turn"
    case nextVariant = "next-variant"
    case previousVariant = "previous-variant"
    case details
    // The tree
    case startOver = "start-over"
    case search
    case searchNext = "search-next"
    case searchPrevious = "search-previous"
    case up, down, left, right, first, last
    case pageUp = "page-up"
    case pageDown = "page-down"
    // The gallery
    case gallery, view, mark, star, rate, tag, note, trash, restore, export, sheet, albums
    case openTurn = "open-turn"
    case asReference = "as-reference"
    case zoomIn = "zoom-in"
    case zoomOut = "zoom-out"
    // The comparison
    case compare, blink, wipe, difference, swap, blind
    case sideBySide = "side-by-side"
    case keepWinner = "keep-winner"
    // Sessions and the studio
    case newSession = "new-session"
    case sessions, spend, theme
    case nextPane = "next-pane"
    case previousPane = "previous-pane"
    case leave, help, palette, redraw, suspend, quit

    package var info: CommandInfo { CommandInfo.table[self] ?? CommandInfo(rawValue, "", .everywhere, []) }
}

/// A command as it is typed and printed: `resolution 2k`.
package struct CommandCall: Hashable, Sendable {
    package var command: Command
    package var argument: String?

    package init(_ command: Command, _ argument: String? = nil) {
        self.command = command
        self.argument = argument
    }

    /// Reads `resolution 2k` (a leading colon is allowed); nil for a word that is no command.
    package init?(text: String) {
        let words = text.drop { $0 == ":" || $0 == " " }.split(separator: " ", maxSplits: 1)
        guard let word = words.first, let command = Command(rawValue: word.lowercased()) else { return nil }
        let argument = words.count > 1 ? String(words[1]) : nil
        self.init(command, argument.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 })
    }

    package var text: String { argument.map { "\(command.rawValue) \($0)" } ?? command.rawValue }
}
