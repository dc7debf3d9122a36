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
            try index.replace(IndexedPicture.read(there, in: gallery))
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

    /// Brings the index up to the folder: what is new in, what is gone out, by names alone where nothing changed. A folder
    /// at a time, so that it takes no more memory for a large gallery; questions are answered meanwhile.
    /// - Returns: how many pictures are listed.
    @discardableResult
    package func refresh() async throws(StoreFailure) -> Int {
        var count = 0
        // Somebody may put another file in its place meanwhile, which then has a part of it only.
        for _ in 0..<3 {
            let isEmpty = try await self.count() == 0
            let before = opening
            if isEmpty { count = try await fill() } else { count = try await follow() }
            if opening == before { break }
        }
        return count
    }

    /// The same for these folders alone (relative to the gallery; empty is the gallery itself), and not for folders in
    /// them: quick, for who knows where something has changed.
    package func refresh(folders changed: some Collection<String> & Sendable) async throws(StoreFailure) {
        guard database != nil || SafeFile.exists(folders.index) else { return }
        let gallery = folders.gallery
        for folder in changed {
            var difference = Difference()
            let items = await Self.list(folder, in: gallery)
            let known = try await using { try $0.known(in: folder) }
            difference.add(items, known: known)
            try await apply(&difference)
        }
    }

    /// Puts everything into an index that has nothing.
    private func fill() async throws(StoreFailure) -> Int {
        var count = 0
        do {
            try await PictureFeed.forEachPiece(in: folders.gallery) { pictures in
                try await using { try $0.replace(pictures) }
                count += pictures.count
            }
        } catch {
            throw failure(error)
        }
        return count
    }

    private func follow() async throws(StoreFailure) -> Int {
        var walk = GalleryWalk(folders.gallery)
        var (count, visited) = (0, Set<String>())
        var difference = Difference()
        while !walk.isAtEnd {
            let next: [GalleryWalk.Folder]
            (walk, next) = await Self.walk(on: walk)
            for folder in next {
                count += folder.items.count
                visited.insert(folder.path)
                let known = try await using { try $0.known(in: folder.path) }
                difference.add(folder.items, known: known)
            }
            if difference.changed.count >= 1000 { try await apply(&difference) }
        }
        try await apply(&difference)
        // What is left was in folders that are gone.
        if try await self.count() != count {
            try await using { try $0.remove($0.paths(outside: visited)) }
        }
        return count
    }

    /// What a folder has and the index does not, and the other way round.
    private struct Difference {
        var changed: [GalleryScan.Item] = []
        var gone: [String] = []

        mutating func add(_ items: [GalleryScan.Item], known: [String: Int64]) {
            let changed = items.filter { known[$0.path] != $0.stamp }
            self.changed += changed
            if known.count > items.count - changed.count {
                let there = Set(items.map(\.path))
                gone += known.keys.filter { !there.contains($0) }
            }
        }
    }

    private func apply(_ difference: inout Difference) async throws(StoreFailure) {
        let (changed, gone) = (difference.changed, difference.gone)
        difference = Difference()
        if !gone.isEmpty { try await using { try $0.remove(gone) } }
        for start in stride(from: 0, to: changed.count, by: 1000) {
            let piece = Array(changed[start..<min(changed.count, start + 1000)])
            let pictures = await PictureFeed.read(piece, in: folders.gallery)
            try await using { try $0.replace(pictures) }
        }
    }

    @concurrent
    private static func walk(on walk: GalleryWalk) async -> (GalleryWalk, [GalleryWalk.Folder]) {
        var walk = walk
        let folders = walk.next(pictures: 1000)
        return (walk, folders)
    }

    @concurrent
    private static func list(_ folder: String, in gallery: String) async -> [GalleryScan.Item] {
        GalleryScan.items(in: gallery, folder: folder)
    }

    /// Forgets everything and reads the folder anew, into a new file: until it is whole the old one answers.
    @discardableResult
    package func rebuild() async throws(StoreFailure) -> Int {
        let temporary = SafeFile.temporaryName(for: folders.index)
        defer { unlink(temporary) }
        var count = 0
        do {
            try SafeFile.makeFolder(folders.cache)
            let fresh = try IndexDatabase(path: temporary, time: time, isScratch: true)
            try await PictureFeed.forEachPiece(in: folders.gallery) { pictures in
                try fresh.replace(pictures)
                count += pictures.count
            }
            try fresh.finish()
            database = nil
            unlink(folders.index + "-journal")
            let code = SafeFile.place(temporary, at: folders.index, .replacing)
            if code != 0 { throw StoreFailure.from(code, doing: "write", folders.index) }
        } catch {
            throw failure(error)
        }
        return count
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
