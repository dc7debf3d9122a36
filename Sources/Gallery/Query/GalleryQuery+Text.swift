import StudioCore

extension GalleryQuery {
    /// Reads what a person typed, also while they are still typing: a quotation mark that is not closed goes to the end.
    package init(_ text: String) throws(Problem) {
        self.init()
        for piece in Self.pieces(text) { try take(piece) }
    }

    private mutating func take(_ piece: Piece) throws(Problem) {
        guard let key = piece.key else {
            guard Self.hasWord(piece.value) else { return }
            return terms.append(
                Term(piece.isQuoted ? .phrase(piece.value) : .word(piece.value), isNegated: piece.isNegated))
        }
        if key == "sort" {
            guard !piece.isNegated, let sort = Sort(rawValue: piece.value.lowercased()) else {
                throw Self.problem(piece, "is no order", Sort.allCases.map(\.rawValue))
            }
            self.sort = sort
            return
        }
        terms.append(Term(try Self.test(key, piece), isNegated: piece.isNegated))
    }

    private static func test(_ key: String, _ piece: Piece) throws(Problem) -> Test {
        let value = piece.value
        if let name = Name(rawValue: key) {
            guard hasWord(value) else { throw problem(piece, "needs a name behind it", []) }
            return .name(name, value, isWhole: piece.isWhole)
        }
        if let number = Number(rawValue: key) {
            let (comparison, rest) = comparison(value)
            guard let amount = Double(rest), amount.isFinite, abs(amount) < 1e15 else {
                throw problem(piece, "needs a number behind it, as \(key):>2", [])
            }
            return .number(number, comparison, amount)
        }
        switch key {
        case "branch":
            guard hasWord(value) else { throw problem(piece, "needs a turn behind it, as branch:t_01J…", []) }
            return .branch(value)
        case "date":
            let (comparison, rest) = comparison(value)
            guard let days = DayRange(rest) else {
                throw problem(piece, "needs a date behind it, as date:2026-11 or date:>=2026-11-01", [])
            }
            return .date(comparison, days)
        case "size":
            let (comparison, rest) = comparison(value)
            guard let size = ImageSize(typed: rest) else {
                throw problem(piece, "is no size", ImageSize.allCases.map(\.rawValue))
            }
            return .size(comparison, size)
        case "ratio":
            if let shape = Shape(rawValue: value.lowercased()) { return .shape(shape) }
            guard let ratio = AspectRatio(value) else {
                throw problem(piece, "is no ratio", ["16:9"] + Shape.allCases.map(\.rawValue))
            }
            return .ratio(ratio)
        case "is":
            guard let state = State(rawValue: value.lowercased()) else {
                throw problem(piece, "is nothing a picture can be", State.allCases.map(\.rawValue))
            }
            return .state(state)
        default:
            throw Problem(
                part: "\(key):", message: "“\(key):” is no filter; put it in quotes to search for the words.",
                accepted: keys)
        }
    }

    private static func problem(_ piece: Piece, _ words: String, _ accepted: [String]) -> Problem {
        let part = "\(piece.key ?? ""):\(piece.value)"
        let list = accepted.isEmpty ? "" : "; accepted: \(accepted.joined(separator: ", "))"
        return Problem(part: part, message: "“\(part)” \(words)\(list).", accepted: accepted)
    }

    private static func comparison(_ value: String) -> (Comparison, String) {
        for comparison in Comparison.allCases where value.hasPrefix(comparison.rawValue) {
            return (comparison, String(value.dropFirst(comparison.rawValue.count)))
        }
        return (.equal, value)
    }

