import FoundationEssentials
import GRDB
import Glibc
package import StudioCore

/// The pictures of the gallery in SQLite, for finding: a cache made from the folder and its sidecars. The file is opened
/// when it is first asked; one that is damaged or of a newer Easel is moved aside and made again.
package actor GalleryIndex {
    private let folders: Folders
    private var database: IndexDatabase?

    /// Touches nothing on disk.
    package init(folders: Folders) { self.folders = folders }

    /// Newest first.
    package func recent(limit: Int, offset: Int = 0) async throws(StoreFailure) -> [PictureEntry] {
        try await using { try $0.recent(limit: limit, offset: offset) }
    }

    /// Newest first: pictures with every word of `text` in prompt, model or session, upper case and accents aside; the
    /// last word may be a beginning. All pictures when there is no word in it.
    package func search(_ text: String, limit: Int = 100, offset: Int = 0) async throws(StoreFailure) -> [PictureEntry]
    {
        let words = text.split { !($0.isLetter || $0.isNumber) }.map(String.init)
        if words.isEmpty { return try await recent(limit: limit, offset: offset) }
        return try await using { try $0.search(words: words, limit: limit, offset: offset) }
    }

    package func count() async throws(StoreFailure) -> Int { try await using { try $0.count() } }

    /// Adds a picture that was just stored. A failure is nobody's concern: the next `refresh` finds the picture. An index
    /// that was never made is not made now, since it would hold this picture alone.
    func add(_ sidecar: Sidecar, path: String) {
        guard database != nil || SafeFile.exists(folders.index) else { return }
        try? opened().replace([PictureEntry(sidecar, path: path)])
    }

    /// Where bytes with this hash may be now, relative to the gallery, likely ones first; to be checked by the caller.
    func candidates(sha256: String, bytes: Int) async -> [String] {
        guard (try? await refresh()) != nil else { return [] }
        return (try? await using { try $0.paths(sha256: sha256, bytes: bytes) }) ?? []
    }

    /// Brings the index up to the folder: what is new in, what is gone out, by names alone where nothing changed.
    /// - Parameter progress: pictures read so far, and how many there are to read.
    /// - Returns: how many pictures are listed.
    @discardableResult
    package func refresh(progress: @Sendable (Int, Int) -> Void = { _, _ in }) async throws(StoreFailure) -> Int {
        let gallery = folders.gallery
        let items = GalleryScan.items(in: gallery)
        try await using { database in
            let known = try database.known()
            let there = Set(items)
            try database.remove(known.subtracting(there).map(\.path))
            try Self.fill(database, with: items.filter { !known.contains($0) }, gallery: gallery, progress: progress)
        }
        return items.count
    }

    /// Forgets everything and reads the folder anew, into a new file: until it is whole the old one answers other studios.
    @discardableResult
    package func rebuild(progress: @Sendable (Int, Int) -> Void = { _, _ in }) async throws(StoreFailure) -> Int {
        let items = GalleryScan.items(in: folders.gallery)
        let temporary = SafeFile.temporaryName(for: folders.index)
        defer { unlink(temporary) }
        do {
            try SafeFile.makeFolder(folders.cache)
            try Self.fill(IndexDatabase(path: temporary), with: items, gallery: folders.gallery, progress: progress)
            database = nil
            unlink(folders.index + "-journal")
            let code = SafeFile.place(temporary, at: folders.index, .replacing)
            if code != 0 { throw StoreFailure.from(code, doing: "write", folders.index) }
        } catch {
            throw failure(error)
        }
        return items.count
    }

    private static func fill(
        _ database: IndexDatabase, with items: [GalleryScan.Item], gallery: String, progress: (Int, Int) -> Void
    ) throws {
        for start in stride(from: 0, to: items.count, by: 1000) {
            let piece = items[start..<min(items.count, start + 1000)]
            try database.replace(piece.map { PictureEntry($0, in: gallery) })
            progress(piece.endIndex, items.count)
        }
    }

    // MARK: Opening

    /// Asks the database; when it turns out to be damaged, once more of a new one made from the folder.
    private func using<Value>(_ body: (IndexDatabase) throws -> Value) async throws(StoreFailure) -> Value {
        do {
            do {
                return try body(opened())
            } catch let error as DatabaseError where Self.isDamage(error) {
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
            fresh = try IndexDatabase(path: folders.index)
        } catch is IndexDatabase.Unusable {
            throw DatabaseError(resultCode: .SQLITE_NOTADB)
        }
        database = fresh
        return fresh
    }

    /// Kept for whoever wants to know what happened; the one before it goes.
    private func moveAside() {
        database = nil
        rename(folders.index, folders.index + ".damaged")
        for ending in ["-journal", "-wal", "-shm"] { unlink(folders.index + ending) }
    }

    private static func isDamage(_ error: DatabaseError) -> Bool {
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT, .SQLITE_ERROR, .SQLITE_MISMATCH: true
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
