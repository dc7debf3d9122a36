import Screen

/// The person's own keys, `keymap.toml`: laid over the shipped ones, one `[[bind]]` a key.
struct KeymapFile: Hashable, Sendable {
    struct Binding: Hashable, Sendable {
        /// `ctrl-p`, `g g`.
        var keys: [KeyChord]
        /// A command as the palette writes it; empty takes the key away.
        var command: String
        /// Where it holds; nil: wherever the command does.
        var context: String?
        /// For messages about commands this file cannot know.
        var line: Int
    }

    /// Absolute.
    var path: String
    var bindings: [Binding] = []

    /// Never fails: what cannot be read is left out and is a problem.
    static func load(_ environment: Environment) -> (file: KeymapFile, problems: [ConfigProblem]) {
        let path = environment.configFolder + "/keymap.toml"
        do {
            guard let file = try ConfigFile.read(path) else { return (KeymapFile(path: path), []) }
            return read(try file.parsed(), path: path)
        } catch {
            return (KeymapFile(path: path), [error])
        }
    }

    static func read(_ top: TOML.Table, path: String) -> (file: KeymapFile, problems: [ConfigProblem]) {
        var keymap = KeymapFile(path: path)
        var reader = TableReader(top, named: "", file: path)
        for (table, line) in reader.tables("bind") ?? [] {
            var entry = TableReader(table, named: "bind", file: path)
            let on = entry.required("on", line: line)
            let run = entry.required("run", line: line)
            let context = entry.string("context")
            let keys = on.flatMap { KeyChord.sequence($0) }
            if on != nil, keys == nil {
                entry.report("on", "“\(on ?? "")” is no key", accepted: ["ctrl-p", "alt-enter", "f1", "g g", "?"])
            }
            if let keys, let run {
                keymap.bindings.append(Binding(keys: keys, command: run, context: context, line: line))
            }
            reader.add(entry.finish())
        }
        return (keymap, reader.finish())
    }
}
