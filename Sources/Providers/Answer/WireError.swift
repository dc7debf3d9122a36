/// The facts of an error as Google states them, freed of what gateways wrap around it.
struct WireError: Hashable, Sendable {
    /// What HTTP said.
    var httpStatus: Int
    /// What the body said; else as HTTP.
    var status: Int
    /// The gRPC word, or a gateway's code: `RESOURCE_EXHAUSTED`, `insufficient_quota`.
    var code: String?
    /// `ErrorInfo.reason`: `API_KEY_INVALID`.
    var reason: String?
    var message: String
    /// Everything it is called by: several words where a gateway adds its own to Google's.
    var words: [String] = []
    /// The quotas that were passed.
    var quotas: [Quota] = []
    /// Seconds the server asks to wait.
    var retryAfter: Double?

    struct Quota: Hashable, Sendable {
        var id: String
        /// nil: the server left it out, as it does for a limit of 0.
        var value: Int?
    }

    /// - Parameters:
    ///   - envelope: the value of `error`; nil when the body held none.
    ///   - sample: the beginning of the body as text: a page of HTML, or words.
    ///   - now: seconds since 1970, for a Retry-After that is a date.
    init(status: Int, headers: [(String, String)], envelope: JSONValue?, sample: String, now: Double) {
        let error = Self.unwrapped(envelope, depth: 4)
        httpStatus = status
        let said = error?["code"]?.int.flatMap { (400..<600).contains($0) ? $0 : nil }
        self.status = said ?? (status == 0 || status == 200 ? 500 : status)
        let words = ["status", "code", "type"].compactMap { error?[$0]?.string }
        code = words.first
        let details = error?["details"]?.array ?? []
        reason = details.compactMap { $0["reason"]?.string }.first
        self.words = words + [reason].compactMap { $0 }
        // More is not shown, and looking for words in it takes its time.
        let message = error?["message"]?.string ?? error?.string ?? Shown.words(ofPage: sample)
        self.message = String(decoding: message.utf8.prefix(1 << 16), as: UTF8.self)
        if message.isEmpty { self.message = "HTTP \(status) without an explanation." }
        quotas = details.flatMap { $0["violations"]?.array ?? [] }.compactMap { violation in
            violation["quotaId"]?.string.map { Quota(id: $0, value: violation["quotaValue"]?.int) }
        }
        let delay = details.compactMap { $0["retryDelay"]?.string }.first
        retryAfter = RetryAfter.seconds(delay: delay, message: message, headers: headers, now: now)
    }

    /// Out of one-element arrays (`[{"error":…}]`), envelopes in envelopes, and JSON in a string.
    private static func unwrapped(_ value: JSONValue?, depth: Int) -> JSONValue? {
        guard let value, depth > 0 else { return value }
        if case .array(let values) = value { return unwrapped(values.first, depth: depth - 1) }
        if let inner = value["error"] { return unwrapped(inner, depth: depth - 1) }
        let text = value.string ?? value["message"]?.string
        if let text, let start = text.firstIndex(of: "{"), let inner = JSONValue.parse(String(text[start...])),
            inner["error"] != nil || inner["message"] != nil
        {
            return unwrapped(inner, depth: depth - 1)
        }
        return value
    }
}
