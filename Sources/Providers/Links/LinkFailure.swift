package import StudioCore

/// Why a link brought no picture. The link itself is told, whole: it was paid for, and may open for a while.
package struct LinkFailure: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// No http or https address, or one that is not what it seems.
        case unusable
        /// It leads to this machine, into its network, or nowhere public.
        case forbidden
        case unresolved, unreachable, timeout, broken
        case status(Int)
        case redirects
        case tooLarge
        case notAPicture
        /// The disk.
        case notKept
        case cancelled
    }

    package var kind: Kind
    /// As the answer had it.
    package var link: String
    /// What happened, as the end of a sentence that begins with the link.
    package var why: String

    package init(_ kind: Kind, link: String, why: String) {
        self.kind = kind
        self.link = link
        self.why = why
    }

    /// For a turn that has a picture all the same.
    package var note: String { Shown.text("a linked picture was not downloaded (\(why)): \(link)") }

    /// For a turn that has none.
    package var asTurnFailure: TurnFailure {
        TurnFailure(
            failureKind,
            message: Shown.text(
                "The answer holds a link instead of a picture, and it was not downloaded: \(why). \(link)"),
            advice: advice, providerCode: "link", httpStatus: status,
            // Pictures behind links have been drawn.
            billed: .yes)
    }

    /// Another try may end better.
    var isPassing: Bool {
        switch kind {
        case .unreachable, .timeout, .broken, .unresolved: true
        case .status(let code): code == 404 || code == 429 || code >= 500
        default: false
        }
    }

    private var status: Int? { if case .status(let code) = kind { code } else { nil } }

    private var failureKind: FailureKind {
        switch kind {
        case .unusable, .forbidden, .tooLarge, .redirects: .unsafeResponse
        case .unresolved, .unreachable: .network
        case .broken: .truncated
        case .timeout: .timeout
        case .status: .server
        case .notAPicture: .malformedResponse
        case .notKept: .invalidRequest
        case .cancelled: .cancelled
        }
    }

    private var advice: String {
        switch kind {
        case .unusable, .forbidden:
            "Easel follows links to public addresses and to the provider itself only. Open it by hand if you trust it; the images route of many servers sends bytes instead where response_format = \"b64_json\" stands under the provider's wire in config.toml."
        default: "Open it in a browser soon: such links expire within minutes or hours."
        }
    }
}
