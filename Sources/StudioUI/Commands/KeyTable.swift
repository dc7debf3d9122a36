import Screen

/// The keys as a table for people who read the README before they start the program.
package enum KeyTable {
    /// Markdown: one row a command that has keys, under where they work; ends with a newline.
    package static func markdown(_ keymap: Keymap) -> String {
        var places: [[CommandContext]] = []
        for command in Command.allCases where !places.contains(command.info.contexts) {
            places.append(command.info.contexts)
        }
        var lines = ["| where | keys | command | does |", "|---|---|---|---|"]
        for place in places {
            var title = place.map { $0.title.lowercased() }.joined(separator: ", ")
            for command in Command.allCases where command.info.contexts == place {
                let keys = keymap.keys(for: command).map { "`\($0.prettyKeys)`" }.joined(separator: " ")
                guard !keys.isEmpty else { continue }
                let cells = [title, keys, "`\(command.rawValue)`", command.info.sentence]
                lines.append("| " + cells.map(escaped).joined(separator: " | ") + " |")
                title = ""
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func escaped(_ cell: String) -> String {
        cell.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}
