import Screen

/// One line of the palette.
struct PaletteEntry: Hashable, Sendable {
    var call: CommandCall
    var title: String
    var sentence: String
    var keys: String
    var disabledReason: String?

    /// The commands that match what was typed, best first. A typed `resolution 2k` is itself the first entry.
    static func matching(_ query: String, _ state: StudioState) -> [PaletteEntry] {
        let typed = query.trimmingSpaces()
        var entries: [PaletteEntry] = []
        if let call = CommandCall(text: typed), call.argument != nil {
            entries.append(entry(call, state))
        }
        let words = typed.lowercased().split(separator: " ")
        let scored: [(Int, PaletteEntry)] = Command.allCases.compactMap { command in
            let entry = entry(CommandCall(command), state)
            guard let score = score(words, entry) else { return nil }
            return (score, entry)
        }
        let order = scored.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
        entries += order.map(\.element.1).filter { found in !entries.contains { $0.call == found.call } }
        return entries
    }

    private static func entry(_ call: CommandCall, _ state: StudioState) -> PaletteEntry {
        let info = call.command.info
        return PaletteEntry(
            call: call, title: call.argument.map { "\(info.title): \($0)" } ?? info.title, sentence: info.sentence,
            keys: state.keymap.keys(for: call.command).prefix(2).joined(separator: "  "),
            disabledReason: call.command.disabledReason(state))
    }

    /// Lower is better: words at the start of the title, then in the title or name, then in the sentence.
    private static func score(_ words: [Substring], _ entry: PaletteEntry) -> Int? {
        var total = 0
        let title = entry.title.lowercased()
        let name = entry.call.command.rawValue
        let sentence = entry.sentence.lowercased()
        for word in words {
            if title.hasPrefix(word) || name.hasPrefix(word) {
                continue
            } else if title.contains(word) || name.contains(word) {
                total += 1
            } else if sentence.contains(word) {
                total += 3
            } else {
                return nil
            }
        }
        return total
    }
}
