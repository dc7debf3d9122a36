import StudioCore

/// What an exchange with Google came to: a response, or a failure with what had arrived. Pure.
enum GeminiOutcome: Hashable {
    case response(ImageResponse)
    case failure(ProviderFailure)

    /// - Parameters:
    ///   - model: the id that was asked for.
    ///   - now: seconds since 1970.
    init(_ end: AnswerEnd<GeminiConsumer.Answer>, endpoint: Endpoint, model: String, attempts: Int, now: Double) {
        let answer = end.answer.answer
        let isBroken = end.error != nil || end.answer.isCut || end.answer.readerFailure != nil
        // Whole is whole, whatever came after it. A picture within the thoughts counts only when the answer ended well.
        if let picture = answer.lastPicture ?? (isBroken ? nil : answer.lastThoughtPicture) {
            let notes = Self.notes(answer, model, isBroken, endpoint)
            self = .response(answer.response(final: picture, attempts: attempts, notes: notes))
            return
        }
        var failure = Self.failure(end, endpoint, now)
        failure.message = endpoint.redact(failure.message)
        let hasPartial = !answer.parts.isEmpty || !answer.thoughtImages.isEmpty || answer.usage != nil
        let partial = hasPartial ? answer.response(final: nil, attempts: attempts, notes: []) : nil
        self = .failure(ProviderFailure(failure, partial: partial, attempts: attempts))
    }

    private static func notes(
        _ answer: GeminiAnswer, _ model: String, _ isBroken: Bool, _ endpoint: Endpoint
    ) -> [String] {
        var notes: [String] = []
        // Retired models are quietly routed to their successors.
        if let version = answer.modelVersion, !version.hasPrefix(model), !model.hasPrefix(version) {
            notes.append("asked \(model), \(Shown.text(version)) answered")
        }
        if let error = answer.error {
            let words = error["message"]?.string.map { ": \(Shown.text($0))" } ?? ""
            notes.append(endpoint.redact("the provider reported an error after the picture\(words)"))
        } else if isBroken {
            notes.append("the answer broke off after the picture")
        }
        if let reason = answer.finishReason, reason != "STOP" { notes.append("the model stopped with \(reason)") }
        if answer.images.last?.isWhole == false { notes.append("a later picture broke off and was not kept") }
        return notes
    }

    /// Who said it, so that it can be looked into: “HTTP 503, api.example.com, request 8cxp”.
    private static func origin(_ taken: GeminiConsumer.Answer, _ endpoint: Endpoint) -> String {
        let names: Set = ["x-request-id", "request-id", "x-oneapi-request-id", "x-goog-request-id"]
        let id = taken.headers.first { names.contains($0.0.lowercased()) }.map { "request \($0.1.prefix(80))" }
        return ["HTTP \(taken.status)", endpoint.host, id].compactMap { $0 }.joined(separator: ", ")
    }

    private static func failure(
        _ end: AnswerEnd<GeminiConsumer.Answer>, _ endpoint: Endpoint, _ now: Double
    ) -> TurnFailure {
        let taken = end.answer
        let answer = taken.answer
        if let failure = taken.readerFailure, answer.error == nil {
            return .unreadable(failure, sample: taken.sample, status: taken.status)
        }
        if answer.error != nil || taken.status >= 400 || (taken.status > 200 && taken.status < 300) {
            let error = GeminiError(
                status: taken.status, headers: taken.headers, envelope: answer.error, sample: taken.sample, now: now)
            var failure = GeminiErrorClassifier.failure(error, provider: endpoint.name)
            failure.message += " (\(Self.origin(taken, endpoint)))"
            // In the middle of an answer something had been generated already.
            if taken.status == 200, failure.billed == .no { failure.billed = .unknown }
            return failure
        }
        if let error = end.error {
            let isAnswering = taken.bytes > 0
            return .transport(error, endpoint: endpoint, sent: end.wasSent, answering: isAnswering)
        }
        if answer.images.contains(where: { $0.isWhole }) {
            return TurnFailure(
                .malformedResponse, message: "What came as a picture is none that is known; its bytes were kept.",
                advice: "Look at the kept file; if other requests fail the same way, pick another model or provider.",
                httpStatus: taken.status, billed: .yes)
        }
        if answer.images.contains(where: { !$0.isWhole }), !taken.isCut {
            return TurnFailure(
                .malformedResponse, message: "The picture's base64 is damaged: it cannot be decoded to its end.",
                advice: "Retry when you like; the damaged picture was probably billed.", httpStatus: taken.status,
                billed: .yes)
        }
        // A stream that just stops without a last word was cut off, though the connection ended politely.
        let isUnfinished = taken.isStream && answer.hasCandidates && !answer.isFinished
        if taken.isCut || isUnfinished {
            return TurnFailure(
                .truncated, message: "The answer broke off before the picture was whole.",
                advice:
                    "Retry when you like: nothing is sent again by itself, because the broken answer may have been billed.",
                providerCode: answer.finishReason, httpStatus: taken.status, billed: .unknown)
        }
        guard answer.hasCandidates || answer.isFinished || answer.usage != nil else {
            return .strange(sample: taken.sample, status: taken.status)
        }
        return GeminiClassifier.failure(
            of: answer, status: taken.status, isGoogle: endpoint.baseURL.hasSuffix("googleapis.com"))
    }
}
