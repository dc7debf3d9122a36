import Gallery
import StudioCore

/// The session that is open: its file, held by this process, and the engine that runs its turns.
struct OpenSession: Sendable {
    var file: SessionFile
    var engine: SessionEngine
    /// What was strange in the file.
    var notes: [String]

    /// - Throws: the file is another Easel's, of a newer version, no session, or the disk's trouble.
    static func open(_ name: String, desk: Desk) async throws(SessionFailure) -> (session: OpenSession, tree: SessionTree) {
        let opened = try await SessionFile.open(name: name, folders: desk.folders, now: desk.now())
        let engine = SessionEngine(
            tree: opened.tree,
            surroundings: SessionEngine.Surroundings(
                catalogue: desk.catalogue, assets: desk.store, log: opened.file, ledger: desk.ledger,
                provider: { desk.providers.provider($0) }, now: desk.now, makeID: { .make() }))
        return (OpenSession(file: opened.file, engine: engine, notes: opened.notes), opened.tree)
    }
}
