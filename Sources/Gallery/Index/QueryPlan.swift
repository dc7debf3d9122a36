import GRDB
import StudioCore

/// A query in SQL. Whatever a person typed is an argument, never a part of the statement.
struct QueryPlan {
    /// For the table of words; nil when none is asked for.
    private(set) var match: String?
    private var conditions: [String] = []
    private var arguments: [(any DatabaseValueConvertible)?] = []
    private let sort: GalleryQuery.Sort

    init(_ query: GalleryQuery) {
        sort = query.sort
        var found: [String] = []
        var unwanted: [String] = []
        for term in query.terms {
            let words = Self.words(term.test)
            if let words { term.isNegated ? unwanted.append(words) : found.append(words) }
            // A tag's words may be those of a longer tag.
            if words == nil || Self.isTag(term.test) { add(term) }
        }
        let asksForTrash = query.terms.contains { $0.test == .state(.trashed) }
        if !found.isEmpty {
            if !asksForTrash {
                unwanted.append("(state : \(SearchText.quoted(SearchText.trashed, isBeginning: false)))")
            }
            match = found.joined(separator: " AND ")
            if !unwanted.isEmpty { match = "(\(match ?? "")) NOT (\(unwanted.joined(separator: " OR ")))" }
            return
        }
        if !unwanted.isEmpty {
            conditions.append("picture.id NOT IN (SELECT rowid FROM picture_text WHERE picture_text MATCH ?)")
            arguments.append(unwanted.joined(separator: " OR "))
        }
        if !asksForTrash { conditions.append(Self.flag(.trashed) + " = 0") }
    }

    /// The picture's number in what `source` gives.
    var id: String { match == nil ? "picture.id" : "picture_text.rowid" }

    /// Whether the table of pictures has to be asked for the order.
    var isSortedByPicture: Bool { sort != .newest && sort != .oldest }

    /// Where and in which order, without a limit: `SELECT … ` goes before it.
    /// - Parameter needsPicture: whether what is selected or sorted by is in the table of pictures. Words alone are found
    ///   many times as quickly without it.
    func source(needsPicture: Bool) -> String {
        var text =
            switch (match, needsPicture || !conditions.isEmpty) {
            case (nil, _): "FROM picture"
            case (_, false): "FROM picture_text"
            case (_, true): "FROM picture_text CROSS JOIN picture ON picture.id = picture_text.rowid"
            }
        var all = conditions
        if match != nil { all.insert("picture_text MATCH ?", at: 0) }
        if !all.isEmpty { text += " WHERE " + all.joined(separator: " AND ") }
        return text
    }

    var sourceArguments: StatementArguments {
        StatementArguments((match.map { [$0] } ?? []) + arguments)
    }

    /// - Parameter isInner: where the table of words has the order already.
    func order(isInner: Bool) -> String {
        let id = isInner ? id : "picture.id"
        return switch sort {
        case .newest: "ORDER BY \(id) DESC"
        case .oldest: "ORDER BY \(id) ASC"
        case .rating: "ORDER BY picture.rating DESC, \(id) DESC"
        case .cost: "ORDER BY picture.cost DESC, \(id) DESC"
        case .size: "ORDER BY picture.width * picture.height DESC, \(id) DESC"
        }
    }

    // MARK: Terms

    private static func isTag(_ test: GalleryQuery.Test) -> Bool {
        if case .name(.tag, _, _) = test { true } else { false }
    }

    private static func words(_ test: GalleryQuery.Test) -> String? {
        switch test {
        case .word(let word): SearchText.quoted(word, isBeginning: true)
        case .phrase(let words): SearchText.quoted(words, isBeginning: false)
        default: nil
        }
    }

    private static func flag(_ flag: PictureFlags) -> String { "picture.flags & \(flag.rawValue)" }

