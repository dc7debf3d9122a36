import StudioCore

/// What a complaint means, and what to do about it: by its words first, then by its number. Pure.
enum BFLErrorClassifier {
    /// - Parameter provider: the provider's name, for advice.
    static func failure(_ complaint: BFLComplaint, provider: String) -> TurnFailure {
        let text = [complaint.message, complaint.code ?? ""].joined(separator: "\n").lowercased()
        func has(_ words: String...) -> Bool { words.contains { text.contains($0) } }
        func failure(_ kind: FailureKind, _ advice: String, billed: Billed = .no, retry: Double? = nil) -> TurnFailure {
            TurnFailure(
                kind, message: Shown.text(complaint.message), advice: advice,
                providerCode: complaint.code.map { Shown.word($0) }, httpStatus: complaint.status,
                retryAfterSeconds: retry, billed: billed)
        }
        if has("moderat", "safety system", "content policy", "content_policy", "content_filter", "sensitive_words") {
            return failure(
                .contentRejected,
                "A filter declined the request: rephrase the prompt, and check the pictures that go along.",
                billed: complaint.status < 500 ? .no : .unknown)
        }
        if complaint.status == 402
            || has(
                "insufficient_quota", "insufficient_user_quota", "insufficient credit", "insufficient balance", "余额不足")
        {
            return failure(.quota, "Top up the account of \(provider), then retry.")
        }
        if has("model_not_found", "no available channel", "无可用渠道") {
            return failure(.modelUnavailable, unavailable)
        }
        switch complaint.status {
        case 401: return failure(.authentication, unaccepted(provider))
        case 403:
            // Black Forest Labs say so of a key that is none.
            return has("not authenticated", "api key", "api-key", "apikey", "invalid token", "credentials")
                ? failure(.authentication, unaccepted(provider))
                : failure(
                    .permission, "The key of \(provider) may not do this: check the key and what its account may use.")
        case 404: return failure(.modelUnavailable, unavailable)
        case 408, 504, 522, 524:
            return failure(
                .timeout, "The server gave up waiting for itself: retry when you like. It may have been billed.",
                billed: .unknown)
        case 413:
            return failure(.invalidRequest, "The request is too large: send fewer or smaller pictures.")
        case 429:
            let wait = complaint.retryAfter.map { " in \(Int(saturating: $0.rounded(.up))) s" } ?? " in a minute"
            return failure(
                .rateLimited, "Too many tasks at once (Black Forest Labs take 24): retry\(wait).",
                retry: complaint.retryAfter)
        case 503, 529:
            return failure(
                .overloaded, "The service is busy: retry in a minute, or pick another model.",
                retry: complaint.retryAfter)
        case 500...599:
            return failure(
                .server, "The provider had an error of its own: retry in a while. It may have been billed.",
                billed: .unknown)
        default:
            let fields = complaint.fields.map { "“\($0)”" }.joined(separator: ", ")
            return failure(
                .invalidRequest,
                fields.isEmpty
                    ? "Change what the message names; if it names nothing, check base_url and the model."
                    : "Change \(fields) in the settings, or under extra in the catalogue.")
        }
    }

    private static let unavailable =
        "Nobody serves this model there: check its name (easel models) and base_url, or pick another."

    private static func unaccepted(_ provider: String) -> String {
        "The key of \(provider) was sent but not accepted: copy it again, and look for a wrong or expired one."
    }
}
