/// Reads one table strictly: every key that is not asked for, and every value that does not fit, becomes a problem with its
/// line. Reading goes on after a problem, so that a person sees all of them at once.
struct TableReader {
    /// What is wrong so far.
    private(set) var problems: [ConfigProblem] = []

    private let table: TOML.Table
    /// The table's name in messages; empty for the top of the file.
    private let name: String
    private let file: String
    private var known: [String] = []

    init(_ table: TOML.Table, named name: String, file: String) {
        self.table = table
        self.name = name
        self.file = file
    }

    mutating func report(_ key: String, _ message: String, accepted: [String] = []) {
        problems.append(
            ConfigProblem(file: file, line: table.members[key]?.line, message: message, accepted: accepted))
    }

    mutating func add(_ more: [ConfigProblem]) { problems += more }

    /// - Parameter accepted: what would be right, for a value that is no string at all.
    mutating func string(_ key: String, accepted: [String] = []) -> String? {
        read(key, "a string", accepted) { if case .string(let text) = $0 { text } else { nil } }
    }

    mutating func integer(_ key: String) -> Int? {
        read(key, "a whole number") { if case .integer(let number) = $0 { number } else { nil } }
    }

    mutating func number(_ key: String) -> Double? {
        read(key, "a number") { Self.number($0) }
    }

    mutating func boolean(_ key: String) -> Bool? {
        read(key, "true or false") { if case .boolean(let flag) = $0 { flag } else { nil } }
    }

    mutating func table(_ key: String) -> TOML.Table? {
        read(key, "a table") { if case .table(let table) = $0 { table } else { nil } }
    }

    mutating func tables(_ key: String) -> [(table: TOML.Table, line: Int)]? {
        read(key, "a list of tables") { value in
            guard case .array(let elements) = value else { return nil }
            let tables = elements.compactMap { element -> (table: TOML.Table, line: Int)? in
                if case .table(let table) = element.value { (table, element.line) } else { nil }
            }
            return tables.count == elements.count ? tables : nil
        }
    }

    mutating func strings(_ key: String) -> [String]? {
        read(key, "a list of strings") { value in
            guard case .array(let elements) = value else { return nil }
            let texts = elements.compactMap { if case .string(let text) = $0.value { text } else { nil } }
            return texts.count == elements.count ? texts : nil
        }
    }

    mutating func numbers(_ key: String) -> [String: Double]? {
        read(key, "a table of numbers") { value in
            guard case .table(let table) = value else { return nil }
            let numbers = table.members.compactMapValues { Self.number($0.value) }
            return numbers.count == table.members.count ? numbers : nil
        }
    }

    /// A string out of a few.
    mutating func choice<T>(_ key: String, _ accepted: [String], _ parse: (String) -> T?) -> T? {
        guard let text = string(key, accepted: accepted) else { return nil }
        if let value = parse(text) { return value }
        report(key, "“\(text)” is no \(label(key))", accepted: accepted)
        return nil
    }

    mutating func choices<T>(_ key: String, _ accepted: [String], _ parse: (String) -> T?) -> [T]? {
        guard let texts = strings(key) else { return nil }
        return texts.compactMap { text in
            if let value = parse(text) { return value }
            report(key, "“\(text)” is no \(label(key))", accepted: accepted)
            return nil
        }
    }

    /// A string that has to be there.
    mutating func required(_ key: String, line: Int) -> String? {
        if table.members[key] == nil {
            known.append(key)
            problems.append(ConfigProblem(file: file, line: line, message: "\(label(key)) is missing"))
            return nil
        }
        return string(key)
    }

    /// All problems, those of keys nobody asked for among them, by line.
    mutating func finish() -> [ConfigProblem] {
        for key in table.members.keys where !known.contains(key) {
            report(key, "unknown key \(label(key))", accepted: known)
        }
        return problems.sorted { ($0.line ?? 0, $0.message) < ($1.line ?? 0, $1.message) }
    }

    // MARK: Pieces

    private func label(_ key: String) -> String { name.isEmpty ? key : "\(name).\(key)" }

    private mutating func read<T>(
        _ key: String, _ wanted: String, _ accepted: [String] = [], _ value: (TOML.Value) -> T?
    ) -> T? {
        known.append(key)
        guard let found = table.members[key] else { return nil }
        if let value = value(found.value) { return value }
        report(key, "\(label(key)) must be \(wanted), not \(found.kind)", accepted: accepted)
        return nil
    }

    private static func number(_ value: TOML.Value) -> Double? {
        switch value {
        case .integer(let number): Double(number)
        case .float(let number) where number.isFinite: number
        default: nil
        }
    }
}
