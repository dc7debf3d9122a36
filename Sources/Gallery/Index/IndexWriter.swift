import FoundationEssentials
import GRDB

/// Puts pictures into the index's tables and takes them out: all of one transaction.
final class IndexWriter {
    private let db: Database
    private let time: LocalTime
    private let find: Statement
    private let isFree: Statement
    private let addPicture: Statement
    private let addDetail: Statement
    private let addText: Statement
    private let addName: Statement
    private let findName: Statement
    private var names: [String: Int64] = [:]

    init(_ db: Database, time: LocalTime) throws {
        self.db = db
        self.time = time
        find = try db.cachedStatement(sql: "SELECT id FROM detail WHERE path = ?")
        isFree = try db.cachedStatement(sql: "SELECT id FROM picture WHERE id = ?")
        addPicture = try db.cachedStatement(sql: "INSERT INTO picture VALUES (?,?,?,?,?,?,?,?,?,?)")
        addDetail = try db.cachedStatement(sql: "INSERT INTO detail VALUES (?,?,?,?,?,?,?,?,?,?)")
        addText = try db.cachedStatement(
            sql: "INSERT INTO picture_text(rowid, prompt, model, session, tags, note) VALUES (?,?,?,?,?,?)")
        addName = try db.cachedStatement(sql: "INSERT OR IGNORE INTO name(text) VALUES (?)")
        findName = try db.cachedStatement(sql: "SELECT id FROM name WHERE text = ?")
    }

    func replace(_ picture: IndexedPicture) throws {
        let entry = picture.entry
        try remove(entry.path)
        var id = Self.id(entry)
        while try Int64.fetchOne(isFree, arguments: [id]) != nil { id += 1 }
        let marks = entry.marks
        let tags = Self.text(tags: marks.tags)
        try addPicture.execute(arguments: [
            id, entry.created, Self.day(entry.created, time), entry.width, entry.height, entry.cost, marks.rating,
            PictureFlags(entry).rawValue, try name(entry.model), try name(entry.session),
        ])
        try addDetail.execute(arguments: [
            id, entry.path, picture.stamp, entry.bytes, entry.sha256, entry.turn, entry.parent, entry.prompt, tags,
            marks.note,
        ])
        try addText.execute(arguments: [
            id, SearchText.spaced(entry.prompt), SearchText.spaced(entry.model), SearchText.spaced(entry.session),
            SearchText.spaced(tags), SearchText.spaced(marks.note),
        ])
    }

    func remove(_ path: String) throws {
        guard let id = try Int64.fetchOne(find, arguments: [path]) else { return }
        let old = try Row.fetchOne(
            db,
            sql: """
                SELECT prompt, m.text, s.text, tags, note FROM detail JOIN picture USING (id)
                JOIN name m ON m.id = model JOIN name s ON s.id = session WHERE id = ?
                """, arguments: [id])
        if let old {
            // The text table keeps no text, so it has to be told which words to forget.
            let words = try (0..<5).map { SearchText.spaced(try old.decode(String.self, atIndex: $0)) }
            try db.execute(
                sql: """
                    INSERT INTO picture_text(picture_text, rowid, prompt, model, session, tags, note)
                    VALUES ('delete', ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [id, words[0], words[1], words[2], words[3], words[4]])
        }
        try db.execute(sql: "DELETE FROM picture WHERE id = ?", arguments: [id])
        try db.execute(sql: "DELETE FROM detail WHERE id = ?", arguments: [id])
    }

    private func name(_ text: String) throws -> Int64 {
        if let known = names[text] { return known }
        try addName.execute(arguments: [text])
        let id = try Int64.fetchOne(findName, arguments: [text]) ?? 0
        names[text] = id
        return id
    }

    /// Days since 1970 by the person's own clock.
    private static func day(_ created: Double, _ time: LocalTime) -> Int {
        let date = Date(timeIntervalSince1970: created)
        let civil = time.civil(date)
        return CivilTime.days(year: civil.year, month: civil.month, day: civil.day) ?? 0
    }

    /// Each on a line of its own, so that a whole one can be told from a part.
    static func text(tags: [String]) -> String {
        tags.isEmpty ? "" : "\n" + tags.joined(separator: "\n") + "\n"
    }

    static func tags(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

    /// Milliseconds, then 20 bits of the path to tell pictures of one turn apart.
    private static func id(_ entry: PictureEntry) -> Int64 {
        let milliseconds = Int64(max(0, min(8_000_000_000, entry.created)) * 1000)
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in entry.path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 }
        return milliseconds << 20 | Int64(hash >> 44)
    }
}
