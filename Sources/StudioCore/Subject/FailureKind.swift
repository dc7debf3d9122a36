/// Why a turn gave no picture, coarsely: what programs match on.
package enum FailureKind: String, Sendable, Codable, CaseIterable {
    case contentRejected = "content_rejected"
    case textInsteadOfImage = "text_instead_of_image"
    case noImage = "no_image"
    case maxTokens = "max_tokens"
    case recitation
    case authentication
    case permission
    case quota
    case rateLimited = "rate_limited"
    case invalidRequest = "invalid_request"
    case unsupportedSetting = "unsupported_setting"
    case modelUnavailable = "model_unavailable"
    case overloaded
    case server
    case timeout
    case network
    case malformedResponse = "malformed_response"
    case truncated
    case unsafeResponse = "unsafe_response"
    case budget
    case cancelled
    /// The studio was killed while the answer arrived: what was there of it has been read again.
    case interrupted

    package var outcome: Outcome {
        switch self {
        case .contentRejected, .textInsteadOfImage, .noImage, .maxTokens, .recitation: .rejected
        case .cancelled: .cancelled
        case .interrupted: .interrupted
        default: .failed
        }
    }

    /// The exit code of a headless command that ended so.
    package var exitCode: Int32 {
        switch self {
        case .contentRejected, .textInsteadOfImage, .noImage, .maxTokens, .recitation: 3
        case .authentication, .permission: 4
        case .quota, .rateLimited, .budget: 5
        case .timeout, .network, .truncated, .interrupted: 6
        case .overloaded, .server, .malformedResponse, .unsafeResponse: 7
        case .unsupportedSetting: 2
        case .cancelled: 130
        case .invalidRequest, .modelUnavailable: 1
        }
    }
}

/// Whether money was probably spent on a turn that failed.
package enum Billed: String, Sendable, Codable {
    case yes, no, unknown
}
