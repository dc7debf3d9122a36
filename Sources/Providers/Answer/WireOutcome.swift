import StudioCore

/// What an exchange came to: a response, or a failure with what had arrived. Pure.
enum WireOutcome: Hashable {
    case response(ImageResponse)
    case failure(ProviderFailure)

    /// - Parameters:
    ///   - model: the id that was asked for.
    ///   - lost: the links of the answer that brought nothing.
    ///   - now: seconds since 1970.
    init(
        _ end: AnswerEnd<WireConsumer.Answer>, endpoint: Endpoint, model: String, attempts: Int,
        lost: [LinkFailure] = [], now: Double
    ) {
        let answer = end.answer.answer
        let isBroken = end.error != nil || end.answer.isCut || end.answer.readerFailure != nil
        // Whole is whole, whatever came after it. A picture within the thoughts counts only when the answer ended well: a
        // refusal after an interim picture is a refusal.
        let endedWell = !isBroken && answer.error == nil
        if let picture = answer.lastPicture ?? (endedWell ? answer.lastThoughtPicture : nil) {
            let notes = Self.notes(answer, model, isBroken, endpoint) + lost.map(\.note)
            self = .response(answer.response(final: picture, attempts: attempts, notes: notes))
            return
        }
        let failure = lost.first?.asTurnFailure ?? Self.located(Self.failure(end, endpoint, now), end.answer, endpoint)
        let hasPartial = !answer.parts.isEmpty || !answer.thoughtImages.isEmpty || answer.usage != nil
        // Nobody saw an interrupted answer fail: what is left of its pictures is all there will ever be.
        let partial =
            hasPartial
            ? answer.response(
                final: nil, attempts: attempts, notes: [], keepsBeginnings: failure.kind == .interrupted) : nil
        self = .failure(ProviderFailure(failure, partial: partial, attempts: attempts))
    }

    private static func notes(
        _ answer: WireAnswer, _ model: String, _ isBroken: Bool, _ endpoint: Endpoint
    ) -> [String] {
        var notes: [String] = []
        // Retired models are quietly routed to their successors.
        if let version = answer.modelVersion, !isSame(version, model) {
            notes.append("asked \(model), \(Shown.text(version)) answered")
        }
        if let error = answer.error {
            let words = error["message"]?.string.map { ": \(Shown.text($0))" } ?? ""
            notes.append("the provider reported an error after the picture\(words)")
        } else if isBroken {
            notes.append("the answer broke off after the picture")
        }
        if let reason = answer.finishReason, reason != "STOP" { notes.append("the model stopped with \(reason)") }
        if answer.lastPicture == nil, !answer.shapes.isDisjoint(with: [.imagesBody, .images, .markdown, .contentArray])
        {
            notes.append("the final picture never came: this is the last interim one")
        }
        if answer.images.last?.isWhole == false { notes.append("a later picture broke off and was not kept") }
        return notes
    }

    /// Dates behind a name, and a vendor before it, are no other model.
    private static func isSame(_ version: String, _ model: String) -> Bool {
        func name(_ text: String) -> Substring { text.split(separator: "/").last ?? text[...] }
        return name(version).hasPrefix(name(model)) || name(model).hasPrefix(name(version))
    }

    /// What is wrong with a server says which; what a model says needs no address.
    private static func located(
        _ failure: TurnFailure, _ taken: WireConsumer.Answer, _ endpoint: Endpoint
    ) -> TurnFailure {
        guard taken.status > 0, taken.answer.error != nil || failure.kind.outcome == .failed else { return failure }
        var failure = failure
        failure.message += " (\(origin(taken, endpoint)))"
        failure.httpStatus = failure.httpStatus ?? taken.status
        return failure
    }

    /// Who said it, so that it can be looked into: “HTTP 503, api.example.com, request 8cxp”.
    private static func origin(_ taken: WireConsumer.Answer, _ endpoint: Endpoint) -> String {
        let names: Set = ["x-request-id", "request-id", "x-oneapi-request-id", "x-goog-request-id"]
        let id = taken.headers.first { names.contains($0.0.lowercased()) }.map { "request \(Shown.word($0.1))" }
        return ["HTTP \(taken.status)", endpoint.host, id].compactMap { $0 }.joined(separator: ", ")
    }

    private static func failure(
        _ end: AnswerEnd<WireConsumer.Answer>, _ endpoint: Endpoint, _ now: Double
    ) -> TurnFailure {
        let taken = end.answer
        let answer = taken.answer
        if let failure = taken.readerFailure, answer.error == nil {
            return .unreadable(failure, sample: taken.sample, status: taken.status)
        }
        if answer.error != nil || taken.status >= 400 {
            let error = WireError(
                status: taken.status, headers: taken.headers, envelope: answer.error, sample: taken.sample, now: now)
            var failure = ErrorClassifier.failure(error, provider: endpoint.name)
            // In the middle of an answer something had been generated already.
            if taken.status == 200, failure.billed == .no { failure.billed = .unknown }
            return failure
        }
        if end.error as? TransportFailure == .interrupted, taken.form == .page {
            return .strange(sample: taken.sample, status: taken.status)
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
        let isUnfinished = taken.form == .events && answer.hasCandidates && !answer.isFinished
        if taken.isCut || isUnfinished {
            return TurnFailure(
                .truncated, message: "The answer broke off before the picture was whole.",
                advice:
                    "Retry when you like: nothing is sent again by itself, because the broken answer may have been billed.",
                providerCode: answer.finishReason, httpStatus: taken.status, billed: .unknown)
        }
        guard answer.hasCandidates || answer.isFinished || answer.usage != nil || answer.isForeign else {
            return .strange(sample: taken.sample, status: taken.status)
        }
        if answer.isForeign { return ChatClassifier.failure(of: answer, status: taken.status) }
        return GeminiClassifier.failure(
            of: answer, status: taken.status, isGoogle: endpoint.host.hasSuffix(".googleapis.com"))
    }
}
