import Glibc
package import StudioCore

/// The folders of requests in flight: made with their intent, held while they are needed.
extension GalleryStore {
    /// - Throws: also when the gallery could not take the pictures.
    package func makeStaging(for intent: RequestIntent) throws(StoreFailure) -> String {
        try SafeFile.checkWritable(folders.gallery)
        let folder = Staging.folder(turn: intent.turn.id, variant: intent.variant, in: folders)
        claims[folder] = try StagingClaim.make(folder, for: intent, offset: time.offset(intent.turn.startedAt))
        return folder
    }

    /// What is not in the gallery by now goes with it. The intent goes last, and stays where anything else does: so a
    /// folder that has lost it has lost all.
    package func discardStaging(_ folder: String) {
        guard folder.hasPrefix(folders.journal + "/"), !folder.contains("/../") else { return }
        defer { claims[folder] = nil }
        for spare in Staging.spares(of: folder) { unlink(spare) }
        guard let entries = try? SafeFile.entries(folder) else { return }
        for entry in entries where entry.name != IntentFile.name {
            guard unlink("\(folder)/\(entry.name)") == 0 || errno == ENOENT else { return }
        }
        unlink("\(folder)/\(IntentFile.name)")
        rmdir(folder)
    }

    package func leaveStaging(_ folder: String) { claims[folder] = nil }
}
