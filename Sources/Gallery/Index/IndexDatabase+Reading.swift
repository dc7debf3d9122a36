import GRDB

extension IndexDatabase {
    /// What is known of the files in a folder (relative to the gallery; empty is the gallery itself), to compare with
    /// what is there.
    func known(in folder: String) throws -> [String: Int64] {
        // "0" is what comes after "/": a range, so that the index of paths answers.
        let (condition, arguments): (String, StatementArguments) =
            folder.isEmpty
            ? ("instr(path, '/') = 0", [])
            : (
                "path > ? AND path < ? AND instr(substr(path, ?), '/') = 0",
                ["\(folder)/", "\(folder)0", folder.unicodeScalars.count + 2]
            )
        return try queue.read { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT path, stamp FROM detail WHERE \(condition)", arguments: arguments)
            var stamps: [String: Int64] = [:]
            while let row = try rows.next() {
                stamps[try row.decode(String.self, atIndex: 0)] = try row.decode(Int64.self, atIndex: 1)
            }
            return stamps
        }
    }

    /// What is listed in other folders than these.
    func paths(outside folders: Set<String>) throws -> [String] {
        try queue.read { db in
            let paths = try String.fetchCursor(db, sql: "SELECT path FROM detail")
            var outside: [String] = []
            while let path = try paths.next() {
                let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
                if !folders.contains(slash.map { String(path[..<$0]) } ?? "") { outside.append(path) }
            }
            return outside
        }
    }

    /// The turns that a turn came from, the nearest first, as far as their pictures are here.
    func lineage(of turn: String, limit: Int) throws -> [PictureAncestor] {
        try queue.read { db in
            // A row each turn; what goes round in circles ends at the depth.
            let rows = try Row.fetchAll(
                db,
                sql: """
                    WITH RECURSIVE up(turn, depth) AS (
                      SELECT parent, 1 FROM detail WHERE turn = ?1 AND turn <> ''
                      UNION SELECT parent, depth + 1 FROM detail JOIN up ON detail.turn = up.turn
                      WHERE detail.turn <> '' AND depth < ?2)
                    SELECT detail.turn, prompt, min(path), min(depth) FROM up JOIN detail ON detail.turn = up.turn
                    WHERE detail.turn <> '' AND detail.turn <> ?1 GROUP BY detail.turn ORDER BY min(depth)
                    """, arguments: [turn, limit])
            return try rows.map { row in
                PictureAncestor(
                    turn: try row.decode(atIndex: 0), prompt: try row.decode(atIndex: 1),
                    path: try row.decode(atIndex: 2))
            }
        }
    }