    /// What can be found at all: letters and digits are what words are made of.
    private static func hasWord(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .letterNumber, .otherNumber, .privateUse:
                true
            default: false
            }
        }
    }

    // MARK: Words

    private struct Piece {
        var isNegated = false
        /// In lower case; nil of a bare word.
        var key: String?
        var value = ""
        var isQuoted = false
        /// An equals sign stands before a name.
        var isWhole = false
    }

    /// Split at spaces outside of quotation marks.
    private static func pieces(_ text: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        while true {
            rest = rest.drop { $0.isWhitespace }
            guard let first = rest.first else { return pieces }
            var piece = Piece()
            if first == "-" {
                piece.isNegated = true
                rest = rest.dropFirst()
            }
            let name = rest.prefix { $0.isASCII && $0.isLetter }
            if !name.isEmpty, rest.dropFirst(name.count).first == ":" {
                piece.key = name.lowercased()
                rest = rest.dropFirst(name.count + 1)
            }
            if let key = piece.key, Name(rawValue: key) != nil, rest.first == "=" {
                piece.isWhole = true
                rest = rest.dropFirst()
            }
            if let mark = rest.first, isQuote(mark) {
                piece.isQuoted = true
                rest = rest.dropFirst()
                piece.value = String(rest.prefix { !isQuote($0) })
                rest = rest.dropFirst(piece.value.count)
                if !rest.isEmpty { rest = rest.dropFirst() }
            } else {
                piece.value = String(rest.prefix { !$0.isWhitespace && !isQuote($0) })
                rest = rest.dropFirst(piece.value.count)
            }
            pieces.append(piece)
        }
    }

    private static func isQuote(_ character: Character) -> Bool { "\"“”„".contains(character) }
}

extension GalleryQuery: CustomStringConvertible {
    /// As it would be typed: read again it is the same query.
    package var description: String {
        var words = terms.map { ($0.isNegated ? "-" : "") + Self.text($0.test) }
        if sort != .newest { words.append("sort:\(sort.rawValue)") }
        return words.joined(separator: " ")
    }

    private static func text(_ test: Test) -> String {
        switch test {
        case .word(let word): word
        case .phrase(let words): "\"\(words)\""
        case .name(let name, let value, let isWhole): "\(name.rawValue):\(isWhole ? "=" : "")\"\(value)\""
        case .branch(let turn): "branch:\"\(turn)\""
        case .date(let comparison, let days): "date:\(text(comparison))\(days.text)"
        case .number(let number, let comparison, let amount):
            "\(number.rawValue):\(text(comparison))\(amount == amount.rounded() ? "\(Int(amount))" : "\(amount)")"
        case .size(let comparison, let size): "size:\(text(comparison))\(size.rawValue)"
        case .ratio(let ratio): "ratio:\(ratio)"
        case .shape(let shape): "ratio:\(shape.rawValue)"
        case .state(let state): "is:\(state.rawValue)"
        }
    }

    private static func text(_ comparison: Comparison) -> String {
        comparison == .equal ? "" : comparison.rawValue
    }
}

extension GalleryQuery {
    /// Each form with what it finds: the help, on the screen as at the command line.
    package static let help: [(form: String, meaning: String)] = [
        ("fox snow", "words that begin so, in prompt, model, session, tags and note"),
        ("\"red fox\"", "these words in this order"),
        ("-fox", "not that; a minus turns every filter round"),
        ("model:nano", "the model's name contains it, model:=NAME is it; session: likewise"),
        ("tag:poster", "has that tag"),
        ("date:2026-11", "made then; also date:2026-11-23, date:>=2026-11-01, date:<2026"),
        ("size:2K", "pixels about those of 512, 1K, 2K, 4K; also size:>=2K"),
        ("width:>2000", "pixels; height: likewise"),
        ("ratio:16:9", "of that shape; also ratio:\(Shape.allCases.map(\.rawValue).joined(separator: ", ratio:"))"),
        ("cost:>0.1", "USD, of the whole turn"),
        ("rating:>=3", "stars from 0 to 5"),
        (
            "is:starred",
            "also is:\(State.allCases.filter { $0 != .starred }.map(\.rawValue).joined(separator: ", is:"))"
        ),
        ("branch:TURN", "that turn and all that it grew from"),
        ("sort:oldest", "the order: \(Sort.allCases.map(\.rawValue).joined(separator: ", "))"),
    ]

    /// The words that may stand before a colon.
    package static let keys =
        Name.allCases.map(\.rawValue) + Number.allCases.map(\.rawValue) + [
            "branch", "date", "size", "ratio", "is", "sort",
        ]
}
