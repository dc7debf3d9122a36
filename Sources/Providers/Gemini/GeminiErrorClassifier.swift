import StudioCore

/// What an error envelope (or whatever came instead) means: status, gRPC code, details, words. Pure.
enum GeminiErrorClassifier {
    struct Facts: Hashable {
        var status: Int
        var headers: [(String, String)]
        var error: JSONValue?
        /// What came when it was no JSON.
        var page: String
        /// The provider's name and the variable its key comes from, for advice.
        var provider: String

        static func == (a: Facts, b: Facts) -> Bool {
            a.status == b.status && a.error == b.error && a.page == b.page && a.headers.elementsEqual(b.headers, by: ==)
        }

        func hash(into hasher: inout Hasher) { hasher.combine(status) }
    }

    static func failure(_ facts: Facts) -> TurnFailure {
        let error = unwrapped(facts.error)
        let message = error?["message"]?.string ?? facts.error?.string ?? pageText(facts)
        let status = error?["code"]?.int ?? facts.status
        let code = error?["status"]?.string ?? error?["code"]?.string
        let details = error?["details"]?.array ?? []
        let reason = details.compactMap { $0["reason"]?.string }.first
        let lower = message.lowercased()
        func failure(_ kind: FailureKind, _ advice: String, billed: Billed = .no, retry: Double? = nil) -> TurnFailure {
            TurnFailure(
                kind, message: String(message.prefix(2000)), advice: advice, providerCode: reason ?? code,
                httpStatus: facts.status, retryAfterSeconds: retry, billed: billed)
        }
        if reason == "API_KEY_INVALID" || status == 401 || lower.contains("api key not valid") || lower.contains("api key expired") {
            return failure(.authentication, "Check the key of \(facts.provider): it was sent, but is not accepted.")
        }
        if lower.contains("unregistered callers") {
            return failure(.authentication, "No key arrived; set the key of \(facts.provider).")
        }
        if isSafety(lower) {
            return failure(
                .contentRejected, "The provider's filter declined the prompt; rephrase it.", billed: .unknown)
        }
        if lower.contains("location is not supported") {
            return failure(.permission, "Google does not serve this country; use another provider or a server elsewhere.")
        }
        if status == 402 || lower.contains("enable billing") || lower.contains("insufficient balance") || lower.contains("insufficient_quota") {
            return failure(.quota, "Enable billing, or top the account up, then retry.")
        }
        switch status {
        case 429: return quota(message, details, facts, failure)
        case 403: return failure(.permission, advice403(lower, facts.provider))
        case 404:
            return failure(
                .modelUnavailable, "The model may have been shut down, or is not for this key: pick another (easel models).")
        case 400 where lower.contains("missing a thought_signature") || lower.contains("corrupted thought signature"):
            return failure(.invalidRequest, "Start over from the picture: it is sent as a reference then.")
        case 400 where lower.contains("payload size"), 413:
            return failure(.invalidRequest, "The request is too large: send fewer or smaller references, or start over from the picture.")
        case 400 where lower.contains("thinking level") || lower.contains("aspect") || lower.contains("image_size") || lower.contains("imagesize"):
            return failure(.unsupportedSetting, "Change the setting the message names.")
        case 400: return failure(.invalidRequest, "The provider did not understand the request; change what the message names.")
        case 408, 499: return failure(.timeout, "Retry when you like.", billed: .unknown)
        case 503:
            return failure(
                .overloaded, "The model is busy; retry in a minute, or pick another model.",
                retry: RetryDelay.seconds(error: error, message: message, headers: facts.headers))
        case 504: return failure(.timeout, "The provider ran out of time; try a smaller size.", billed: .unknown)
        case 500...599: return failure(.server, "The provider had an error; retry in a while.", billed: .unknown)
        default:
            return failure(status < 400 ? .malformedResponse : .invalidRequest, "See what the message says; base_url may be wrong.", billed: .unknown)
        }
    }

    private static func quota(
        _ message: String, _ details: [JSONValue], _ facts: Facts,
        _ failure: (FailureKind, String, Billed, Double?) -> TurnFailure
    ) -> TurnFailure {
        let lower = message.lowercased()
        let violations = details.flatMap { $0["violations"]?.array ?? [] }
        let ids = violations.compactMap { $0["quotaId"]?.string }
        if message.contains("limit: 0") || violations.contains(where: { ($0["quotaId"]?.string ?? "").contains("FreeTier") && $0["quotaValue"] == nil }) {
            return failure(.quota, "This key's free tier has no pictures: enable billing in AI Studio, then retry.", .no, nil)
        }
        if ids.contains(where: { $0.contains("PerDay") }) || lower.contains("per_day") || lower.contains("per day") {
            return failure(.quota, "The day's quota is used up; it is renewed at midnight Pacific time.", .no, nil)
        }
        if lower.contains("insufficient") || lower.contains("balance") {
            return failure(.quota, "Top the account up, then retry.", .no, nil)
        }
        let seconds = RetryDelay.seconds(error: facts.error.flatMap(unwrapped), message: message, headers: facts.headers)
        return failure(
            .rateLimited, "Too many requests; retry in \(Int((seconds ?? 30).rounded(.up))) s.", .no, seconds)
    }

    /// The envelope, out of an array or a string that a gateway wrapped it in.
    static func unwrapped(_ value: JSONValue?) -> JSONValue? {
        guard let value else { return nil }
        if case .array(let values) = value { return unwrapped(values.first?["error"] ?? values.first) }
        if let inner = value["error"], inner["message"] != nil { return unwrapped(inner) }
        if let text = value["message"]?.string, text.hasPrefix("{"), let inner = JSONValue.parse(text) {
            return unwrapped(inner["error"] ?? inner) ?? value
        }
        return value
    }

    private static func isSafety(_ text: String) -> Bool {
        ["safety system", "content policy", "content_policy", "safety_violations", "moderation_blocked", "prohibited use", "sensitive words"]
            .contains { text.contains($0) }
    }

    private static func advice403(_ text: String, _ provider: String) -> String {
        if text.contains("leaked") { return "Make a new key, delete this one, and set the new one." }
        if text.contains("has not been used") || text.contains("disabled") { return "Enable the API in the Google Cloud console, then retry." }
        return "This key of \(provider) may not use the model; check the key's rights or pick another model."
    }

    /// An HTML page or plain words, short.
    private static func pageText(_ facts: Facts) -> String {
        var text = ""
        var isTag = false
        for character in facts.page {
            if character == "<" { isTag = true } else if character == ">" { isTag = false } else if !isTag { text.append(character.isNewline ? " " : character) }
        }
        let words = text.split(separator: " ").joined(separator: " ").prefix(300)
        return "HTTP \(facts.status)" + (words.isEmpty ? " without an explanation." : ": \(words)")
    }
}