    /// Pictures of all kinds, those in the trash too.
    func count() throws -> Int { try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM picture") ?? 0 } }

    func count(_ query: GalleryQuery) throws -> Int {
        let plan = QueryPlan(query)
        return try queue.read {
            try Int.fetchOne(
                $0, sql: "SELECT count(*) \(plan.source(needsPicture: false))", arguments: plan.sourceArguments) ?? 0
        }
    }

    func page(_ query: GalleryQuery, offset: Int, limit: Int) throws -> [PictureEntry] {
        let plan = QueryPlan(query)
        let sql = """
            SELECT \(Self.columns) FROM
              (SELECT \(plan.id) AS found \(plan.source(needsPicture: plan.isSortedByPicture))
               \(plan.order(isInner: true)) LIMIT ? OFFSET ?)
            \(Self.joins) \(plan.order(isInner: false))
            """
        return try queue.read { db in
            try Row.fetchAll(db, sql: sql, arguments: plan.sourceArguments + [limit, offset]).map(Self.entry)
        }
    }

    /// Those of these that are listed.
    func entries(at paths: [String]) throws -> [PictureEntry] {
        try queue.read { db in
            let statement = try db.makeStatement(
                sql: "SELECT \(Self.columns) FROM (SELECT id AS found FROM detail WHERE path = ?) \(Self.joins)")
            return try paths.compactMap { try Row.fetchOne(statement, arguments: [$0]).map(Self.entry) }
        }
    }

    func albums(_ grouping: Album.Grouping, _ query: GalleryQuery) throws -> [Album] {
        let plan = QueryPlan(query)
        return try queue.read { db in
            switch grouping {
            case .day, .model, .session:
                let key = grouping == .day ? "picture.day" : "(SELECT text FROM name WHERE id = \(grouping.rawValue))"
                let rows = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT \(key) AS key, number, path FROM
                          (SELECT picture.\(grouping.rawValue), count(*) AS number, max(picture.id) AS found
                           \(plan.source(needsPicture: true)) GROUP BY picture.\(grouping.rawValue)) AS picture
                        JOIN detail ON detail.id = found ORDER BY found DESC
                        """, arguments: plan.sourceArguments)
                return try rows.map { row in
                    let key =
                        grouping == .day
                        ? CivilTime(days: try row.decode(forColumn: "key")).dayText
                        : try row.decode(String.self, forColumn: "key")
                    return Album(
                        grouping: grouping, key: key, count: try row.decode(forColumn: "number"),
                        cover: try row.decode(forColumn: "path"))
                }
            case .tag, .branch:
                let rows = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT tags, turn, parent, path FROM
                          (SELECT \(plan.id) AS found \(plan.source(needsPicture: false)))
                        JOIN detail ON detail.id = found ORDER BY found DESC
                        """, arguments: plan.sourceArguments)
                var albums = AlbumBuilder()
                while let row = try rows.next() {
                    try albums.add(
                        tags: IndexWriter.tags(row.decode(atIndex: 0)), turn: row.decode(atIndex: 1),
                        parent: row.decode(atIndex: 2), path: row.decode(atIndex: 3))
                }
                return grouping == .tag ? albums.tags : albums.branches
            }
        }
    }

    func paths(sha256: String, bytes: Int) throws -> [String] {
        try queue.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT path FROM detail JOIN picture USING (id) WHERE bytes = ? AND sha256 IN (?, '')
                    AND flags & \(PictureFlags.missing.rawValue | PictureFlags.trashed.rawValue) = 0
                    ORDER BY sha256 DESC
                    """, arguments: [bytes, sha256])
        }
    }

    private static let columns = """
        path, created, bytes, width, height, sha256, m.text AS model_name, s.text AS session_name, turn, parent, prompt,
        cost, rating, tags, note, flags, stamp
        """
    private static let joins = """
        JOIN picture ON picture.id = found JOIN detail ON detail.id = found JOIN name m ON m.id = picture.model
        JOIN name s ON s.id = picture.session
        """

    /// - Throws: a value is of another kind than its column's, as in a damaged file.
    private static func entry(_ row: Row) throws -> PictureEntry {
        func text(_ column: String) throws -> String { try row.decode(forColumn: column) }
        func number(_ column: String) throws -> Int { try row.decode(forColumn: column) }
        let flags = PictureFlags(rawValue: try number("flags"))
        return PictureEntry(
            path: try text("path"), created: try row.decode(forColumn: "created"), bytes: try number("bytes"),
            width: try number("width"), height: try number("height"), sha256: try text("sha256"),
            model: try text("model_name"), session: try text("session_name"), turn: try text("turn"),
            parent: try text("parent"), prompt: try text("prompt"), cost: try row.decode(forColumn: "cost"),
            marks: Marks(
                rating: try number("rating"), isStarred: flags.contains(.starred),
                tags: IndexWriter.tags(try text("tags")), note: try text("note")),
            isDraft: flags.contains(.draft), hasSidecar: flags.contains(.sidecar),
            isMissing: flags.contains(.missing), isTrashed: flags.contains(.trashed),
            isImported: flags.contains(.imported), stamp: try row.decode(forColumn: "stamp"))
    }
}
