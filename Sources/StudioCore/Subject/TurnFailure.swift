/// Why a turn gave no picture, in full: for programs (`kind`, `providerCode`) and for people (`message`, `advice`).
package struct TurnFailure: Error, Hashable, Sendable, Codable {
    package var kind: FailureKind
    /// The provider's own word: `IMAGE_SAFETY`, `RESOURCE_EXHAUSTED`, `insufficient_quota`.
    package var providerCode: String?
    package var httpStatus: Int?
    /// What happened, to what; the model's or server's own words where there are any.
    package var message: String
    /// What the person can do next.
    package var advice: String
    package var retryAfterSeconds: Double?
    package var billed: Billed

    package init(
        _ kind: FailureKind, message: String, advice: String, providerCode: String? = nil, httpStatus: Int? = nil,
        retryAfterSeconds: Double? = nil, billed: Billed = .unknown
    ) {
        self.kind = kind
        self.providerCode = providerCode
        self.httpStatus = httpStatus
        self.message = message
        self.advice = advice
        self.retryAfterSeconds = retryAfterSeconds
        self.billed = billed
    }

    enum CodingKeys: String, CodingKey {
        case kind, message, advice, billed
        case providerCode = "provider_code"
        case httpStatus = "http_status"
        case retryAfterSeconds = "retry_after_seconds"
    }

    /// All keys are always there, null where nothing is known: the shape programs rely on.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .kind)
        try container.encode(providerCode, forKey: .providerCode)
        try container.encode(httpStatus, forKey: .httpStatus)
        try container.encode(message, forKey: .message)
        try container.encode(advice, forKey: .advice)
        try container.encode(retryAfterSeconds, forKey: .retryAfterSeconds)
        try container.encode(billed, forKey: .billed)
    }
}
