/// What is wrong by the words of an answer, in any of the shapes that Black Forest Labs and resellers have for it.
struct BFLComplaint: Hashable, Sendable {
    /// What HTTP said.
    var status: Int
    var message: String
    /// What the complaint is called by, where it has a name: `insufficient_quota`.
    var code: String?
    /// The members of the request that it is about.
    var fields: [String] = []
    /// Seconds the server asks to wait.
    var retryAfter: Double?

    private static let mostDetails = 8

    /// - Parameter now: seconds since 1970, for a Retry-After that is a date.
    init(_ answer: BFLAnswer, now: Double) {
        status = answer.status
        let error = Self.unwrapped(answer.document, depth: 4)
        // FastAPI's own shape: what is wrong with which member.
        let details = (error?.array ?? []).prefix(Self.mostDetails)
        fields = details.compactMap { Self.field($0) }
        let listed = details.compactMap { detail -> String? in
            guard let words = detail["msg", "message"]?.string ?? detail.string else { return nil }
            return Self.field(detail).map { "\($0): \(words)" } ?? words
        }
        let said = error?.string ?? error?["message", "msg", "detail", "error"]?.string
        code = ["code", "type", "status"].compactMap { error?[$0]?.string }.first
        let words = listed.isEmpty ? said ?? Shown.words(ofPage: answer.sample) : listed.joined(separator: "; ")
        message =
            words.isEmpty
            ? "HTTP \(status) without an explanation." : String(decoding: words.utf8.prefix(1 << 16), as: UTF8.self)
        retryAfter = RetryAfter.seconds(delay: nil, message: message, headers: answer.headers, now: now)
    }

    /// The innermost of what is wrapped in `detail`, `error` and lists of one.
    private static func unwrapped(_ value: JSONValue?, depth: Int) -> JSONValue? {
        guard depth > 0, let value else { return value }
        if let inner = value["detail", "error", "errors"] { return unwrapped(inner, depth: depth - 1) }
        if value.array.count == 1, value.array[0]["detail", "error", "errors"] != nil {
            return unwrapped(value.array[0], depth: depth - 1)
        }
        return value
    }

    /// `["body", "aspect_ratio"]` is `aspect_ratio`, `["body", "safety", 0]` is `safety.0`.
    private static func field(_ detail: JSONValue) -> String? {
        let place = detail["loc"]?.array.prefix(8).compactMap { $0.string ?? $0.int.map(String.init) } ?? []
        let inner = place.first == "body" ? place.dropFirst() : place[...]
        return inner.isEmpty ? nil : Shown.word(inner.joined(separator: "."))
    }
}
