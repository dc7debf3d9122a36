package import Screen

/// A screen on top. Each says in its own value all it shows.
package enum Popup: Equatable, Sendable {
    case palette(PaletteState)
    /// Fills the screen.
    case gallery(GalleryState)
    /// As well.
    case compare(CompareState)
    case help(scroll: Int)
    case picker(PickerState)
    case sessions(SessionsState)
    case details(scroll: Int)
    case spend(SpendScreen)
    /// A question with a command that is done on “y”.
    case confirm(ConfirmState)
    /// One line of text that completes a command: a file, a rectangle, a search.
    case entry(EntryState)
    /// A rectangle on the picture: it has the keys and covers nothing.
    case region(RegionDrawing)
}

extension Popup {
    var fillsTheScreen: Bool {
        switch self {
        case .gallery, .compare: true
        case .palette, .help, .picker, .sessions, .details, .spend, .confirm, .entry, .region: false
        }
    }
}

package struct PaletteState: Equatable, Sendable {
    package var query = TextBuffer()
    package var selected = 0
    package init() {}
}

/// A list of values for one command.
package struct PickerState: Equatable, Sendable {
    package var title: String
    package var command: Command
    package var options: [SettingsState.Option]
    package var selected: Int

    package init(title: String, command: Command, options: [SettingsState.Option]) {
        self.title = title
        self.command = command
        self.options = options
        selected = options.firstIndex(where: \.isCurrent) ?? 0
    }
}

/// A session as the list shows it.
package struct SessionSummary: Hashable, Sendable {
    package var name: String
    package var turns: Int
    /// “2 h ago”, ready to show.
    package var changed: String
    package var firstPrompt: String

    package init(name: String, turns: Int, changed: String, firstPrompt: String) {
        self.name = name
        self.turns = turns
        self.changed = changed
        self.firstPrompt = firstPrompt
    }
}

package struct SessionsState: Equatable, Sendable {
    package var query = TextBuffer()
    package var sessions: [SessionSummary] = []
    package var selected = 0
    package var isLoading = true

    package init() {}

    package var matches: [SessionSummary] {
        let words = query.text.lowercased().split(separator: " ")
        return sessions.filter { session in
            let text = (session.name + " " + session.firstPrompt).lowercased()
            return words.allSatisfy { text.contains($0) }
        }
    }
}

package struct ConfirmState: Equatable, Sendable {
    package var title: String
    package var text: String
    /// What “y” does, and what Esc does.
    package var yes: String
    package var no: String
    package var effects: [Effect]
}

package struct EntryState: Equatable, Sendable {
    package var title: String
    package var hint: String
    package var command: Command
    package var buffer = TextBuffer()
}
