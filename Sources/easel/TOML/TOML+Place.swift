extension TOML.Table {
    /// The table that `[path]` opens, made where it is missing.
    mutating func open(_ path: ArraySlice<String>, line: Int) throws(TOMLError) {
        try descend(path, line: line) { table, key throws(TOMLError) in
            switch table.members[key]?.value {
            case nil: table.members[key] = TOML(value: .table(TOML.Table(origin: .header)), line: line)
            case .table(var known) where known.origin == .path:
                known.origin = .header
                table.members[key] = TOML(value: .table(known), line: line)
            default: throw TOMLError(line: line, message: "“\(key)” is defined twice")
            }
        }
    }

    /// A new element of the list that `[[path]]` names.
    mutating func append(_ path: ArraySlice<String>, line: Int) throws(TOMLError) {
        let element = TOML(value: .table(TOML.Table(origin: .element)), line: line)
        try descend(path, line: line) { table, key throws(TOMLError) in
            guard var known = table.members.removeValue(forKey: key) else {
                table.members[key] = TOML(value: .array([element]), line: line)
                return
            }
            guard var elements = known.takeElements(), elements.last?.isElement == true else {
                throw TOMLError(line: line, message: "“\(key)” is defined twice")
            }
            elements.append(element)
            table.members[key] = TOML(value: .array(elements), line: known.line)
        }
    }

    /// `a.b.c = value`.
    mutating func set(_ path: ArraySlice<String>, to value: TOML) throws(TOMLError) {
        guard let key = path.first else { return }
        if path.count == 1 {
            guard members[key] == nil else { throw TOMLError(line: value.line, message: "“\(key)” is defined twice") }
            members[key] = value
            return
        }
        var next = TOML.Table(origin: .dottedKey)
        if var known = members.removeValue(forKey: key) {
            guard let table = known.takeTable(), table.origin == .dottedKey else {
                throw TOMLError(line: value.line, message: "“\(key)” is defined twice")
            }
            next = table
        }
        try next.set(path.dropFirst(), to: value)
        members[key] = TOML(value: .table(next), line: value.line)
    }

    /// Runs `body` on the table that the header at `path` opened last.
    mutating func update(
        _ path: ArraySlice<String>, line: Int, _ body: (inout TOML.Table) throws(TOMLError) -> Void
    ) throws(TOMLError) {
        if path.isEmpty { return try body(&self) }
        try descend(path, line: line) { table, key throws(TOMLError) in
            try table.enter(key, line: line, body)
        }
    }

    /// Walks to the last but one part of the path, making what is missing.
    private mutating func descend(
        _ path: ArraySlice<String>, line: Int, _ body: (inout TOML.Table, String) throws(TOMLError) -> Void
    ) throws(TOMLError) {
        guard let key = path.first else { return }
        if path.count == 1 { return try body(&self, key) }
        if members[key] == nil { members[key] = TOML(value: .table(TOML.Table(origin: .path)), line: line) }
        try enter(key, line: line) { table throws(TOMLError) in
            try table.descend(path.dropFirst(), line: line, body)
        }
    }

    /// Runs `body` on the table under the key, or on the last element of the list there.
    private mutating func enter(
        _ key: String, line: Int, _ body: (inout TOML.Table) throws(TOMLError) -> Void
    ) throws(TOMLError) {
        guard var known = members.removeValue(forKey: key) else { return }
        let kind = known.kind
        if var table = known.takeTable(), table.origin != .inline {
            try body(&table)
            members[key] = TOML(value: .table(table), line: known.line)
        } else if var elements = known.takeElements() {
            guard var last = elements.popLast(), var table = last.takeTable(), table.origin == .element else {
                throw TOMLError(line: line, message: "“\(key)” is no list of tables")
            }
            try body(&table)
            elements.append(TOML(value: .table(table), line: last.line))
            members[key] = TOML(value: .array(elements), line: known.line)
        } else {
            throw TOMLError(line: line, message: "“\(key)” is \(kind) that cannot be added to")
        }
    }
}

extension TOML {
    fileprivate var isElement: Bool {
        if case .table(let table) = value { table.origin == .element } else { false }
    }

    /// Its table, out of it: what is held once is changed in place, and a long file is read in the time its length takes.
    fileprivate mutating func takeTable() -> Table? {
        guard case .table(let table) = value else { return nil }
        value = .boolean(false)
        return table
    }

    fileprivate mutating func takeElements() -> [TOML]? {
        guard case .array(let elements) = value else { return nil }
        value = .boolean(false)
        return elements
    }
}
