package import StudioCore

/// The private folders of requests in flight, one a variant: `journal/<turn>-<variant>`.
package struct Staging: Hashable, Sendable {
    package var turn: TurnID
    package var variant: Int
    /// Absolute.
    package var folder: String
    /// Absolute paths of what is in it.
    package var files: [String]

    static func folder(turn: TurnID, variant: Int, in folders: Folders) -> String {
        "\(folders.journal)/\(turn)-\(variant)"
    }

    /// The folders that are there, oldest turn first: those of turns that run, of other studios too, and those a crash or
    /// a full disk left behind.
    package static func all(in folders: Folders) -> [Staging] {
        SafeFile.list(folders.journal).compactMap { entry in
            guard entry.isFolder, let dash = entry.name.lastIndex(of: "-"),
                let variant = Int(entry.name[entry.name.index(after: dash)...])
            else { return nil }
            let folder = "\(folders.journal)/\(entry.name)"
            let files = SafeFile.list(folder).filter { !$0.isFolder }.map { "\(folder)/\($0.name)" }
            return Staging(
                turn: TurnID(String(entry.name[..<dash])), variant: variant, folder: folder, files: files.sorted())
        }.sorted { ($0.turn.rawValue, $0.variant) < ($1.turn.rawValue, $1.variant) }
    }
}
