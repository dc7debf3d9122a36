import GRDB
import Glibc

/// The SQLite file behind the index: its tables and statements, and nothing of when they are used.
struct IndexDatabase: Sendable {
    /// The file holds something this version cannot use.
    struct Unusable: Error {}

    private static let version: Int32 = 1
    private let queue: DatabaseQueue

    /// Opens or makes the file. A rollback journal and no fsync: everything in here can be made again, and a log beside
    /// the file is one more thing that can be swapped under it.
    init(path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = OFF")
        }
        // A log beside the file is never ours, and would be taken for the newer half of it.
        for ending in ["-wal", "-shm"] { unlink(path + ending) }
        queue = try DatabaseQueue(path: path, configuration: configuration)
        chmod(path, 0o600)
        let found = try queue.read { try Int32.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
        if found == 0 {
            try queue.write { db in
                // Another studio may have been quicker.
                if try Int32.fetchOne(db, sql: "PRAGMA user_version") == 0 { try db.execute(sql: Self.schema) }
            }
        } else if found != Self.version {
            throw Unusable()
        }
        _ = try queue.read { try Row.fetchOne($0, sql: "SELECT * FROM picture ORDER BY id DESC LIMIT 1") }
    }

    /// `id` grows with `created`, so that newest first is the order of the rows, for the text table too: no sorting, ever.
    private static let schema = """
        CREATE TABLE picture (
          id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, created REAL NOT NULL, bytes INTEGER NOT NULL,
          width INTEGER NOT NULL, height INTEGER NOT NULL, sha256 TEXT NOT NULL, model TEXT NOT NULL,
          session TEXT NOT NULL, turn TEXT NOT NULL, prompt TEXT NOT NULL, cost REAL NOT NULL, draft INTEGER NOT NULL,
          sidecar INTEGER NOT NULL, missing INTEGER NOT NULL);
        CREATE INDEX picture_sha256 ON picture(sha256, bytes);
        CREATE VIRTUAL TABLE picture_text USING fts5(
          prompt, model, session, content='picture', content_rowid='id', prefix='1 2 3',
          tokenize='unicode61 remove_diacritics 2');
        CREATE TRIGGER picture_added AFTER INSERT ON picture BEGIN
          INSERT INTO picture_text(rowid, prompt, model, session)
          VALUES (new.id, new.prompt, new.model, new.session);
        END;
        CREATE TRIGGER picture_removed AFTER DELETE ON picture BEGIN
          INSERT INTO picture_text(picture_text, rowid, prompt, model, session)
          VALUES ('delete', old.id, old.prompt, old.model, old.session);
        END;
        PRAGMA user_version = \(version);
        """

    // MARK: Writing

    func replace(_ entries: [PictureEntry]) throws {
        try queue.write { db in
            let delete = try db.makeStatement(sql: "DELETE FROM picture WHERE path = ?")
            let isFree = try db.makeStatement(sql: "SELECT id FROM picture WHERE id = ?")
            let insert = try db.makeStatement(sql: "INSERT INTO picture VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
            for entry in entries {
                try delete.execute(arguments: [entry.path])
                var id = Self.id(entry)
                while try Int64.fetchOne(isFree, arguments: [id]) != nil { id += 1 }
                try insert.execute(arguments: [
                    id, entry.path, entry.created, entry.bytes, entry.width, entry.height, entry.sha256, entry.model,
                    entry.session, entry.turn, entry.prompt, entry.cost, entry.isDraft, entry.hasSidecar,
                    entry.isMissing,
                ])
            }
        }
    }

    func remove(_ paths: some Sequence<String>) throws {
        try queue.write { db in
            for path in paths { try db.execute(sql: "DELETE FROM picture WHERE path = ?", arguments: [path]) }
        }
    }

    /// Milliseconds, then 20 bits of the path to tell pictures of one turn apart.
    private static func id(_ entry: PictureEntry) -> Int64 {
        let milliseconds = Int64(max(0, min(8_000_000_000, entry.created)) * 1000)
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in entry.path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 }
        return milliseconds << 20 | Int64(hash >> 44)
    }

    // MARK: Reading

    /// What is known of the files, to compare with what is there.
    func known() throws -> Set<GalleryScan.Item> {
        try queue.read { db in
            let rows = try Row.fetchCursor(db, sql: "SELECT path, sidecar, missing FROM picture")
            var items: Set<GalleryScan.Item> = []
            while let row = try rows.next() {
                let missing = try row.decode(Bool.self, atIndex: 2)
                items.insert(
                    GalleryScan.Item(
                        path: try row.decode(atIndex: 0), hasPicture: !missing, hasSidecar: try row.decode(atIndex: 1)))
            }
            return items
        }
    }

    func count() throws -> Int { try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM picture") ?? 0 } }

    func recent(limit: Int, offset: Int) throws -> [PictureEntry] {
        try fetch("SELECT * FROM picture ORDER BY id DESC LIMIT ? OFFSET ?", [limit, offset])
    }

    /// Every word must be there, the last one may be a beginning.
    func search(words: [String], limit: Int, offset: Int) throws -> [PictureEntry] {
        // Words hold letters and digits only; quoted, none of them is an operator.
        let match = words.map { "\"\($0)\"" }.joined(separator: " ") + "*"
        return try fetch(
            """
            SELECT picture.* FROM picture JOIN
              (SELECT rowid AS found FROM picture_text WHERE picture_text MATCH ? ORDER BY rowid DESC LIMIT ? OFFSET ?)
            ON picture.id = found ORDER BY picture.id DESC
            """, [match, limit, offset])
    }

    func paths(sha256: String, bytes: Int) throws -> [String] {
        try queue.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT path FROM picture WHERE missing = 0 AND bytes = ? AND sha256 IN (?, '') ORDER BY sha256 DESC
                    """, arguments: [bytes, sha256])
        }
    }

    private func fetch(_ sql: String, _ arguments: StatementArguments) throws -> [PictureEntry] {
        try queue.read { db in
            try Row.fetchAll(db, sql: sql, arguments: arguments).map(Self.entry)
        }
    }

    /// - Throws: a value is of another kind than its column's, as in a damaged file.
    private static func entry(_ row: Row) throws -> PictureEntry {
        func text(_ column: String) throws -> String { try row.decode(forColumn: column) }
        func number(_ column: String) throws -> Int { try row.decode(forColumn: column) }
        func flag(_ column: String) throws -> Bool { try row.decode(forColumn: column) }
        return PictureEntry(
            path: try text("path"), created: try row.decode(forColumn: "created"), bytes: try number("bytes"),
            width: try number("width"), height: try number("height"), sha256: try text("sha256"),
            model: try text("model"), session: try text("session"), turn: try text("turn"),
            prompt: try text("prompt"), cost: try row.decode(forColumn: "cost"), isDraft: try flag("draft"),
            hasSidecar: try flag("sidecar"), isMissing: try flag("missing"))
    }
}
