/// A value of a TOML file and the line it stands on, so that a mistake in a file of the person's is shown where it is.
struct TOML: Hashable, Sendable {
    enum Value: Hashable, Sendable {
        case string(String)
        case integer(Int)
        case float(Double)
        case boolean(Bool)
        /// A date, a time or both, as written.
        case date(String)
        case array([TOML])
        case table(Table)
    }

    struct Table: Hashable, Sendable {
        var members: [String: TOML] = [:]
        var origin: Origin = .header
    }

    /// What made a table decides what may still be added to it.
    enum Origin: Hashable, Sendable {
        /// The way to another table: `[a.b]` makes `a`.
        case path
        case header
        case dottedKey
        /// `{ … }` or an element of `[…]`: closed.
        case inline
        /// An element of `[[…]]`.
        case element
    }

    var value: Value
    /// From 1.
    var line: Int

    /// What it is, for a message: “a string”.
    var kind: String {
        switch value {
        case .string: "a string"
        case .integer: "a whole number"
        case .float: "a number"
        case .boolean: "a boolean"
        case .date: "a date"
        case .array: "a list"
        case .table: "a table"
        }
    }

    /// - Returns: the top table.
    static func parse(_ text: String) throws(TOMLError) -> Table {
        var parser = TOMLParser(Array(text.utf8))
        return try parser.document()
    }
}

/// Why a text is no TOML.
struct TOMLError: Error, Hashable, Sendable {
    var line: Int
    var message: String
}
