/// What was said before the body of an answer, as far as reading it again needs it.
struct AnswerHead: Hashable, Sendable {
    /// What was asked in: `AnswerConsumer.reads`.
    var dialect: String
    var status: Int
    var contentType: String?
    /// As the server named it; the body is kept without it.
    var contentEncoding: String?
    /// Which request of the turn it answered, from 1.
    var attempt: Int
    /// When it arrived, in seconds since 1970.
    var at: Int

    /// One line of JSON. A server's words are cut down to what such headers consist of, so there is nothing to escape.
    var line: String {
        func quoted(_ value: String?) -> String { value.map { "\"\(Self.plain($0))\"" } ?? "null" }
        return "{\"dialect\":\(quoted(dialect)),\"status\":\(status),\"content_type\":\(quoted(contentType)),"
            + "\"content_encoding\":\(quoted(contentEncoding)),\"attempt\":\(attempt),\"at\":\(at)}\n"
    }

    private static func plain(_ value: String) -> String {
        let marks = Set("/+-._;= ".utf8)
        let good = value.utf8.filter { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: marks.contains(byte)
            }
        }
        return String(decoding: good.prefix(100), as: UTF8.self)
    }

    /// nil for anything that such a line is not.
    init?(line: String) {
        guard let value = JSONValue.parse(line), let dialect = value["dialect"]?.string,
            let status = value["status"]?.int, (100..<600).contains(status)
        else { return nil }
        self.init(
            dialect: dialect, status: status, contentType: value["content_type"]?.string,
            contentEncoding: value["content_encoding"]?.string, attempt: max(1, value["attempt"]?.int ?? 1),
            at: value["at"]?.int ?? 0)
    }

    init(
        dialect: String, status: Int, contentType: String?, contentEncoding: String?, attempt: Int, at: Int
    ) {
        self.dialect = dialect
        self.status = status
        self.contentType = contentType
        self.contentEncoding = contentEncoding
        self.attempt = attempt
        self.at = at
    }
}
