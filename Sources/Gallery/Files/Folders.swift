/// Where everything is on this machine: the XDG Base Directory rules to the letter (0.8: unset, empty or relative values
/// mean the default).
package struct Folders: Hashable, Sendable {
    package var config: String
    package var data: String
    package var state: String
    package var cache: String
    package var gallery: String

    /// - Parameter gallery: the person's choice (a `~` at its start is their home); nil for `~/Pictures/easel`.
    package init(environment: [String: String], gallery: String? = nil) {
        let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/"
        func base(_ name: String, _ fallback: String) -> String {
            let value = environment[name] ?? ""
            return value.hasPrefix("/") ? value : home + "/" + fallback
        }
        config = base("XDG_CONFIG_HOME", ".config") + "/easel"
        data = base("XDG_DATA_HOME", ".local/share") + "/easel"
        state = base("XDG_STATE_HOME", ".local/state") + "/easel"
        cache = base("XDG_CACHE_HOME", ".cache") + "/easel"
        let pictures = environment["XDG_PICTURES_DIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/Pictures"
        self.gallery = gallery.map { Self.expand($0, home: home) } ?? pictures + "/easel"
    }

    package var sessions: String { data + "/sessions" }
    package var references: String { data + "/references" }
    package var journal: String { state + "/journal" }
    package var ledger: String { state + "/ledger.jsonl" }
    package var index: String { cache + "/index.sqlite" }

    static func expand(_ path: String, home: String) -> String {
        if path == "~" { return home }
        return path.hasPrefix("~/") ? home + path.dropFirst(1) : path
    }
}
