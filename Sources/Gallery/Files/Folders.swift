/// Where everything is on this machine: the XDG Base Directory rules to the letter (0.8: unset, empty or relative values
/// mean the default). All paths are absolute; nothing is made before something is put there.
package struct Folders: Hashable, Sendable {
    package var config: String
    package var data: String
    package var state: String
    package var cache: String
    package var gallery: String

    /// - Parameters:
    ///   - environment: of the process; only `HOME` and `XDG_*` are looked at.
    ///   - gallery: the person's choice (a `~` at its start is their home); nil, empty or relative for `~/Pictures/easel`.
    package init(environment: [String: String], gallery: String? = nil) {
        func absolute(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
        let home = Self.trimmed(absolute("HOME") ?? "/")
        func base(_ name: String, _ fallback: String) -> String {
            Self.trimmed(absolute(name) ?? "\(home)/\(fallback)")
        }
        config = base("XDG_CONFIG_HOME", ".config") + "/easel"
        data = base("XDG_DATA_HOME", ".local/share") + "/easel"
        state = base("XDG_STATE_HOME", ".local/state") + "/easel"
        cache = base("XDG_CACHE_HOME", ".cache") + "/easel"
        let chosen = gallery.map { Self.expand($0, home: home) }.flatMap { $0.hasPrefix("/") ? Self.trimmed($0) : nil }
        self.gallery = chosen ?? base("XDG_PICTURES_DIR", "Pictures") + "/easel"
    }

    package var sessions: String { data + "/sessions" }
    package var references: String { data + "/references" }
    package var journal: String { state + "/journal" }
    package var ledger: String { state + "/ledger.jsonl" }
    package var batches: String { state + "/batches" }
    package var votes: String { state + "/votes.jsonl" }
    package var log: String { state + "/easel.log" }
    /// The providers' own lists of models.
    package var lists: String { cache + "/models" }
    package var index: String { cache + "/index.sqlite" }

    private static func expand(_ path: String, home: String) -> String {
        if path == "~" { return home }
        return path.hasPrefix("~/") ? home + path.dropFirst(1) : path
    }

    /// Without slashes at the end, so that names can be put behind it; the root is the empty string.
    private static func trimmed(_ path: String) -> String {
        var path = path
        while path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
