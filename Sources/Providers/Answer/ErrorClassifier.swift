import StudioCore

/// What an error means, and what to do about it. Pure.
enum ErrorClassifier {
    /// - Parameter provider: the provider's name, for advice.
    static func failure(_ error: WireError, provider: String) -> TurnFailure {
        let text = ([error.message] + error.words).joined(separator: "\n").lowercased()
        func has(_ words: String...) -> Bool { words.contains { text.contains($0) } }
        func failure(_ kind: FailureKind, _ advice: String, billed: Billed = .no, retry: Double? = nil) -> TurnFailure {
            TurnFailure(
                kind, message: Shown.text(error.message), advice: advice, providerCode: error.reason ?? error.code,
                httpStatus: error.httpStatus, retryAfterSeconds: retry, billed: billed)
        }
        if has("reported as leaked") {
            return failure(.authentication, "Make a new key, delete this one, and set the new one for \(provider).")
        }
        // LiteLLM, of the key it has itself for what is behind it.
        if has("litellm.authenticationerror", "litellm.permissiondeniederror") {
            return failure(
                error.status == 403 ? .permission : .authentication,
                "It is not your key: \(provider) was refused by the service behind it. Whoever runs \(provider) must look at the key it uses there."
            )
        }
        // LiteLLM without a database knows one key only, and has no better words for any other.
        if has("no_db_connection") {
            return failure(.authentication, "The key of \(provider) was sent but not accepted: copy it again.")
        }
        if error.reason == "API_KEY_INVALID" || error.status == 401
            || has("api key not valid", "api key expired", "invalid api key", "invalid_api_key", "无效的令牌")
        {
            return failure(
                .authentication,
                "The key of \(provider) was sent but not accepted: copy it again, and look for a wrong or expired one.")
        }
        if has("unregistered callers", "missing api key", "no api key") {
            return failure(
                .authentication,
                "No key arrived: set the key of \(provider), or check how it is sent (auth in config.toml).")
        }
        // Some servers say no to the content with 429 or 500: that is no trouble to wait for.
        if error.quotas.isEmpty, isRefusal(text) {
            return failure(
                .contentRejected,
                "A filter declined the request: rephrase the prompt, and check the reference pictures.",
                billed: error.status == 400 ? .no : .unknown)
        }
        if has("must be verified") {
            return failure(
                .permission, "The account must be verified for this model: follow the address in the message.")
        }
        if has(
            "no available channel", "无可用渠道", "model_not_found", "no available models", "does not exist",
            "invalid model name passed in")
        {
            return failure(
                .modelUnavailable,
                "\(provider) has nobody who serves this model to this key: check its name and the key's group, or pick another (easel models --refresh)."
            )
        }
        if has("location is not supported") {
            return failure(.permission, "Google does not serve this place: use another provider.")
        }
        if error.status == 402
            || has(
                "enable billing", "insufficient_quota", "insufficient balance", "insufficient user quota",
                "insufficient_user_quota", "pre_consume_token_quota_failed", "billing_hard_limit_reached",
                "insufficient credits", "余额不足", "额度")
        {
            return failure(.quota, "Enable billing or top up the account of \(provider), then retry.")
        }
        switch error.status {
        case 429: return limited(error, text, failure)
        case 400: return invalid(text, failure)
        case 422: return invalid(text, failure)
        case 413:
            return failure(
                .invalidRequest,
                "The request is too large: send fewer or smaller references, or start over from the picture.")
        case 403: return failure(.permission, forbidden(error, text, provider))
        case 404:
            return failure(
                .modelUnavailable,
                "The model may have been shut down or is not open to this key: pick another (easel models)"
                    + (provider == "google" ? "." : "; or base_url is wrong."))
        case 408, 504:
            return failure(
                .timeout, "The provider ran out of time: retry, or ask for a smaller size. It may have been billed.",
                billed: .unknown)
        case 522, 524:
            return failure(
                .timeout,
                "The proxy before \(provider) gave up; the picture may still be made and billed. Set base_url to another of its hosts, or ask for a smaller size.",
                billed: .unknown)
        case 499: return failure(.server, "The provider cancelled the request: retry when you like.", billed: .unknown)
        case 503, 529:
            return failure(
                .overloaded, "The model is busy: retry in a minute, or pick another model.", retry: error.retryAfter)
        case 500...599:
            return failure(
                .server, "The provider had an error of its own: retry in a while. It may have been billed.",
                billed: .unknown)
        case 300..<400: return failure(.server, "Set base_url to the right address; redirects are not followed.")
        default: return failure(.invalidRequest, "Change what the message names; if it names nothing, check base_url.")
        }
    }

