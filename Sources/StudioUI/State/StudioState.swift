package import FoundationEssentials
package import Screen
package import StudioCore

/// The panes that can have the focus, in the order Tab visits them.
package enum Pane: String, CaseIterable, Sendable {
    case prompt, history, preview, settings
}

/// All that the studio's screen is made from. `reduce` is the only thing that changes it, `render` only reads it.
package struct StudioState: Equatable, Sendable {
    package var size: Size
    package var tree: SessionTree
    /// The session has a file; a new one gets its name and file with its first turn.
    package var isNamed: Bool
    package var running: [TurnID: TurnProgress] = [:]
    package var focus: Pane = .prompt
    package var prompt: PromptState
    package var history = HistoryState()
    package var settings: SettingsState
    package var preview = PreviewState()
    /// Stacked; the last one has the keys.
    package var popups: [Popup] = []
    package var notice: Notice?
    /// Keys of a sequence that is not finished (`g` of `g g`).
    package var pendingKeys: [KeyChord] = []
    package var keymap: Keymap
    package var themes: [String]
    package var themeName: String
    /// The time, as told by ticks while something runs. Nothing else moves it.
    package var now: Date
    package var spend = SpendState()
    /// Providers with a key that are spoken to in plain http: their names. Told as long as it is so.
    package var unencrypted: [String] = []
    package var isQuitting = false
    /// What can be asked of the gallery, and what it means: one line each, for its help.
    package var queryForms: [QueryForm] = []

    package init(
        size: Size, tree: SessionTree, isNamed: Bool, settings: SettingsState, keymap: Keymap, themes: [String],
        themeName: String, now: Date
    ) {
        self.size = size
        self.tree = tree
        self.isNamed = isNamed
        self.settings = settings
        self.keymap = keymap
        self.themes = themes
        self.themeName = themeName
        self.now = now
        prompt = PromptState()
    }

    /// The selected turn, when there is one.
    package var selectedTurn: Turn? { tree.selected.flatMap { tree[$0] } }

    /// The picture shown: the selected turn's variant, else while it runs its newest draft, else the nearest picture
    /// above it, so that the picture stays in view whatever comes.
    package var shownPicture: ShownPicture? {
        guard let turn = selectedTurn else { return nil }
        if let asset = chosenVariant(of: turn) { return .asset(asset, turn: turn.id) }
        if let draft = running[turn.id]?.drafts.last { return .draft(draft, turn: turn.id) }
        for earlier in tree.branch(to: turn.parent).reversed() {
            if let asset = chosenVariant(of: earlier) { return .asset(asset, turn: earlier.id) }
        }
        return nil
    }

    package func chosenVariant(of turn: Turn) -> ImageAsset? {
        let finals = turn.finals
        guard !finals.isEmpty else { return nil }
        let index = preview.variants[turn.id] ?? 0
        return finals[min(index, finals.count - 1)]
    }
}

/// What the preview shows, and which turn it belongs to.
package enum ShownPicture: Hashable, Sendable {
    case asset(ImageAsset, turn: TurnID)
    case draft(ImageFile, turn: TurnID)

    package var id: PictureID {
        switch self {
        case .asset(let asset, _): PictureID(asset.path)
        case .draft(let file, _): PictureID(file.path)
        }
    }

    package var turn: TurnID {
        switch self {
        case .asset(_, let turn), .draft(_, let turn): turn
        }
    }
}

/// A form of a query, such as `rating:>=3`.
package struct QueryForm: Hashable, Sendable {
    package var form: String
    package var meaning: String

    package init(form: String, meaning: String) {
        self.form = form
        self.meaning = meaning
    }
}

/// The history pane's own state.
package struct HistoryState: Equatable, Sendable {
    /// First row shown; kept so that the selection stays in view.
    package var scroll = 0
    package var search = ""
}

package struct PreviewState: Equatable, Sendable {
    /// The variant looked at, by turn, from 0.
    package var variants: [TurnID: Int] = [:]
    /// The cells that the picture covers, as they were when the mouse last did something.
    package var place: Rect?
    /// Where the mouse pressed on it.
    package var press: CellPosition?
}

/// What was spent, as the ledger knows it, in USD.
package struct SpendState: Sendable, Hashable {
    package var session = 0.0
    package var today = 0.0
    package var cap = 0.0

    package init(session: Double = 0, today: Double = 0, cap: Double = 0) {
        self.session = session
        self.today = today
        self.cap = cap
    }
}

/// A line in the status pane that says what happened.
package struct Notice: Hashable, Sendable {
    package enum Level: Sendable { case info, success, warning, danger }
    package var level: Level
    package var text: String

    package init(_ level: Level, _ text: String) {
        self.level = level
        self.text = text
    }
}
