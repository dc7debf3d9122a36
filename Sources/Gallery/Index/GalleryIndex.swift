import FoundationEssentials
import GRDB
import Glibc
package import StudioCore

/// The pictures of the gallery in SQLite, for finding: a cache in the cache folder, made from the folder and its sidecars,
/// and made again whenever it is gone or damaged.
package struct GalleryIndex: Sendable {
    private static let version = 1
    private let folders: Folders
    private let database: DatabaseQueue

    /// Opens the index, or makes it; a file that is no database, or of a newer version, is moved aside.
    package init(folders: Folders) throws(StoreFailure) {
        self.folders = folders
        try SafeFile.makeFolder(folders.cache)
        do {
            database = try Self.open(folders.index)
        } catch {
            let aside = folders.index + ".damaged"
            rename(folders.index, aside)
            unlink(folders.index + "-wal")
            unlink(folders.index + "-shm")
            do {
                database = try Self.open(folders.index)
            } catch {
                throw StoreFailure(
                    .io, path: folders.index, message: "Cannot make the gallery index \(folders.index): \(error).",
                    advice: "Delete the file, or fix the permissions of its folder.")
            }
        }
        _ = chmod(folders.index, 0o600)
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { db in
            let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            if found != version {
                guard found == 0 else { throw DatabaseError(message: "version \(found)") }
                try db.execute(
                    sql: """
                        CREATE TABLE picture (
                          path TEXT PRIMARY KEY, created REAL NOT NULL, bytes INTEGER NOT NULL, width INTEGER NOT NULL,
                          height INTEGER NOT NULL, model TEXT NOT NULL, session TEXT NOT NULL, turn TEXT NOT NULL,
                          prompt TEXT NOT NULL, cost REAL NOT NULL, role TEXT NOT NULL);
                        CREATE INDEX picture_created ON picture(created);
                        CREATE VIRTUAL TABLE picture_text USING fts5(prompt, model, session, content='picture', tokenize='unicode61 remove_diacritics 2');
                        CREATE TRIGGER picture_ai AFTER INSERT ON picture BEGIN
                          INSERT INTO picture_text(rowid, prompt, model, session) VALUES (new.rowid, new.prompt, new.model, new.session);
                        END;
                        CREATE TRIGGER picture_ad AFTER DELETE ON picture BEGIN
                          INSERT INTO picture_text(picture_text, rowid, prompt, model, session) VALUES ('delete', old.rowid, old.prompt, old.model, old.session);
                        END;
                        PRAGMA user_version = \(version);
                        """)
            }
            _ = try String.fetchOne(db, sql: "SELECT path FROM picture LIMIT 1")
        }
        return queue
    }

    /// One picture as the list shows it.
    package struct Entry: Hashable, Sendable {
        /// Relative to the gallery.
        package var path: String
        /// Seconds since 1970.
        package var created: Double
        package var bytes: Int
        package var width: Int
        package var height: Int
        package var model: String
        package var session: String
        package var turn: String
        package var prompt: String
        package var cost: Double
        package var role: String
    }

    /// Brings the index up to the folder: new pictures in, vanished ones out. Returns how many there are.
    package func refresh() throws(StoreFailure) -> Int {
        var onDisk: Set<String> = []
        for folder in SafeFile.list(folders.gallery) where !folder.hasPrefix(".") {
            for file in SafeFile.list("\(folders.gallery)/\(folder)")
            where !file.hasPrefix(".") && !file.hasSuffix(".json") && !file.hasSuffix(".part") {
                onDisk.insert("\(folder)/\(file)")
            }
        }
        return try wrap {
            try database.write { db in
                let known = Set(try String.fetchAll(db, sql: "SELECT path FROM picture"))
                for path in known.subtracting(onDisk) {
                    try db.execute(sql: "DELETE FROM picture WHERE path = ?", arguments: [path])
                }
                for path in onDisk.subtracting(known) { try insert(path, db) }
                return onDisk.count
            }
        }
    }

    /// Forgets everything and reads the folder anew.
    package func rebuild() throws(StoreFailure) -> Int {
        try wrap { try database.write { db in try db.execute(sql: "DELETE FROM picture") } }
        return try refresh()
    }

    /// Newest first; `query` is matched word by word against prompt, model and session.
    package func find(_ query: String?, limit: Int = 100, offset: Int = 0) throws(StoreFailure) -> [Entry] {
        let words = (query ?? "").split(whereSeparator: { !($0.isLetter || $0.isNumber) })
        let match = words.map { "\"\($0)\"*" }.joined(separator: " ")
        return try wrap {
            try database.read { db in
                let rows =
                    match.isEmpty
                    ? try Row.fetchAll(
                        db, sql: "SELECT * FROM picture ORDER BY created DESC, path LIMIT ? OFFSET ?",
                        arguments: [limit, offset])
                    : try Row.fetchAll(
                        db,
                        sql:
                            "SELECT picture.* FROM picture_text JOIN picture ON picture.rowid = picture_text.rowid WHERE picture_text MATCH ? ORDER BY created DESC, path LIMIT ? OFFSET ?",
                        arguments: [match, limit, offset])
                return rows.map(Self.entry)
            }
        }
    }

    private static func entry(_ row: Row) -> Entry {
        Entry(
            path: row["path"], created: row["created"], bytes: row["bytes"], width: row["width"],
            height: row["height"], model: row["model"], session: row["session"], turn: row["turn"],
            prompt: row["prompt"], cost: row["cost"], role: row["role"])
    }

    private func insert(_ path: String, _ db: Database) throws {
        let full = "\(folders.gallery)/\(path)"
        guard let info = SafeFile.info(full) else { return }
        let sidecar = try? Sidecar.read(besides: full)
        try db.execute(
            sql: "INSERT OR REPLACE INTO picture VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            arguments: [
                path, sidecar?.created.timeIntervalSince1970 ?? Double(info.changed), info.bytes, sidecar?.width ?? 0,
                sidecar?.height ?? 0, sidecar.map { "\($0.provider)/\($0.model)" } ?? "", sidecar?.session ?? "",
                sidecar?.turn.rawValue ?? "", sidecar?.prompt ?? "", sidecar?.cost.amount ?? 0,
                sidecar?.role.rawValue ?? "final",
            ])
    }

    private func wrap<Value>(_ body: () throws -> Value) throws(StoreFailure) -> Value {
        do {
            return try body()
        } catch let failure as StoreFailure {
            throw failure
        } catch {
            throw StoreFailure(
                .io, path: folders.index, message: "The gallery index failed: \(error).",
                advice: "easel gallery reindex makes it anew; the pictures are not touched.")
        }
    }
}
