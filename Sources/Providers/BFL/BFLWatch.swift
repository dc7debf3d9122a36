import StudioCore

/// Follows a task from answer to answer: when to ask again, and when to stop. Asking buys nothing, so trouble that may pass
/// is asked through. A pure value.
struct BFLWatch {
    /// A task may be unknown for a moment after it was taken on, and in the wrong region.
    static let mostMissing = 5
    private static let longestPause = 30.0

    private let task: BFLTask
    private let endpoint: Endpoint
    private let patience: BFLPatience
    private let startedAt: Double
    /// Seconds, for a clock that stands still.
    private var waited = 0.0
    /// In a row.
    private var troubles = 0
    private var missing = 0
    /// Seconds that a new word was waited for.
    private var strange = 0.0

    /// - Parameters:
    ///   - endpoint: who is asked.
    ///   - now: seconds since 1970.
    init(_ task: BFLTask, endpoint: Endpoint, patience: BFLPatience, now: Double) {
        self.task = task
        self.endpoint = endpoint
        self.patience = patience
        startedAt = now
    }

    /// - Parameters:
    ///   - now: seconds since 1970.
    ///   - random: in 0..<1.
    mutating func step(after end: AnswerEnd<BFLAnswer>, now: Double, random: Double) -> BFLStep {
        let answer = end.answer
        let isFine = (200..<300).contains(answer.status)
        var status = isFine ? BFLStatus(answer.document) : answer.status == 404 ? .notFound : nil
        if status == nil, answer.status == 202 { status = .pending }
        if status != nil, status != .notFound { missing = 0 }
        let pause = patience.interval * (1 + random * 0.5)
        let progress = isFine ? BFLStatus.progress(answer.document) : nil
        switch status {
        case .pending?:
            (troubles, strange) = (0, 0)
            return wait(BFLWait(seconds: pause, progress: progress), now)
        case .other(let word)?:
            troubles = 0
            strange += pause
            guard strange <= patience.strange else { return .last(.giveUp(told(newWord(word), .unknown))) }
            return wait(BFLWait(seconds: pause, progress: progress), now)
        case .notFound?:
            missing += 1
            guard missing <= Self.mostMissing else { return .last(.fail(told(unknownTask(answer.status), .unknown))) }
            return wait(BFLWait(seconds: pause), now)
        case .ready?:
            if let sample = answer.document?["result"]?["sample"]?.string, !sample.isEmpty {
                return .last(.fetch(sample))
            }
            // Half an answer may have had it in its other half.
            return answer.isWhole ? .last(.fail(told(noPicture, .yes))) : trouble(end, pause, now)
        case .requestModerated?, .contentModerated?, .failed?:
            guard let failure = status?.failure(answer.document) else { return trouble(end, pause, now) }
            return .last(.fail(told(failure, failure.billed)))
        case nil: return trouble(end, pause, now)
        }
    }

    private mutating func trouble(_ end: AnswerEnd<BFLAnswer>, _ pause: Double, _ now: Double) -> BFLStep {
        let failure = BFLExchange(end, endpoint: endpoint, now: now).failure
        if failure.kind == .cancelled { return .last(.giveUp(cancelled)) }
        if failure.kind == .contentRejected { return .last(.fail(told(failure, failure.billed))) }
        guard Self.isPassing(failure), troubles < patience.mostTroubles else {
            return .last(.giveUp(told(failure, .unknown)))
        }
        troubles += 1
        let longer = min(Self.longestPause, pause * Double(1 << min(troubles - 1, 8)))
        let asked = min(failure.retryAfterSeconds ?? 0, RepeatRule.longestWait)
        return wait(BFLWait(seconds: max(longer, asked), troubles: troubles), now, or: failure)
    }

    /// The next question may be answered. Who is sent elsewhere would be sent there again.
    private static func isPassing(_ failure: TurnFailure) -> Bool {
        switch failure.kind {
        case .network, .timeout, .truncated, .overloaded, .rateLimited, .malformedResponse: true
        case .server: failure.providerCode != "redirect"
        default: false
        }
    }

    /// - Parameter failure: what is told when there is no time left.
    private mutating func wait(_ wait: BFLWait, _ now: Double, or failure: TurnFailure? = nil) -> BFLStep {
        guard max(now - startedAt, waited) < patience.total else {
            return .last(.giveUp(told(failure ?? outOfTime, .unknown)))
        }
        waited += wait.seconds
        return .wait(wait)
    }

    // MARK: Words

    /// With the task, for whoever asks by hand.
    private func told(_ failure: TurnFailure, _ billed: Billed) -> TurnFailure {
        var failure = failure
        failure.message += " (\(task.words))"
        failure.billed = billed
        if failure.kind.outcome == .failed, billed == .unknown {
            failure.advice +=
                " The picture may be there all the same: nothing is sent again by itself, and that address can be asked with the key."
        }
        return failure
    }

    /// What a person is told who did not want to wait any longer.
    var cancelled: TurnFailure {
        TurnFailure(
            .cancelled,
            message:
                "Cancelled while \(endpoint.host) was drawing; it cannot be stopped there and may still be billed. (\(task.words))",
            advice: "Submit again when you like.", billed: .unknown)
    }

    private var outOfTime: TurnFailure {
        TurnFailure(
            .timeout, message: "\(endpoint.host) had not finished after \(Int(saturating: patience.total)) s.",
            advice: "Retry when you like.", providerCode: "total")
    }

    private func unknownTask(_ status: Int) -> TurnFailure {
        TurnFailure(
            .server, message: "\(endpoint.host) took the request on and does not know it any more.",
            advice: "Retry when you like.", providerCode: "Task not found", httpStatus: status)
    }

    private func newWord(_ word: String) -> TurnFailure {
        TurnFailure(
            .server,
            message: "\(endpoint.host) says “\(word)” of the task, which is new to Easel, and went on saying so.",
            advice: "Retry when you like.", providerCode: word)
    }

    private var noPicture: TurnFailure {
        TurnFailure(
            .malformedResponse, message: "\(endpoint.host) says that the picture is ready, but not where it is.",
            advice: "Retry when you like; it was probably billed.", providerCode: "Ready")
    }
}
