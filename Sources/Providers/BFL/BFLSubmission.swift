import StudioCore

/// What the answer to a submission means. Pure.
struct BFLSubmission {
    var endpoint: Endpoint
    /// Where it went, after the endpoint's base.
    var path: String
    /// Which request of the turn it was, from 1.
    var attempt: Int

    enum Step: Hashable {
        /// It was taken on.
        case task(BFLTask)
        case failure(TurnFailure)
    }

    /// - Parameter now: seconds since 1970.
    func step(after end: AnswerEnd<BFLAnswer>, now: Double) -> Step {
        let answer = end.answer
        let document = answer.document
        guard (200..<300).contains(answer.status) else { return .failure(failure(end, now)) }
        if let failure = BFLStatus(document)?.failure(document) { return .failure(failure) }
        guard let id = document?["id"]?.string, !id.isEmpty else { return .failure(failure(end, now)) }
        let task = BFLTask(
            id: id,
            pollingURL: document?["polling_url"]?.string ?? BFLAddress.usual(id: id, path: path, at: endpoint),
            at: Int(now), attempt: attempt, credits: document?["cost"]?.number)
        return .task(task)
    }

    private func failure(_ end: AnswerEnd<BFLAnswer>, _ now: Double) -> TurnFailure {
        BFLExchange(end, endpoint: endpoint, now: now).failure
    }
}
