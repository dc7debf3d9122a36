import FoundationEssentials
import GRDB

/// Puts pictures into the index's tables and takes them out: all of one transaction.
final class IndexWriter {
    private let db: Database
    private let time: LocalTime
    private let find: RepeatedStatement
    private let isFree: RepeatedStatement
    private let addPicture: RepeatedStatement
    private let addDetail: RepeatedStatement
    private let addText: RepeatedStatement
    private let addName: RepeatedStatement
    private let findName: RepeatedStatement
    private let removeText: RepeatedStatement
    private let removePicture: RepeatedStatement
    private let removeDetail: RepeatedStatement
    private var names: [String: Int64] = [:]

    init(_ db: Database, time: LocalTime) throws {
        self.db = db
        self.time = time
        func statement(_ sql: String) throws -> RepeatedStatement { try RepeatedStatement(sql, in: db) }
        find = try statement("SELECT id FROM detail WHERE path = ?")
        isFree = try statement("SELECT id FROM picture WHERE id = ?")
        addPicture = try statement("INSERT INTO picture VALUES (?,?,?,?,?,?,?,?,?,?)")
        addDetail = try statement("INSERT INTO detail VALUES (?,?,?,?,?,?,?,?,?,?)")
        addText = try statement(
            "INSERT INTO picture_text(rowid, prompt, model, session, tags, note, state) VALUES (?,?,?,?,?,?,?)")
        addName = try statement("INSERT OR IGNORE INTO name(text) VALUES (?)")
        findName = try statement("SELECT id FROM name WHERE text = ?")
        removeText = try statement(
            """
            INSERT INTO picture_text(picture_text, rowid, prompt, model, session, tags, note, state)
            VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)
            """)
        removePicture = try statement("DELETE FROM picture WHERE id = ?")
        removeDetail = try statement("DELETE FROM detail WHERE id = ?")
    }

    /// - Parameter id: where it goes in the order, if nothing else is there.
    func add(_ picture: IndexedPicture, id wanted: Int64) throws {
        let entry = picture.entry
        var id = wanted
        while try isFree.integer(.integer(id)) != nil { id += 1 }
        let marks = entry.marks
        let tags = Self.text(tags: marks.tags)
        let flags = PictureFlags(entry)
        try addPicture.run(
            .integer(id), .real(entry.created), .integer(Self.day(entry.created, time)), .integer(entry.width),
            .integer(entry.height), .real(entry.cost), .integer(marks.rating), .integer(flags.rawValue),
            .integer(try name(entry.model)), .integer(try name(entry.session)))
        try addDetail.run(
            .integer(id), .text(entry.path), .integer(picture.stamp), .integer(entry.bytes), .text(entry.sha256),
            .text(entry.turn), .text(entry.parent), .text(entry.prompt), .text(tags), .text(marks.note))
        try addText.run(
            .integer(id), .words(Self.searched(entry.prompt, entry.path)), .words(entry.model), .words(entry.session),
            .words(tags),
            .words(marks.note), .text(SearchText.state(flags)))
    }

    func remove(_ path: String) throws {
        guard let id = try find.integer(.text(path)) else { return }
        let old = try Row.fetchOne(
            try db.cachedStatement(
                sql: """
                    SELECT prompt, m.text, s.text, tags, note, flags, path FROM detail JOIN picture USING (id)
                    JOIN name m ON m.id = model JOIN name s ON s.id = session WHERE picture.id = ?
                    """), arguments: [id])
        if let old {
            // The text table keeps no text, so it has to be told which words to forget.
            var texts = try (0..<5).map { try old.decode(String.self, atIndex: $0) }
            texts[0] = Self.searched(texts[0], try old.decode(atIndex: 6))
            let words = texts.map(RepeatedStatement.Value.words)
            let state = SearchText.state(PictureFlags(rawValue: try old.decode(Int.self, atIndex: 5)))
            try removeText.run(.integer(id), words[0], words[1], words[2], words[3], words[4], .text(state))
        }
        try removePicture.run(.integer(id))
        try removeDetail.run(.integer(id))
    }

    /// A picture without a prompt is found by its file's name, which is what the screen calls it.
    private static func searched(_ prompt: String, _ path: String) -> String {
        guard prompt.isEmpty else { return prompt }
        let name = path.split(separator: "/").last ?? ""
        return GalleryScan.pictureStem(String(name)) ?? String(name)
    }

    private func name(_ text: String) throws -> Int64 {
        if let known = names[text] { return known }
        try addName.run(.text(text))
        let id = try findName.integer(.text(text)) ?? 0
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
    static func id(_ entry: PictureEntry) -> Int64 {
        let milliseconds = Int64(max(0, min(8_000_000_000, entry.created)) * 1000)
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in entry.path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 }
        return milliseconds << 20 | Int64(hash >> 44)
    }
}

extension RepeatedStatement.Value {
    /// A text as the table of words takes it.
    fileprivate static func words(_ text: String) -> Self { .text(SearchText.spaced(text)) }
}
