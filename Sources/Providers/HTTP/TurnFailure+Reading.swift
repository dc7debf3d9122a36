import Glibc
import StudioCore

extension TurnFailure {
    /// The reader had to give up.
    static func unreadable(_ failure: ReaderFailure, sample: String, status: Int) -> TurnFailure {
        switch failure {
        case .malformed(let what, let offset):
            TurnFailure(
                .malformedResponse,
                message: "The answer is no JSON (\(what), byte \(offset)): \(Shown.words(ofPage: sample))",
                advice: "Check base_url; if it is right, retry later.", httpStatus: status, billed: .unknown)
        case .tooDeep(let limit):
            TurnFailure(
                .unsafeResponse, message: "The answer is nested more than \(limit) levels deep and was given up.",
                advice: "Do not trust this endpoint: no real answer is like that.", httpStatus: status, billed: .unknown
            )
        case .tooLarge(let what, let limit):
            TurnFailure(
                .unsafeResponse,
                message:
                    "The answer was given up: \(what) is more than \(limit < 1 << 20 ? "\(limit)" : "\(limit >> 20) MB").",
                advice: "Do not trust this endpoint: no real answer is like that.", httpStatus: status, billed: .unknown
            )
        case .notKept(let path, let error):
            TurnFailure(
                .invalidRequest, message: "Cannot write \(path): \(String(cString: strerror(error))).",
                advice:
                    "Free some space or look at the folder's rights, then retry. The picture that was arriving may have been billed.",
                providerCode: error == ENOSPC || error == EDQUOT ? "local_diskFull" : "local_io", httpStatus: status,
                billed: .unknown)
        }
    }

    /// HTTP said all is well, but nothing of what was promised is there.
    static func strange(sample: String, status: Int) -> TurnFailure {
        let words = Shown.words(ofPage: sample)
        return TurnFailure(
            .malformedResponse,
            message: words.isEmpty
                ? "HTTP \(status), but the answer is empty."
                : "HTTP \(status), but the answer is none of this dialect: \(words)",
            advice: "Check base_url and dialect in config.toml: the address may belong to something else.",
            httpStatus: status, billed: .unknown)
    }
}