    private mutating func add(_ term: GalleryQuery.Term) {
        let (condition, values) = Self.condition(term.test)
        conditions.append(term.isNegated ? "NOT (\(condition))" : "(\(condition))")
        arguments += values
    }

    private typealias Condition = (String, [(any DatabaseValueConvertible)?])

    private static func condition(_ test: GalleryQuery.Test) -> Condition {
        switch test {
        case .word, .phrase: ("1", [])
        case .name(.tag, let tag, _):
            // Words narrow it down, the text decides.
            (
                """
                \(flag(.tagged)) AND picture.id IN (SELECT rowid FROM picture_text WHERE picture_text MATCH ?)
                AND (SELECT instr(lower(tags), lower(?)) FROM detail WHERE detail.id = picture.id)
                """,
                ["tags : " + SearchText.quoted(tag, isBeginning: false), "\n\(tag)\n"]
            )
        case .name(let name, let value, let isWhole):
            (
                "picture.\(name.rawValue) IN (SELECT id FROM name WHERE "
                    + (isWhole ? "text = ?)" : "instr(lower(text), lower(?)))"), [value]
            )
        case .branch(let turn):
            (
                """
                picture.id IN (WITH RECURSIVE up(turn) AS (
                  SELECT ? UNION SELECT parent FROM detail JOIN up ON detail.turn = up.turn AND detail.turn <> '')
                SELECT detail.id FROM detail JOIN up ON detail.turn = up.turn AND detail.turn <> '')
                """, [turn]
            )
        case .date(let comparison, let days): date(comparison, days)
        case .number(let number, let comparison, let amount):
            ("picture.\(number.rawValue) \(comparison.rawValue) ?", [amount])
        case .size(let comparison, let size): pixels(comparison, size)
        case .ratio(let ratio):
            (
                "picture.height > 0 AND abs(picture.width * ? - picture.height * ?) <= picture.height * ? * 0.02",
                [Double(ratio.height), Double(ratio.width), Double(ratio.width)]
            )
        case .shape(.wide): ("picture.width > picture.height * 1.02", [])
        case .shape(.tall): ("picture.height > picture.width * 1.02", [])
        case .shape(.square):
            ("picture.width > 0 AND abs(picture.width - picture.height) <= picture.height * 0.02", [])
        case .state(.draft): (flag(.draft), [])
        case .state(.final): (flag(.draft) + " = 0", [])
        case .state(.starred): (flag(.starred), [])
        case .state(.missing): (flag(.missing), [])
        case .state(.trashed): (flag(.trashed), [])
        case .state(.untagged): (flag(.tagged) + " = 0", [])
        case .state(.imported): (flag(.imported), [])
        }
    }

    private static func date(_ comparison: GalleryQuery.Comparison, _ days: DayRange) -> Condition {
        switch comparison {
        case .equal: ("picture.day BETWEEN ? AND ?", [days.first, days.last])
        case .atLeast: ("picture.day >= ?", [days.first])
        case .atMost: ("picture.day <= ?", [days.last])
        case .more: ("picture.day > ?", [days.last])
        case .less: ("picture.day < ?", [days.first])
        }
    }

    /// A size is the nearest of those that can be asked for, whatever the shape.
    private static func pixels(_ comparison: GalleryQuery.Comparison, _ size: ImageSize) -> Condition {
        let sizes = ImageSize.allCases.sorted()
        // Half way between two, as they double.
        let from = size == sizes.first ? 1.0 : Double(size.longSide * size.longSide) / 2
        let to = size == sizes.last ? 1e18 : Double(size.longSide * size.longSide) * 2
        let area = "picture.width * picture.height"
        return switch comparison {
        case .equal: ("\(area) >= ? AND \(area) < ?", [from, to])
        case .atLeast: ("\(area) >= ?", [from])
        case .atMost: ("\(area) < ?", [to])
        case .more: ("\(area) >= ?", [to])
        case .less: ("\(area) < ?", [from])
        }
    }
}
