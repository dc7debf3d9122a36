import Screen
import Testing

@testable import StudioUI

@Suite struct KeymapTests {
    private let keymap = Keymap()

    @Test func noTwoCommandsHaveTheSameKeys() {
        #expect(keymap.clashes.map { "\($0.0.context): \($0.0.call.text) and \($0.1.call.text)" } == [])
    }

    /// A shorter sequence would be done before the longer one could be typed.
    @Test func noSequenceBeginsWithAnother() {
        let bindings = Keymap.defaults
        for long in bindings {
            for short in bindings where short.keys.count < long.keys.count && long.keys.starts(with: short.keys) {
                let meet = short.context == long.context || short.context == .everywhere || long.context == .everywhere
                #expect(!meet, "\(short.call.text) hides \(long.call.text)")
            }
        }
    }

    @Test func noPaneTakesAKeyThatWorksEverywhere() {
        let everywhere = Set(Keymap.defaults.filter { $0.context == .everywhere }.map(\.keys))
        #expect(Keymap.defaults.filter { $0.context != .everywhere && everywhere.contains($0.keys) } == [])
    }

    @Test(arguments: Command.allCases) func everyCommandIsDescribedAndItsKeysCanBeRead(_ command: Command) {
        #expect(CommandInfo.table[command] != nil)
        #expect(command.info.sentence.hasSuffix("."))
        #expect(!command.info.title.isEmpty)
        for text in command.info.keys { #expect(KeyChord.sequence(text) != nil, "\(text)") }
        #expect(keymap.keys(for: command).count == command.info.keys.count)
    }

    @Test(arguments: Command.allCases) func everyCommandReadsAsItPrints(_ command: Command) {
        for call in [CommandCall(command), CommandCall(command, "2k"), CommandCall(command, "a path/with blanks.png")] {
            #expect(CommandCall(text: call.text) == call)
            #expect(CommandCall(text: ":" + call.text) == call)
        }
    }

    @Test func wordsThatAreNoCommandAreNone() {
        #expect(CommandCall(text: "dance") == nil)
        #expect(CommandCall(text: "") == nil)
        #expect(CommandCall(text: "  :RESOLUTION   2k") == CommandCall(.resolution, "  2k"))
        #expect(CommandCall(text: "model  ") == CommandCall(.model))
    }

    /// What the product promises; a change here is a change of what people have in their fingers.
    @Test(arguments: [
        ("enter", CommandContext.prompt, Command.submit), ("alt-enter", .prompt, .newLine),
        ("ctrl-j", .prompt, .newLine),
        ("tab", .prompt, .nextPane), ("shift-tab", .history, .previousPane), ("escape", .settings, .leave),
        ("ctrl-p", .prompt, .palette), ("f1", .prompt, .help), ("?", .history, .help), ("ctrl-n", .prompt, .newSession),
        ("ctrl-q", .preview, .quit), ("h", .history, .left), ("j", .history, .down), ("k", .settings, .up),
        ("l", .preview, .right), ("up", .history, .up), ("g g", .history, .first), ("G", .history, .last),
        ("/", .history, .search),
    ]) func fixedKeys(_ keys: String, _ context: CommandContext, _ command: Command) throws {
        let chords = try #require(KeyChord.sequence(keys))
        #expect(keymap.lookup(chords, in: context) == .command(CommandCall(command)))
    }

    @Test func anUnfinishedSequenceSaysHowItGoesOn() throws {
        guard case .prefix(let longer) = keymap.lookup([KeyChord(.character("g"))], in: .history) else {
            return #expect(Bool(false), "g is no prefix")
        }
        #expect(longer.map(\.call) == [CommandCall(.first)])
        #expect(keymap.lookup([KeyChord(.character("g"))], in: .prompt) == .none)
    }

    @Test func aKeyFileWins() throws {
        let keys = try #require(KeyChord.sequence("ctrl-p"))
        let mine = Keymap(overrides: [
            Keymap.Binding(context: .everywhere, keys: keys, call: CommandCall(.resolution, "4k"))
        ])
        #expect(mine.lookup(keys, in: .prompt) == .command(CommandCall(.resolution, "4k")))
        #expect(mine.clashes.isEmpty)
        #expect(mine.keys(for: .palette) == [])
    }

    @Test func keysArePrintedAsAKeyboardNamesThem() {
        #expect(
            ["ctrl-p", "page-up", "escape", "g g", "alt-enter", "G", "ctrl-_", "up"].map(\.prettyKeys)
                == ["Ctrl-P", "PgUp", "Esc", "g g", "Alt-Enter", "G", "Ctrl-_", "↑"])
    }
}
