import FoundationEssentials
import GRDB
import Glibc
package import StudioCore

/// The pictures of the gallery in SQLite, for finding: a cache made from the folder and its sidecars. The file is opened
/// when it is first asked; one that is damaged or of a newer Easel is moved aside and made again.
package actor GalleryIndex {
    private let folders: Folders
    private let time: LocalTime
    private var database: IndexDatabase?
    /// Which file that is.
    private var file = FileIdentity()
    /// How many have been opened so far.
    private var opening = 0

    /// Touches nothing on disk.
    /// - Parameter time: whose days pictures belong to.
    package init(folders: Folders, time: LocalTime = .system) {
        self.folders = folders
        self.time = time
    }

    /// Newest first.
    package func recent(limit: Int, offset: Int = 0) async throws(StoreFailure) -> [PictureEntry] {
        try await page(.all, offset: offset, limit: limit)
    }

    /// A part of what the query finds, in its order.
    package func page(_ query: GalleryQuery, offset: Int = 0, limit: Int) async throws(StoreFailure) -> [PictureEntry] {
        try await using { try $0.page(query, offset: offset, limit: limit) }
    }

    package func count(_ query: GalleryQuery) async throws(StoreFailure) -> Int {
        try await using { try $0.count(query) }
    }

    /// What is to be shown at once for a text that is being typed.
    package struct Found: Hashable, Sendable {
        package var pictures: [PictureEntry]
        /// In all.
        package var count: Int
    }

    /// The first page, and how many there are. Who types on cancels the task of what was typed before: a question that
    /// nobody waits for any more is not asked.
    /// - Returns: nil when the task was cancelled.
    package func search(_ query: GalleryQuery, limit: Int) async throws(StoreFailure) -> Found? {
        if Task.isCancelled { return nil }
        let pictures = try await page(query, limit: limit)
        if Task.isCancelled { return nil }
        return Found(pictures: pictures, count: pictures.count < limit ? pictures.count : try await count(query))
    }

    /// Of all that the query finds, newest first; tags by how many have them.
    package func albums(_ grouping: Album.Grouping, of query: GalleryQuery = .all) async throws(StoreFailure) -> [Album]
    {
        try await using { try $0.albums(grouping, query) }
    }

    /// Those of these (relative to the gallery) that are listed.
    package func entries(at paths: [String]) async throws(StoreFailure) -> [PictureEntry] {
        try await using { try $0.entries(at: paths) }
    }

    /// Where a picture's turn came from, the nearest first, as far as pictures of it are here; at most `limit`.
    package func lineage(of turn: String, limit: Int = 12) async throws(StoreFailure) -> [PictureAncestor] {
        try await using { try $0.lineage(of: turn, limit: limit) }
    }

    package func count() async throws(StoreFailure) -> Int { try await using { try $0.count() } }

    /// Looks again at pictures whose files were just changed, moved or put there.
    package func update(_ paths: [String]) async throws(StoreFailure) {
        guard database != nil || SafeFile.exists(folders.index) else { return }
        let gallery = folders.gallery
        let items = paths.map { GalleryScan.Item(looking: $0, in: gallery) }
        let gone = items.filter { $0.picture == nil && $0.sidecar == nil }.map(\.path)
        let there = items.filter { $0.picture != nil || $0.sidecar != nil }
        try await using { index in
            try index.remove(gone)
            try index.replace(there.map { IndexedPicture($0, in: gallery) })
        }
    }

    /// Adds a picture that was just stored. A failure is nobody's concern: the next `refresh` finds the picture. An index
    /// that was never made is not made now, since it would hold this picture alone.
    func add(_ sidecar: Sidecar, path: String) {
        guard database != nil || SafeFile.exists(folders.index) else { return }
        let item = GalleryScan.Item(looking: path, in: folders.gallery)
        try? opened().replace([IndexedPicture(PictureEntry(sidecar, path: path), stamp: item.stamp)])
    }

    /// Where bytes with this hash may be now, relative to the gallery, likely ones first; to be checked by the caller.
    func candidates(sha256: String, bytes: Int) async -> [String] {
        guard (try? await refresh()) != nil else { return [] }
        return (try? await using { try $0.paths(sha256: sha256, bytes: bytes) }) ?? []
    }

    /// Brings the index up to the folder: what is new in, what is gone out, by names alone where nothing changed.
    /// Questions are answered meanwhile.
    /// - Parameter progress: pictures read so far, and how many there are to read.
    /// - Returns: how many pictures are listed.
    @discardableResult
    package func refresh(progress: @Sendable (Int, Int) -> Void = { _, _ in }) async throws(StoreFailure) -> Int {
        let items = await Self.scan(folders.gallery)
        // Somebody may put another file in its place meanwhile, which then has a part of it only.
        for _ in 0..<3 {
            try await using { _ in }
            let before = opening
            let known = try await using { try $0.known() }
            try await update(to: items, from: known, progress)
            if opening == before { break }
        }
        return items.count
    }

    /// The same for these folders alone (relative to the gallery; empty is the gallery itself), and not for folders in
    /// them: quick, for who knows where something has changed.
    package func refresh(folders changed: some Collection<String> & Sendable) async throws(StoreFailure) {
        guard database != nil || SafeFile.exists(folders.index) else { return }
        for folder in changed {
            let items = await Self.scan(folders.gallery, folder)
            let known = try await using { try $0.known(in: folder) }
            try await update(to: items, from: known) { _, _ in }
        }
    }

    private func update(
        to items: [GalleryScan.Item], from known: [String: Int64], _ progress: @Sendable (Int, Int) -> Void
    ) async throws(StoreFailure) {
        let new = items.filter { known[$0.path] != $0.stamp }
        if known.count > items.count - new.count {
            let there = Set(items.map(\.path))
            try await using { try $0.remove(known.keys.filter { !there.contains($0) }) }
        }
        var done = 0
        for piece in Self.pieces(of: new) {
            let entries = await Self.read(piece, in: folders.gallery)
            try await using { try $0.replace(entries) }
            done += piece.count
            progress(done, new.count)
        }
    }

    /// Forgets everything and reads the folder anew, into a new file: until it is whole the old one answers.
    @discardableResult
    package func rebuild(progress: @Sendable (Int, Int) -> Void = { _, _ in }) async throws(StoreFailure) -> Int {
        let items = await Self.scan(folders.gallery)
        let temporary = SafeFile.temporaryName(for: folders.index)
        defer { unlink(temporary) }
        do {
            try SafeFile.makeFolder(folders.cache)
            let fresh = try IndexDatabase(path: temporary, time: time, isScratch: true)
            var done = 0
            for piece in Self.pieces(of: items) {
                try fresh.replace(await Self.read(piece, in: folders.gallery))
                done += piece.count
                progress(done, items.count)
            }
            database = nil
            unlink(folders.index + "-journal")
            let code = SafeFile.place(temporary, at: folders.index, .replacing)
            if code != 0 { throw StoreFailure.from(code, doing: "write", folders.index) }
        } catch {
            throw failure(error)
        }
        return items.count
    }

    @concurrent
    private static func scan(_ gallery: String) async -> [GalleryScan.Item] { GalleryScan.items(in: gallery) }

    @concurrent
    private static func scan(_ gallery: String, _ folder: String) async -> [GalleryScan.Item] {
        GalleryScan.items(in: gallery, folder: folder)
    }

    private static func pieces(of items: [GalleryScan.Item]) -> [ArraySlice<GalleryScan.Item>] {
        stride(from: 0, to: items.count, by: 1000).map { items[$0..<min(items.count, $0 + 1000)] }
    }

    /// Looks at the files of a piece on all cores.
    private static func read(_ items: ArraySlice<GalleryScan.Item>, in gallery: String) async -> [IndexedPicture] {
        await withTaskGroup(of: [IndexedPicture].self) { group in
            for start in stride(from: items.startIndex, to: items.endIndex, by: 125) {
                let part = items[start..<min(items.endIndex, start + 125)]
                group.addTask { part.map { IndexedPicture($0, in: gallery) } }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }

    // MARK: Opening

    /// Asks the database; when it turns out to be damaged, once more of a new one made from the folder.
    private func using<Value>(_ body: (IndexDatabase) throws -> Value) async throws(StoreFailure) -> Value {
        do {
            do {
                // Deleted or replaced under our hands: what has its name now is the index, filled where it is a new one.
                if database != nil, FileIdentity(folders.index) != file {
                    database = nil
                    if try opened().count() == 0 { try await rebuild() }
                }
                return try body(opened())
            } catch  where Self.isDamage(error) {
                moveAside()
                try await rebuild()
                return try body(opened())
            }
        } catch {
            throw failure(error)
        }
    }

    private func opened() throws -> IndexDatabase {
        if let database { return database }
        try SafeFile.makeFolder(folders.cache)
        let fresh: IndexDatabase
        do {
            fresh = try IndexDatabase(path: folders.index, time: time)
        } catch is IndexDatabase.Unusable {
            throw DatabaseError(resultCode: .SQLITE_NOTADB)
        }
        database = fresh
        file = FileIdentity(folders.index)
        opening += 1
        return fresh
    }

    /// Kept for whoever wants to know what happened; the one before it goes.
    private func moveAside() {
        database = nil
        let aside = folders.index + ".damaged"
        // A file and a folder do not replace one another.
        if rename(folders.index, aside) != 0, errno != ENOENT {
            if unlink(aside) != 0 { rmdir(aside) }
            rename(folders.index, aside)
        }
        for ending in ["-journal", "-wal", "-shm"] { unlink(folders.index + ending) }
    }

    private static func isDamage(_ error: any Error) -> Bool {
        // A value of another kind than its column's.
        if error is RowDecodingError { return true }
        return switch (error as? DatabaseError)?.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT, .SQLITE_ERROR, .SQLITE_MISMATCH: true
        // Something that is no file has the name, or it has gone since it was looked at.
        case .SQLITE_CANTOPEN, .SQLITE_READONLY: true
        // For seconds: a log that was put beside it keeps somebody in a mode of locking that is not ours.
        case .SQLITE_BUSY: true
        default: false
        }
    }

    private nonisolated func failure(_ error: any Error) -> StoreFailure {
        if let failure = error as? StoreFailure { return failure }
        return StoreFailure(
            (error as? DatabaseError)?.resultCode == .SQLITE_FULL ? .diskFull : .io, path: folders.index,
            message: "The gallery's index \(folders.index) cannot be used: \(error).",
            advice: "The pictures are not touched. Free some space if the disk is full, then run: easel gallery reindex"
        )
    }
}
