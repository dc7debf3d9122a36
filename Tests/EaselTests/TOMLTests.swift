import Testing

@testable import easel

@Suite struct TOMLTests {
    /// The value at a path, without lines.
    private func value(_ text: String, _ path: String...) throws -> TOML.Value? {
        var table = try TOML.parse(text)
        for key in path.dropLast() {
            guard case .table(let next)? = table.members[key]?.value else { return nil }
            table = next
        }
        return path.last.flatMap { table.members[$0]?.value }
    }

    @Test(arguments: [
        ("a = 1_000", TOML.Value.integer(1000)), ("a = -17", .integer(-17)), ("a = 0xff", .integer(255)),
        ("a = 0b101", .integer(5)), ("a = 5.0", .float(5)), ("a = 1e3", .float(1000)), ("a = -0.25", .float(-0.25)),
        ("a = true", .boolean(true)), ("a = 2026-11-23", .date("2026-11-23")),
        ("a = 2026-11-23 14:35:02", .date("2026-11-23 14:35:02")), (#"a = "q\t\"ü\" \u00e9""#, .string("q\t\"ü\" é")),
        (#"a = 'C:\new'"#, .string(#"C:\new"#)), ("a = \"\"\"\nx\\\n   y\n\"\"\"", .string("xy\n")),
        ("a = '''\nit's'''", .string("it's")), ("a = \"\" # nothing", .string("")),
        (#""a" = 1"#, .integer(1)), ("\u{FEFF}a = 1\r\n", .integer(1)), ("a = inf", .float(.infinity)),
        ("a = +1_0", .integer(10)), ("a = -0", .integer(0)), ("a = 0o17", .integer(15)),
        ("a = 1_0.2_5e+1_0", .float(10.25e10)), ("a = 6E-3", .float(0.006)), ("a = 0.0", .float(0)),
        ("a = 99999999999999999999", .float(1e20)), ("a = -inf", .float(-.infinity)),
        ("a = 07:32:00", .date("07:32:00")), ("a = 0001-01-01 00:00", .date("0001-01-01 00:00")),
        (#"a = "x\\y\nz""#, .string("x\\y\nz")), ("a = \"\"\"a\"\"b\"\"\"\"\"", .string("a\"\"b\"\"")),
    ])
    func reads(_ text: String, _ expected: TOML.Value) throws {
        #expect(try value(text, "a") == expected)
    }

    /// What a file can nest is what the stack can hold.
    @Test func isNotNestedTooDeep() {
        let path = Array(repeating: "a", count: 200_000).joined(separator: ".")
        for text in ["[\(path)]", "\(path) = 1", "[[\(path)]]", "a = {\(path) = 1}"] {
            #expect(throws: TOMLError(line: 1, message: "a key has too many parts")) { try TOML.parse(text) }
        }
    }

    /// A mebibyte of tables is read in the time of a mebibyte of anything else.
    @Test func manyTablesAreQuick() throws {
        let top = try TOML.parse(String(repeating: "[[a]]\n", count: 100_000))
        guard case .array(let tables)? = top.members["a"]?.value else { throw TOMLError(line: 0, message: "none") }
        #expect(tables.count == 100_000)
        let keys = (0..<50_000).map { "k\($0) = 1\nt.k\($0) = 1\n" }.joined()
        #expect(try TOML.parse("[[a]]\n[a.b]\n" + keys).members.count == 1)
    }

    @Test func keepsLines() throws {
        let top = try TOML.parse("# one\n\n[t]\na = [\n  1,\n  2, # two\n]\nb = \"\"\"\n\n\"\"\"\nc = 3\n")
        guard case .table(let table)? = top.members["t"]?.value else { throw Missing() }
        #expect(table.members.mapValues(\.line) == ["a": 4, "b": 8, "c": 11])
        #expect(top.members["t"]?.line == 3)
    }

    @Test func nestsTables() throws {
        let text = "[a.b]\nx = 1\n[a]\ny.z = 2\n[a.c]\nq = { r.s = 3, t = [{ u = 4 }] }"
        #expect(try value(text, "a", "b", "x") == .integer(1))
        #expect(try value(text, "a", "y", "z") == .integer(2))
        #expect(try value(text, "a", "c", "q", "r", "s") == .integer(3))
    }

    @Test func collectsListsOfTables() throws {
        let top = try TOML.parse("[[m]]\nid = 1\n[m.p]\nx = 1\n[[m]]\nid = 2\n")
        guard case .array(let elements)? = top.members["m"]?.value else { throw Missing() }
        let ids = elements.map { element -> TOML.Value? in
            if case .table(let table) = element.value { table.members["id"]?.value } else { nil }
        }
        #expect(ids == [.integer(1), .integer(2)])
        #expect(elements.map(\.line) == [1, 5])
    }

    @Test(arguments: [
        ("a = 1\na = 2", 2), ("a = \"x", 1), ("[t]\n[t]", 2), ("a = 1 b = 2", 1), ("a = [1, 2", 1), ("\n= 1", 2),
        ("a.b = 1\n[a]\nc = 1", 2), ("a = {x = 1}\n[a.b]", 2), ("a = nonsense", 1), ("a = 01", 1), ("a = 1__0", 1),
        ("a = \"\\q\"", 1), ("[a\nb = 1", 1), ("a = 1\n\n\nb", 4), ("a = 5.", 1), ("[[a]]\n[a]", 2),
        ("[a.b]\n[a]\nb.c = 1", 3), ("a = 1_", 1), ("a = _1", 1), ("a = -0x1", 1), ("a = 0x", 1), ("a = 0x_f", 1),
        ("a = 1.e5", 1), ("a = 1._e5", 1), ("a = 0_e5", 1),
        ("a = +-1", 1), ("a = 1e", 1), ("a = 0_1", 1), ("a = .5", 1), ("a = infinity", 1), ("a = 0x-1", 1),
        ("[t]\na = 1\n\n[t.a]", 4), ("[t]\nx = 1\nx = 2", 3),
    ])
    func saysWhereItIsWrong(_ text: String, _ line: Int) {
        #expect { try TOML.parse(text) } throws: { ($0 as? TOMLError)?.line == line }
    }

    @Test func survivesDeepNesting() {
        let text = "a = " + String(repeating: "[", count: 100_000)
        #expect(throws: TOMLError(line: 1, message: "lists and tables are nested too deep")) { try TOML.parse(text) }
    }

    /// What stands unquoted may be a key: it is never said back.
    @Test func doesNotRepeatValues() {
        #expect { try TOML.parse("api_key = AIzaSecret") } throws: {
            ($0 as? TOMLError)?.message.contains("AIza") == false
        }
    }
}

struct Missing: Error {}
