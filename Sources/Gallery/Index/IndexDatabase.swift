import GRDB
import Glibc
import StudioCore

/// The SQLite file behind the index: its tables and how they are filled, and nothing of when that is.
///
/// What is asked by number is in a table of its own with short rows (`picture`), so that going through all of them is
/// quick; what is only shown is beside it (`detail`), and what is searched by word is in `picture_text`.
struct IndexDatabase: Sendable {
    /// The file holds something this version cannot use.
    struct Unusable: Error {}

    private static let version: Int32 = 2
    let queue: DatabaseQueue
    let time: LocalTime

    /// Opens or makes the file. A rollback journal and no fsync: everything in here can be made again, and a log beside
    /// the file is one more thing that can be swapped under it.
    /// - Parameters:
    ///   - time: whose days pictures are counted to.
    ///   - isScratch: nobody else knows the file yet, and it goes when anything fails.
    init(path: String, time: LocalTime = .system, isScratch: Bool = false) throws {
        self.time = time
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            let journal = isScratch ? "OFF" : "TRUNCATE"
            try db.execute(sql: "PRAGMA journal_mode = \(journal); PRAGMA synchronous = OFF")
            if isScratch { try db.execute(sql: "PRAGMA cache_size = -16000") }
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
        _ = try queue.read {
            try Row.fetchOne($0, sql: "SELECT * FROM picture JOIN detail USING (id) ORDER BY id DESC LIMIT 1")
        }
    }

    /// `id` grows with `created`, so that newest first is the order of the rows, for the text table too: no sorting, ever.
    private static let schema = """
        CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
        CREATE TABLE picture (
          id INTEGER PRIMARY KEY, created REAL NOT NULL, day INTEGER NOT NULL, width INTEGER NOT NULL,
          height INTEGER NOT NULL, cost REAL NOT NULL, rating INTEGER NOT NULL, flags INTEGER NOT NULL,
          model INTEGER NOT NULL, session INTEGER NOT NULL);
        CREATE TABLE detail (
          id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL, bytes INTEGER NOT NULL,
          sha256 TEXT NOT NULL, turn TEXT NOT NULL, parent TEXT NOT NULL, prompt TEXT NOT NULL, tags TEXT NOT NULL,
          note TEXT NOT NULL);
        CREATE INDEX detail_bytes ON detail(bytes);
        CREATE INDEX detail_turn ON detail(turn) WHERE turn <> '';
        CREATE VIRTUAL TABLE picture_text USING fts5(
          prompt, model, session, tags, note, content='', columnsize=0, prefix='1 2 3',
          tokenize='unicode61 remove_diacritics 2');
        PRAGMA user_version = \(version);
        """

    // MARK: Writing

    func replace(_ pictures: [IndexedPicture]) throws {
        try queue.write { db in
            let writer = try IndexWriter(db, time: time)
            for picture in pictures { try writer.replace(picture) }
        }
    }

    func remove(_ paths: some Sequence<String>) throws {
        try queue.write { db in
            let writer = try IndexWriter(db, time: time)
            for path in paths { try writer.remove(path) }
        }
    }
}
