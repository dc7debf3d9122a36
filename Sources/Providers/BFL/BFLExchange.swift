import StudioCore

/// An exchange that brought no answer of use, in words. Pure.
struct BFLExchange {
    private var end: AnswerEnd<BFLAnswer>
    private var endpoint: Endpoint
    private var now: Double

    /// - Parameters:
    ///   - endpoint: who was asked.
    ///   - now: seconds since 1970.
    init(_ end: AnswerEnd<BFLAnswer>, endpoint: Endpoint, now: Double) {
        self.end = end
        self.endpoint = endpoint
        self.now = now
    }

    var failure: TurnFailure {
        var failure = unlocated
        // What is wrong with a server says which.
        guard end.answer.status > 0, failure.kind.outcome == .failed else { return failure }
        failure.message += " (\(origin))"
        failure.httpStatus = failure.httpStatus ?? end.answer.status
        return failure
    }

    private var unlocated: TurnFailure {
        let answer = end.answer
        let document = answer.document
        // A complaint that broke off is one still.
        if answer.status >= 400 || document?["detail", "error"] != nil {
            var failure = BFLErrorClassifier.failure(BFLComplaint(answer, now: now), provider: endpoint.name)
            // Who says yes first may have begun.
            if answer.status < 300, failure.billed == .no { failure.billed = .unknown }
            return failure
        }
        if let failure = answer.readerFailure {
            return .unreadable(failure, sample: answer.sample, status: answer.status)
        }
        if let error = end.error {
            return .transport(error, endpoint: endpoint, sent: end.wasSent, answering: answer.bytes > 0)
        }
        if answer.isCut {
            return TurnFailure(
                .truncated, message: "The answer broke off before it said what became of the request.",
                advice: "Nothing is sent again by itself: the request may have been taken, and billed.",
                httpStatus: answer.status, billed: .unknown)
        }
        return .strange(sample: answer.sample, status: answer.status)
    }

    /// “HTTP 503, api.example.com, request 8cxp”.
    private var origin: String {
        let names: Set = ["x-request-id", "request-id", "x-oneapi-request-id"]
        let id = end.answer.headers.first { names.contains($0.0.lowercased()) }.map { "request \(Shown.word($0.1))" }
        return ["HTTP \(end.answer.status)", endpoint.host, id].compactMap { $0 }.joined(separator: ", ")
    }
}
