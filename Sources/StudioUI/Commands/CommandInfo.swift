/// Where a key means something. A key is looked up in the focused context first, then everywhere.
package enum CommandContext: String, CaseIterable, Sendable {
    case everywhere, prompt, history, preview, settings, gallery, compare, region

    package var title: String {
        switch self {
        case .everywhere: "Everywhere"
        case .prompt: "Prompt"
        case .history: "History"
        case .preview: "Preview"
        case .settings: "Settings"
        case .gallery: "Gallery"
        case .compare: "Compare"
        case .region: "Region"
        }
    }
}

/// One row of the command table.
package struct CommandInfo: Sendable {
    package var title: String
    /// One sentence for help and palette.
    package var sentence: String
    /// The contexts in which its keys work.
    package var contexts: [CommandContext]
    /// Default keys as text (`ctrl-p`, `g g`).
    package var keys: [String]
    /// What may follow the word, for the palette; nil when it takes nothing.
    package var argument: String?

    init(
        _ title: String, _ sentence: String, _ contexts: CommandContext..., keys: [String] = [], argument: String? = nil
    ) {
        self.title = title
        self.sentence = sentence
        self.contexts = contexts
        self.keys = keys
        self.argument = argument
    }

    init(_ title: String, _ sentence: String, _ context: CommandContext, _ keys: [String]) {
        self.init(title, sentence, context, keys: keys)
    }

    static let table: [Command: CommandInfo] = [
        .quit: .init(
            "Quit", "Leave the studio; running turns are finished and saved first.", .everywhere, keys: ["ctrl-q"]),
        .palette: .init("Command palette", "Every command by name.", .everywhere, keys: ["ctrl-p"]),
        .help: .init("Help", "The keys of the focused pane.", .everywhere, keys: ["f1", "?"]),
        .redraw: .init("Redraw", "Paint the whole screen anew.", .everywhere, keys: ["ctrl-l"]),
        .suspend: .init("Suspend", "Go to the shell; “fg” comes back.", .everywhere, keys: ["ctrl-z"]),
        .nextPane: .init("Next pane", "Move the focus on.", .everywhere, keys: ["tab"]),
        .previousPane: .init("Previous pane", "Move the focus back.", .everywhere, keys: ["shift-tab"]),
        .leave: .init(
            "Leave", "Leave a pop-up, then the text field, then cancel the running turn.", .everywhere, keys: ["escape"]
        ),

        .submit: .init("Submit", "A new turn under the selected one.", .prompt, keys: ["enter"]),
        .newLine: .init("New line", "Go on in the next line.", .prompt, keys: ["alt-enter", "ctrl-j"]),
        .previousPrompt: .init(
            "Earlier prompt", "Bring back what was typed before.", .prompt, keys: ["alt-p", "ctrl-up"]),
        .nextPrompt: .init("Later prompt", "The other way.", .prompt, keys: ["alt-n", "ctrl-down"]),
        .clearPrompt: .init("Clear prompt", "Empty the editor (undo brings it back).", .prompt, keys: ["alt-k"]),
        .editExternally: .init("Edit in $EDITOR", "Write the prompt in your own editor.", .prompt, keys: ["ctrl-x"]),
        .undo: .init("Undo", "Take the last typing back.", .prompt, keys: ["alt-u", "ctrl-_"]),
        .redo: .init("Redo", "Do it again.", .prompt, keys: ["alt-r"]),

        .up: .init(
            "Up", "The line above; moves a region.", .history, .settings, .preview, .gallery, .compare, .region,
            keys: ["up", "k"]),
        .down: .init(
            "Down", "The line below; moves a region.", .history, .settings, .preview, .gallery, .compare, .region,
            keys: ["down", "j"]),
        .left: .init(
            "Left",
            "History: the turn it came from. Settings: the value before. Preview: the variant before. Moves a region.",
            .history, .settings, .preview, .gallery, .compare, .region, keys: ["left", "h"]),
        .right: .init(
            "Right",
            "History: the turn that came of it. Settings: the next value. Preview: the next variant. Moves a region.",
            .history, .settings, .preview, .gallery, .compare, .region, keys: ["right", "l"]),
        .first: .init("First", "The first line.", .history, .settings, .preview, .gallery, keys: ["g g", "home"]),
        .last: .init("Last", "The last line.", .history, .settings, .preview, .gallery, keys: ["G", "end"]),
        .pageUp: .init("Page up", "A screenful back.", .history, .preview, .gallery, keys: ["page-up", "ctrl-u"]),
        .pageDown: .init("Page down", "A screenful on.", .history, .preview, .gallery, keys: ["page-down", "ctrl-d"]),
        .search: .init(
            "Search", "Find a turn by its prompt or model; in the gallery pictures by anything.", .history, .gallery,
            keys: ["/"], argument: "TEXT"),
        .searchNext: .init("Next match", "The next turn that matches.", .history, keys: ["n"]),
        .searchPrevious: .init("Previous match", "The match before.", .history, keys: ["N"]),
        .startOver: .init(
            "Start over", "The next turn starts from an empty page, beside the first.", .history, keys: ["o"]),
        .retry: .init("Retry", "The same request again, as a turn beside this one.", .history, .preview, keys: ["r"]),
        .reuse: .init(
            "Edit prompt", "Bring this turn's or picture's prompt and settings back.", .history, .preview, .gallery,
            keys: ["e"]),
        .cancelTurn: .init("Cancel turn", "Stop waiting for the selected turn.", .history, .preview, keys: ["x"]),
        .nextVariant: .init("Next variant", "The next picture of this turn.", .history, .preview, keys: ["]"]),
        .previousVariant: .init("Previous variant", "The picture before.", .history, .preview, keys: ["["]),
        .details: .init(
            "Details", "All that is known of it; of a comparison, what differs.",
            .history, .preview, .gallery, .compare, keys: ["i"]),

        .gallery: .init(
            "Gallery", "All pictures, to look at, find and keep in order.", .everywhere, keys: ["ctrl-g"],
            argument: "QUERY"),
        .openTurn: .init("Go to turn", "To the turn that made this picture.", .gallery, keys: ["enter"]),
        .view: .init("View", "The picture as large as it fits.", .gallery, keys: ["v"]),
        .mark: .init("Mark", "Mark it; what follows is done to all marked pictures.", .gallery, keys: ["space"]),
        .star: .init("Star", "Give it a star, or take it back.", .gallery, keys: ["s"]),
        .rate: .init("Rate", "0 to 5; the digits alone do it.", .gallery, argument: "0–5"),
        .tag: .init("Tag", "Add tags, or take them away.", .gallery, .compare, keys: ["t"], argument: "WORDS"),
        .note: .init("Note", "Write something down about it.", .gallery, keys: ["n"], argument: "TEXT"),
        .trash: .init("Trash", "Move it to the trash; in the trash, back again.", .gallery, keys: ["d"]),
        .restore: .init("Restore", "Bring back what was moved to the trash last.", .gallery, keys: ["u"]),
        .export: .init(
            "Export", "Copies with prompt and lineage in the file.", .gallery, keys: ["x"], argument: "FOLDER"),
        .sheet: .init("Contact sheet", "Many pictures on one.", .gallery, keys: ["c"], argument: "FILE"),
        .albums: .init(
            "Albums", "Pictures that belong together, by session, day, model, branch or tag.", .gallery, keys: ["a"],
            argument: "session|day|model|branch|tag"),
        .asReference: .init("Send along", "Use it as a reference of the next turn.", .gallery, keys: ["r"]),
        .zoomIn: .init(
            "Larger", "Larger tiles, closer to the pictures, or more of the picture.", .gallery, .compare, .region,
            keys: ["+"]),
        .zoomOut: .init(
            "Smaller", "Smaller tiles, further away, or less of the picture.", .gallery, .compare, .region, keys: ["-"]),

        .compare: .init(
            "Compare", "Variants, siblings or marked pictures side by side; or the prompt, sent to several models.",
            .everywhere, keys: ["ctrl-o"], argument: "MODEL MODEL…"),
        .sideBySide: .init("Side by side", "All pictures at once.", .compare, keys: ["s"]),
        .blink: .init("Blink", "One at a time in the same place; again: the next.", .compare, keys: ["b", "space"]),
        .wipe: .init("Wipe", "One from the left, the other from the right; ← → move the edge.", .compare, keys: ["w"]),
        .difference: .init("Difference", "Where and how far they differ.", .compare, keys: ["d"]),
        .swap: .init("Swap", "The other one in front.", .compare, keys: ["x"]),
        .blind: .init("Blind", "Shuffled and unnamed, until a number says which is better.", .compare, keys: ["u"]),
        .keepWinner: .init("Keep", "Go on from this picture.", .compare, keys: ["enter"]),

        .newSession: .init("New session", "Begin a new piece of work.", .everywhere, keys: ["ctrl-n"]),
        .sessions: .init("Sessions", "Open another session.", .everywhere, keys: ["ctrl-s"], argument: "NAME"),

        .spend: .init("Spend", "What was spent, by day, model or session.", .everywhere, keys: ["ctrl-t"]),

        .model: .init("Model", "Which model draws.", .everywhere, keys: ["alt-m"], argument: "NAME"),
        .resolution: .init("Resolution", "How large.", .everywhere, keys: ["alt-s"], argument: "512|1K|2K|4K"),
        .aspect: .init("Aspect", "Width to height.", .everywhere, keys: ["alt-a"], argument: "auto|W:H"),
        .count: .init("Count", "How many variants.", .everywhere, keys: ["alt-c"], argument: "1–8"),
        .thinking: .init("Thinking", "How hard the model thinks.", .everywhere, keys: ["alt-t"], argument: "LEVEL"),
        .seed: .init(
            "Seed", "The same seed draws the same picture, where the model takes one.", .everywhere,
            argument: "NUMBER|none"),
        .reference: .init("Add reference", "Send a picture along.", .everywhere, keys: ["alt-i"], argument: "FILE"),
        .clearReferences: .init("Clear references", "Send no pictures along.", .everywhere),
        .region: .init(
            "Region", "Draw where the picture is to change.", .everywhere, keys: ["alt-e"],
            argument: "X,Y,W,H [lock]|none"),
        .keepRegion: .init("Keep region", "The next edit is meant for this rectangle.", .region, keys: ["enter"]),
        .lockOutside: .init("Lock outside", "Not one pixel outside the region changes.", .region, keys: ["o"]),
        .wider: .init("Wider", "The right edge further right.", .region, keys: ["L", "shift-right"]),
        .narrower: .init("Narrower", "The right edge further left.", .region, keys: ["H", "shift-left"]),
        .taller: .init("Taller", "The lower edge further down.", .region, keys: ["J", "shift-down"]),
        .shorter: .init("Shorter", "The lower edge further up.", .region, keys: ["K", "shift-up"]),
        .fine: .init("Fine", "Small steps, or large ones again.", .region, keys: ["f"]),
        .clearRegion: .init("Whole picture", "No region.", .region, keys: ["x"]),
        .theme: .init("Theme", "The colours of the studio.", .everywhere, argument: "NAME"),

        .camera: .init("Camera angle", "Edit: seen from elsewhere.", .everywhere),
        .focus: .init("Focus", "Edit: what is sharp and what is soft.", .everywhere),
        .grading: .init("Colour grading", "Edit: the mood of the colours.", .everywhere),
        .lighting: .init("Scene lighting", "Edit: where the light comes from.", .everywhere),
        .object: .init("Objects", "Edit: add, remove or replace something.", .everywhere),
        .lettering: .init("Text in the picture", "Edit: words in the picture.", .everywhere),
        .style: .init("Style", "Edit: the same picture in another manner.", .everywhere),
    ]
}
