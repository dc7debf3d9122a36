import Screen
import StudioCore

/// What `easel doctor` found: everything that decides whether and how Easel works here. Never a key's value.
struct DoctorReport {
    struct Provider: Hashable, Sendable {
        var config: ProviderConfig
        /// Where a key was found: a variable's name, the command, the file; nil: nowhere.
        var key: String?
    }

    var terminal: [(name: String, value: String)]
    var providers: [Provider]
    var defaultModel: String
    var paths: [PathFacts]
    var themes: [String]
    var theme: String
    var problems: [ConfigProblem]

    /// Whether something needs the person.
    var isWell: Bool { problems.isEmpty && paths.allSatisfy { $0.warning == nil } }

    var lines: [String] {
        var lines = ["easel \(Version.number)", "", "Terminal"]
        lines += Columns.lines(terminal.map { ["  \($0.name)", $0.value] })
        lines += ["", "Providers (default model: \(defaultModel))"]
        lines += Columns.lines(
            providers.map { provider in
                let config = provider.config
                return ["  \(config.name)", config.dialect.rawValue, config.baseURL ?? "–", state(provider)]
            })
        lines += ["", "Files"]
        lines += Columns.lines(
            paths.map { ["  \($0.name)", $0.path, $0.modeText ?? "not there yet", $0.warning ?? ""] })
        lines += ["", "Themes", "  " + themes.map { $0 == theme ? "\($0) (in use)" : $0 }.joined(separator: ", ")]
        if !problems.isEmpty { lines += ["", "To put right"] + problems.map { "  \($0)" } }
        return lines.map(Console.safe)
    }

    var json: JSON {
        .object([
            "version": .string(Version.number),
            "terminal": .object(
                terminal.map { JSON.Member(key: $0.name.replacing(" ", with: "_"), value: .string($0.value)) }),
            "default_model": .string(defaultModel),
            "providers": .array(
                providers.map { provider in
                    let config = provider.config
                    return .object([
                        "name": .string(config.name), "dialect": .string(config.dialect.rawValue),
                        "base_url": .string(config.baseURL), "auth": .string(config.auth.rawValue),
                        "key": .string(provider.key), "ready": .bool(isReady(provider)),
                        "note": .string(state(provider)),
                    ])
                }),
            "paths": .array(
                paths.map {
                    .object([
                        "name": .string($0.name), "path": .string($0.path), "mode": .string($0.modeText),
                        "warning": .string($0.warning),
                    ])
                }),
            "theme": .string(theme), "themes": .array(themes.map { .string($0) }),
            "problems": .array(
                problems.map {
                    .object([
                        "file": .string($0.file), "line": .int($0.line), "message": .string($0.message),
                        "accepted": .array($0.accepted.map { .string($0) }),
                    ])
                }),
            "well": .bool(isWell),
        ])
    }

    private func isReady(_ provider: Provider) -> Bool {
        provider.key != nil || provider.config.auth == .none
    }

    private func state(_ provider: Provider) -> String {
        usability(provider) + (provider.config.isUnprotected ? "; NOT ENCRYPTED (insecure = true)" : "")
    }

    private func usability(_ provider: Provider) -> String {
        let config = provider.config
        if config.dialect == .sketch { return "ready: offline, not AI" }
        if config.auth == .none { return "ready: needs no key" }
        if let key = provider.key { return "ready: key from \(key)" }
        return config.variables.isEmpty ? "no key" : "no key: set \(config.variables.joined(separator: " or "))"
    }
}
