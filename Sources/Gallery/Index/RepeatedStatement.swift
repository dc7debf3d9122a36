import GRDB
import GRDBSQLite

/// A statement that is run a hundred thousand times. Its values go straight to SQLite: on the way through `GRDB`'s own
/// arguments they take longer than the row that they become.
struct RepeatedStatement {
    enum Value {
        case integer(Int64)
        case real(Double)
        case text(String)

        static func integer(_ value: Int) -> Value { .integer(Int64(value)) }
    }

    private let statement: Statement
    private let database: Database

    init(_ sql: String, in database: Database) throws {
        statement = try database.cachedStatement(sql: sql)
        self.database = database
    }

    func run(_ values: Value...) throws { _ = try step(values) { _ in } }

    /// The first column of the first row; nil when there is no row.
    func integer(_ values: Value...) throws -> Int64? { try step(values) { sqlite3_column_int64($0, 0) } }

    private func step<Result>(_ values: [Value], _ read: (OpaquePointer) -> Result) throws -> Result? {
        let handle = statement.sqliteStatement
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for (index, value) in values.enumerated() {
            let code = Self.bind(value, to: handle, at: Int32(index + 1))
            if code != SQLITE_OK { throw failure(code) }
        }
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return read(handle)
        case SQLITE_DONE: return nil
        case let code: throw failure(code)
        }
    }

    private static func bind(_ value: Value, to handle: OpaquePointer, at index: Int32) -> Int32 {
        switch value {
        case .integer(let number): return sqlite3_bind_int64(handle, index, number)
        case .real(let number): return sqlite3_bind_double(handle, index, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    // Copied before this returns. An empty text is not NULL.
                    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
                    guard let start = characters.baseAddress else {
                        return sqlite3_bind_text(handle, index, "", 0, copied)
                    }
                    return sqlite3_bind_text(handle, index, start, Int32(characters.count), copied)
                }
            }
        }
    }

    private func failure(_ code: Int32) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
    }
}
