import FoundationEssentials
package import StudioCore

/// All sessions of this person: names, the last one, the one that holds a turn. Looks only; nothing is locked or written.
package struct SessionShelf: Sendable {
    /// A session as a list shows it.
    package struct Entry: Hashable, Sendable {
        package var name: String
        /// Absolute.
        package var path: String
        package var bytes: Int
        /// Seconds since 1970.
        package var changed: Double
    }

    package var folders: Folders

    package init(folders: Folders) { self.folders = folders }

    package func path(_ name: String) -> String { "\(folders.sessions)/\(name).jsonl" }

    /// Last used first. Reads the folder and nothing else.
    package func entries() -> [Entry] {
        SafeFile.list(folders.sessions).compactMap { file in
            guard file.name.hasSuffix(".jsonl"), !file.name.hasPrefix("."), !file.isFolder else { return nil }
            let name = String(file.name.dropLast(6))
            guard let info = SafeFile.info(path(name)) else { return nil }
            return Entry(name: name, path: path(name), bytes: info.bytes, changed: info.changed)
        }.sorted { $0.changed != $1.changed ? $0.changed > $1.changed : $0.name < $1.name }
    }

    /// The session that was used last.
    package var last: String? { entries().first?.name }

    package func exists(_ name: String) -> Bool { SafeFile.exists(path(name)) }

    /// A free name made of a prompt.
    package func uniqueName(for prompt: String) -> String {
        SessionName.unique(SessionName.slug(prompt)) { exists($0) }
    }

    /// What stands in a session, at a glance; nil when the file cannot be read.
    package func summary(_ name: String) -> SessionSummary? {
        (try? SafeFile.read(path(name))).map { SessionSummary($0) }
    }

    /// The tree of a session, for looking only: also of one that another Easel has open.
    package func tree(_ name: String) async throws(SessionFailure) -> SessionTree {
        let path = path(name)
        let bytes: [UInt8]
        do throws(StoreFailure) {
            bytes = try SafeFile.read(path)
        } catch {
            throw .unreadable(path: path, reason: error.message)
        }
        let reading = try await SessionReading.read(bytes, path: path)
        return reading.tree(name: name, createdAt: Date(timeIntervalSince1970: 0))
    }

    /// The session that holds a turn, last used first; nil when none does. Only lines that name the turn are parsed.
    package func session(holding turn: TurnID) -> String? {
        let needle = Array(turn.rawValue.utf8)
        let decoder = JSONCoding.decoder()
        return entries().first { entry in
            guard let bytes = try? SafeFile.read(entry.path) else { return false }
            return SessionSummary.turnLines(bytes).contains { line in
                guard ByteLines.contains(needle, in: bytes, line),
                    case .turn(let found)? = try? decoder.decode(SessionRecord.self, from: Data(bytes[line]))
                else { return false }
                return found.id == turn
            }
        }?.name
    }
}
