import StudioCore

/// What an exchange with Google came to: a response, or a failure with what had arrived. Pure.
enum GeminiOutcome: Hashable {
    case response(ImageResponse)
    case failure(ProviderFailure)

    init(_ end: AnswerEnd<GeminiConsumer.Answer>, endpoint: Endpoint, attempt: Int) {
        let taken = end.answer
        let answer = taken.answer
        func fail(_ failure: TurnFailure) -> GeminiOutcome {
            var failure = failure
            failure.message = endpoint.redact(failure.message)
            let partial = answer.parts.isEmpty && answer.thoughtImages.isEmpty && answer.usage == nil
                ? nil : answer.response(attempts: attempt, notes: [])
            return .failure(ProviderFailure(failure, partial: partial, attempts: attempt))
        }
        if answer.hasPicture {
            // Whole is whole, whatever came after it.
            var notes: [String] = []
            if end.error != nil || taken.isPartial { notes.append("the answer broke off after the picture") }
            if answer.error != nil { notes.append("the provider reported an error after the picture") }
            if let reason = answer.finishReason, reason != "STOP" { notes.append("the model stopped with \(reason)") }
            self = .response(answer.response(attempts: attempt, notes: notes))
            return
        }
        if let error = answer.error {
            self = fail(
                GeminiErrorClassifier.failure(
                    .init(status: taken.status, headers: taken.headers, error: error, page: taken.page, provider: endpoint.name)))
        } else if end.hadBegun, taken.status >= 400 {
            self = fail(
                GeminiErrorClassifier.failure(
                    .init(status: taken.status, headers: taken.headers, error: nil, page: taken.page, provider: endpoint.name)))
        } else if let failure = taken.readerFailure {
            self = fail(Self.unreadable(failure, taken.status))
        } else if let error = end.error {
            self = fail(.transport(error, endpoint: endpoint, sent: end.wasSent, answering: taken.bytes > 0))
        } else if taken.isPartial {
            self = fail(
                TurnFailure(
                    .truncated, message: "The answer broke off before the picture was whole.",
                    advice: "Retry when you like; the broken answer may have been billed.", httpStatus: taken.status, billed: .unknown))
        } else if !answer.hasCandidates, answer.blockReason == nil {
            let start = taken.page.prefix(200)
            self = fail(
                TurnFailure(
                    .malformedResponse,
                    message: start.isEmpty ? "The answer holds nothing that can be read." : "The answer is not what was expected: \(start)",
                    advice: "Check base_url: it may not be an endpoint of this kind.", httpStatus: taken.status, billed: .unknown))
        } else {
            self = fail(GeminiClassifier.failure(of: answer, status: taken.status))
        }
    }

    private static func unreadable(_ failure: ReaderFailure, _ status: Int) -> TurnFailure {
        switch failure {
        case .malformed(let what, let offset):
            TurnFailure(
                .malformedResponse, message: "The answer is no JSON: \(what), near byte \(offset).",
                advice: "Check base_url; if it is right, retry later.", httpStatus: status, billed: .unknown)
        case .tooDeep:
            TurnFailure(
                .unsafeResponse, message: "The answer is nested deeper than any real one.", advice: "Do not trust this endpoint.",
                httpStatus: status, billed: .unknown)
        case .tooLarge(let limit):
            TurnFailure(
                .unsafeResponse, message: "The answer is larger than \(limit >> 20) MB and was given up.",
                advice: "Do not trust this endpoint.", httpStatus: status, billed: .unknown)
        case .notKept(let path, let reason):
            TurnFailure(
                .invalidRequest, message: "Cannot write \(path): \(reason.lowercased()).",
                advice: "Free some space, then retry. The picture that was arriving may have been billed.", providerCode: "local_diskFull",
                httpStatus: status, billed: .unknown)
        }
    }
}
