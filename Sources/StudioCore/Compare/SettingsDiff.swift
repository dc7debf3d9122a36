/// In what several requests differ: one row for each setting that is not the same in all of them.
package struct SettingsDiff: Hashable, Sendable {
    /// As much of a request as is known.
    package struct Request: Hashable, Sendable {
        package var prompt: String
        package var settings: TurnSettings
        /// SHA-256 of what was sent along.
        package var references: [String]
        package var parent: TurnID?

        package init(prompt: String, settings: TurnSettings, references: [String] = [], parent: TurnID? = nil) {
            self.prompt = prompt
            self.settings = settings
            self.references = references
            self.parent = parent
        }

        package init(_ turn: Turn) {
            self.init(
                prompt: turn.prompt, settings: turn.settings, references: turn.references.map(\.sha256),
                parent: turn.parent)
        }
    }

    package struct Row: Hashable, Sendable {
        package var setting: String
        /// One a request; nil where nothing is known of it.
        package var values: [String?]

        package init(setting: String, values: [String?]) {
            self.setting = setting
            self.values = values
        }
    }

    package var rows: [Row]

    /// - Parameter requests: nil for a picture of which nothing is known.
    package init(_ requests: [Request?]) {
        let settings: [(String, (Request) -> String)] = [
            ("model", { $0.settings.model.description }),
            ("size", { $0.settings.size?.rawValue ?? "the model's own" }),
            ("aspect", { $0.settings.aspect?.description ?? "auto" }),
            ("count", { String($0.settings.count) }),
            ("thinking", { $0.settings.thinking?.rawValue ?? "the model's own" }),
            ("seed", { $0.settings.seed.map(String.init) ?? "none" }),
            ("region", { Self.text($0.settings.region) }),
            ("lock outside", { $0.settings.lockOutside == true ? "on" : "off" }),
            ("references", { Self.text($0.references) }),
            ("parent", { $0.parent?.rawValue ?? "none" }),
            ("prompt", { $0.prompt }),
        ]
        rows = settings.compactMap { name, value in
            let values = requests.map { $0.map(value) }
            // What is not known differs from nothing.
            return Set(values.compactMap(\.self)).count > 1 ? Row(setting: name, values: values) : nil
        }
    }

    private static func text(_ region: Region?) -> String {
        region.map { "\($0.x),\($0.y),\($0.width),\($0.height)" } ?? "none"
    }

    /// By their beginnings: the same pictures read the same, others do not.
    private static func text(_ references: [String]) -> String {
        references.isEmpty ? "none" : references.map { String($0.prefix(8)) }.joined(separator: " ")
    }
}