    private typealias Make = (FailureKind, String, Billed, Double?) -> TurnFailure

    private static func limited(_ error: WireError, _ text: String, _ failure: Make) -> TurnFailure {
        let isFreeTier = error.quotas.contains { $0.id.contains("FreeTier") && ($0.value ?? 0) == 0 }
        if isFreeTier || text.contains("limit: 0,") || error.message.hasSuffix("limit: 0")
            || text.contains("limit: 0\n")
        {
            return failure(
                .quota,
                "This key's free tier has no pictures at all (limit 0): enable billing in Google AI Studio, then retry.",
                .no, nil)
        }
        if error.quotas.contains(where: { $0.id.contains("PerDay") }) || text.contains("per_day")
            || text.contains("per day")
            || text.contains("quota_daily")
        {
            return failure(
                .quota,
                "The day's quota is used up; it is renewed at midnight Pacific time. Use another provider until then.",
                .no, nil)
        }
        if text.contains("insufficient") || text.contains("balance") || text.contains("spending cap") {
            return failure(.quota, "Top up the account or raise its spending cap, then retry.", .no, nil)
        }
        let wait = error.retryAfter.map { " in \(Int(saturating: $0.rounded(.up))) s" } ?? " in a minute"
        return failure(.rateLimited, "Too many requests in a short time: retry\(wait).", .no, error.retryAfter)
    }

    private static func invalid(_ text: String, _ failure: Make) -> TurnFailure {
        func has(_ words: String...) -> Bool { words.contains { text.contains($0) } }
        if has("missing a thought_signature", "corrupted thought signature") {
            return failure(
                .invalidRequest,
                "The conversation cannot be taken up again: start over from the picture, as a reference it needs no signature.",
                .no, nil)
        }
        if has("payload size", "too large", "exceeds the maximum", "cannot exceed", "write_response_body_failed") {
            return failure(
                .invalidRequest,
                "The request is too large: send fewer or smaller references, or start over from the picture.", .no, nil)
        }
        if has("mime type", "process input image", "image is not valid", "invalid_image_file") {
            return failure(
                .invalidRequest, "A picture that was sent is not accepted: send it as PNG, JPEG or WebP.", .no, nil)
        }
        if has(
            "thinking level", "thinking is not enabled", "aspect_ratio", "aspectratio", "image_size", "imagesize",
            "is not enabled for", "multiple candidates", "unknown_parameter", "unsupported_parameter",
            "extra_forbidden",
            "unsupportedparamserror"
        ) {
            return failure(
                .unsupportedSetting, "Change the setting the message names, or pick another model.", .no, nil)
        }
        return failure(
            .invalidRequest, "The provider did not take the request: change what the message names.", .no, nil)
    }

    private static func forbidden(_ error: WireError, _ text: String, _ provider: String) -> String {
        if error.reason == "SERVICE_DISABLED" || text.contains("has not been used") {
            return "Enable the Generative Language API for the key's project in the Google Cloud console, then retry."
        }
        return "The key of \(provider) may not do this: check its rights and restrictions, or pick another model."
    }

    static func isRefusal(_ text: String) -> Bool {
        let words = [
            "safety system", "safety filter", "content policy", "content_policy", "contentpolicyviolation",
            "content_filter", "safety_violation",
            "moderation", "prohibited use", "prohibited_content", "prohibited content", "sensitive words",
            "sensitive_words",
            "moderation_blocked", "image_generation_user_error", "prompt_blocked", "request blocked by",
            "responsible ai", "violates our", "image_safety", "blocked by safety", "safety reasons",
        ]
        return words.contains { text.contains($0) }
    }
}
