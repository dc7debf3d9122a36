
package import StudioCore

/// All sessions of this person: names, the last one, the one that holds a turn.
package struct SessionShelf: Sendable {
    package struct Entry: Hashable, Sendable {
        package var name: String
        package var path: String
        package var bytes: Int
        /// Seconds since 1970.
        package var changed: Int
    }

    package var folders: Folders

    package init(folders: Folders) { self.folders = folders }

    /// Newest first. Reads the folder only.
    package func entries() -> [Entry] {
        SafeFile.list(folders.sessions).compactMap { file in
            guard file.hasSuffix(".jsonl"), !file.hasPrefix(".") else { return nil }
            let path = "\(folders.sessions)/\(file)"
            guard let info = SafeFile.info(path) else { return nil }
            return Entry(name: String(file.dropLast(6)), path: path, bytes: info.bytes, changed: info.changed)
        }.sorted { ($0.changed, $1.name) > ($1.changed, $0.name) }
    }

    package var last: String? { entries().first?.name }

    package func exists(_ name: String) -> Bool { SafeFile.exists("\(folders.sessions)/\(name).jsonl") }

    package func uniqueName(for prompt: String) -> String {
        SessionName.unique(SessionName.slug(prompt)) { exists($0) }
    }

    /// The tree of a session, for looking only.
    package func tree(_ name: String) throws(SessionFailure) -> SessionTree {
        try SessionReading.tree(path: "\(folders.sessions)/\(name).jsonl", name: name)
    }

    /// The session that holds a turn, newest first; nil when none does.
    package func session(holding turn: TurnID) -> String? {
        let needle = Array(turn.rawValue.utf8)
        return entries().first { entry in
            guard let bytes = try? SafeFile.read(entry.path), bytes.count > needle.count else { return false }
            let tree = bytes.contains(needle) ? try? tree(entry.name) : nil
            return tree?[turn] != nil
        }?.name
    }
}
