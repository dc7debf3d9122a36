import StudioCore

/// Why there is no picture though the server said 200: candidatesTokenCount first, then finishReason, then the words, as
/// the provider's own guide has it. Pure: recorded answers are its tests.
enum GeminiClassifier {
    /// - Parameter isGoogle: Google itself answers, whose refusals are free; gateways bill every 200.
    static func failure(of answer: WireAnswer, status: Int, isGoogle: Bool = true) -> TurnFailure {
        let free: Billed = isGoogle ? .no : .unknown
        func failure(
            _ kind: FailureKind, _ message: String, _ advice: String, code: String?, billed: Billed
        ) -> TurnFailure {
            TurnFailure(
                kind, message: Shown.text(message), advice: advice, providerCode: code, httpStatus: status,
                billed: (answer.usage?.imageTokens ?? 0) > 0 ? .yes : billed)
        }
        if let reason = answer.blockReason {
            return failure(
                .contentRejected,
                answer.blockMessage ?? "The prompt was blocked before anything was drawn (\(reason)).",
                reason == "IMAGE_SAFETY"
                    ? "A reference picture was taken as unsafe: use another one, or describe it in words."
                    : "Rephrase the prompt without violence, sexual content or sensitive topics; check the reference pictures too.",
                code: reason, billed: free)
        }
        let words = answer.text.isEmpty ? nil : answer.text
        let known = answer.finishReason.flatMap(GeminiFinish.meaning)
        // A word as exact as MAX_TOKENS says more than a count; one as vague as OTHER says less.
        if answer.candidatesTokens == 0, known?.isExact != true {
            return failure(
                .contentRejected,
                answer.finishMessage ?? words ?? "The request was rejected in review: no candidate was generated.",
                "Check the prompt and the reference pictures for violent, sexual or otherwise sensitive content, then try again.",
                code: code(answer) ?? "candidatesTokenCount=0", billed: free)
        }
        if let known, let reason = answer.finishReason {
            let own = answer.finishMessage ?? words
            var kind = known.kind
            if reason == "OTHER", own?.lowercased().contains("internal error") == true { kind = .server }
            return failure(
                kind, own ?? "\(known.sentence) (\(reason)).", known.advice, code: reason,
                // Google's own words, which a gateway passes on and does not mean.
                billed: own?.contains("not be charged") == true || known.isFree ? free : known.billed)
        }
        if let reason = answer.finishReason, reason != "STOP" {
            return failure(
                .noImage, answer.finishMessage ?? words ?? "The model stopped without a picture (\(reason)).",
                "Retry once; if it stays, rephrase the prompt. This reason is new to Easel.", code: reason,
                billed: .unknown)
        }
        if let words {
            return failure(
                .textInsteadOfImage, words,
                "Read the model's words, then rephrase. Watermark removal and face swaps are declined, and it does not know "
                    + "products or events after its training; “draw …” at the start makes plain that a picture is wanted.",
                code: answer.finishReason, billed: isGoogle ? .yes : .unknown)
        }
        if answer.candidatesTokens == nil {
            return failure(
                .contentRejected, "The request was rejected in review: the model produced nothing at all.",
                "Check the prompt and the reference pictures for sensitive content, then try again.",
                code: code(answer) ?? "candidatesTokenCount=absent", billed: .unknown)
        }
        return failure(
            .noImage, "The model says it is done, but there is no picture in its answer.",
            "Try again; the tokens it counted may have been billed.", code: answer.finishReason, billed: .unknown)
    }

    /// “STOP” is no reason for anything.
    private static func code(_ answer: WireAnswer) -> String? {
        answer.finishReason == "STOP" ? nil : answer.finishReason
    }
}
