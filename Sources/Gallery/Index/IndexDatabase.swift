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

    private static let version: Int32 = 3
    let queue: DatabaseQueue
    let time: LocalTime
    private let isScratch: Bool

    /// Opens or makes the file. A rollback journal and no fsync: everything in here can be made again, and a log beside
    /// the file is one more thing that can be swapped under it.
    /// - Parameters:
    ///   - time: whose days pictures are counted to.
    ///   - isScratch: nobody else knows the file yet, and it goes when anything fails.
    init(path: String, time: LocalTime = .system, isScratch: Bool = false) throws {
        self.time = time
        self.isScratch = isScratch
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            let journal = isScratch ? "OFF" : "TRUNCATE"
            try db.execute(sql: "PRAGMA journal_mode = \(journal); PRAGMA synchronous = OFF")
            if isScratch { try db.execute(sql: "PRAGMA cache_size = -16000") }
        }
        // One transaction from its beginning to `finish`.
        configuration.allowsUnsafeTransactions = isScratch
        // A log beside the file is never ours, and would be taken for the newer half of it.
        for ending in ["-wal", "-shm"] { unlink(path + ending) }
        queue = try DatabaseQueue(path: path, configuration: configuration)
        chmod(path, 0o600)
        let found = try queue.read { try Int32.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
        if found == 0 {
            try queue.write { db in
                // Another studio may have been quicker.
                if try Int32.fetchOne(db, sql: "PRAGMA user_version") == 0 {
                    try db.execute(sql: Self.schema)
                    if !isScratch { try db.execute(sql: Self.indexes) }
                }
            }
        } else if found != Self.version {
            throw Unusable()
        }
        _ = try queue.read {
            try Row.fetchOne($0, sql: "SELECT * FROM picture JOIN detail USING (id) ORDER BY id DESC LIMIT 1")
        }
        if isScratch {
            try queue.writeWithoutTransaction {
                try $0.execute(sql: "BEGIN; INSERT INTO picture_text(picture_text, rank) VALUES ('hashsize', 16777216)")
            }
        }
    }

    /// `id` grows with `created`, so that newest first is the order of the rows, for the text table too: no sorting, ever.
    /// Beginnings of one and two letters are kept beside the words, being those of thousands of words; what begins with
    /// three is found as quickly without.
    private static let schema = """
        CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
        CREATE TABLE picture (
          id INTEGER PRIMARY KEY, created REAL NOT NULL, day INTEGER NOT NULL, width INTEGER NOT NULL,
          height INTEGER NOT NULL, cost REAL NOT NULL, rating INTEGER NOT NULL, flags INTEGER NOT NULL,
          model INTEGER NOT NULL, session INTEGER NOT NULL);
        CREATE TABLE detail (
          id INTEGER PRIMARY KEY, path TEXT NOT NULL, stamp INTEGER NOT NULL, bytes INTEGER NOT NULL,
          sha256 TEXT NOT NULL, turn TEXT NOT NULL, parent TEXT NOT NULL, prompt TEXT NOT NULL, tags TEXT NOT NULL,
          note TEXT NOT NULL);
        CREATE VIRTUAL TABLE picture_text USING fts5(
          prompt, model, session, tags, note, state, content='', columnsize=0, prefix='1 2',
          tokenize='unicode61 remove_diacritics 2');
        PRAGMA user_version = \(version);
        """

    /// Made last where everything comes at once.
    private static let indexes = """
        CREATE INDEX detail_path ON detail(path, stamp);
        CREATE INDEX detail_bytes ON detail(bytes);
        CREATE INDEX detail_turn ON detail(turn) WHERE turn <> '';
        """

    // MARK: Writing

    /// The oldest first, whatever their order: rows behind the last one are written several times as quickly.
    func replace(_ pictures: [IndexedPicture]) throws {
        let rows = pictures.indices.map { (id: IndexWriter.id(pictures[$0].entry), index: $0) }.sorted { $0.id < $1.id }
        try write { db in
            let writer = try IndexWriter(db, time: time)
            for row in rows {
                // What nobody else knew had each path once only.
                if !isScratch { try writer.remove(pictures[row.index].entry.path) }
                try writer.add(pictures[row.index], id: row.id)
            }
        }
    }

    func remove(_ paths: some Sequence<String>) throws {
        try write { db in
            let writer = try IndexWriter(db, time: time)
            for path in paths { try writer.remove(path) }
        }
    }

    /// Ends the filling of one that nobody else knew.
    func finish() throws {
        try queue.writeWithoutTransaction {
            try $0.execute(
                sql: """
                    INSERT INTO picture_text(picture_text, rank) VALUES ('hashsize', 1048576);
                    \(Self.indexes)
                    COMMIT
                    """)
        }
    }

    private func write(_ body: (Database) throws -> Void) throws {
        if isScratch { try queue.writeWithoutTransaction(body) } else { try queue.write(body) }
    }
}
