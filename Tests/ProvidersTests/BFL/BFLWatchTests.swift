import StudioCore
import Testing

@testable import Providers

/// Answers about a task, and what is to be done after each: nothing is sent here.
@Suite struct BFLWatchTests {
    private static let task = BFLTask(id: "t1", pollingURL: "https://api.us1.bfl.ai/v1/get_result?id=t1", at: 0)
    private static let words = " (task t1 at https://api.us1.bfl.ai/v1/get_result?id=t1)"
    private static let maybe =
        " The picture may be there all the same: nothing is sent again by itself, and that address can be asked with the key."

    private func watch(_ patience: BFLPatience = BFLPatience()) -> BFLWatch {
        BFLWatch(
            Self.task,
            endpoint: Endpoint(
                name: "bfl", baseURL: "https://api.us1.bfl.ai", authentication: .key, key: Trial.key),
            patience: patience, now: 0)
    }

    static func answer(
        _ json: String, status: Int = 200, headers: [(String, String)] = [], error: (any Error)? = nil
    ) -> AnswerEnd<BFLAnswer> {
        let consumer = BFLConsumer()
        consumer.begin(status: status, headers: headers)
        var json = json
        json.withUTF8 { try? consumer.receive(UnsafeRawBufferPointer($0)) }
        return AnswerEnd(answer: consumer.end(error), error: error, wasSent: true, hadBegun: true)
    }

    static let nothing = AnswerEnd(
        answer: BFLAnswer(), error: TransportFailure.firstByte(seconds: 30) as any Error, wasSent: true, hadBegun: false
    )

    /// The step after the last of these answers, all of them at once.
    private func step(_ answers: AnswerEnd<BFLAnswer>..., random: Double = 0) -> BFLStep? {
        var watch = watch()
        var step: BFLStep?
        for answer in answers { step = watch.step(after: answer, now: 0, random: random) }
        return step
    }

    private func told(_ step: BFLStep?) -> TurnFailure? {
        switch step {
        case .last(.fail(let failure)), .last(.giveUp(let failure)): failure
        default: nil
        }
    }

    @Test(arguments: [
        (#"{"status":"Pending"}"#, nil), (#"{"status":"Pending","progress":null}"#, nil),
        (#"{"status":"pending","progress":0.42}"#, 42), (#"{"status":"Queued","progress":0}"#, 0),
        (#"{"status":"Processing","progress":0.29}"#, 29), (#"{"status":"Pending","progress":1}"#, 100),
        (#"{"status":"Pending","progress":1.01}"#, nil), (#"{"status":"Pending","progress":-1e99}"#, nil),
        (#"{"status":"Pending","progress":"0.5"}"#, nil), (#"{"status":"Reasoning","progress":0.1}"#, 10),
    ]) func goesOn(_ json: String, _ progress: Int?) {
        #expect(step(Self.answer(json)) == .wait(BFLWait(seconds: 1, progress: progress)))
        #expect(step(Self.answer(json), random: 0.5) == .wait(BFLWait(seconds: 1.25, progress: progress)))
    }

    @Test func acceptedAndNoMore() {
        #expect(step(Self.answer("{}", status: 202)) == .wait(BFLWait(seconds: 1)))
        #expect(step(Self.answer("", status: 202)) == .wait(BFLWait(seconds: 1)))
    }

    @Test(arguments: [
        #"{"status":"Ready","result":{"sample":"https://d.bfl.ai/s.png?se=1&sig=a%2Fb"}}"#,
        #"{"id":"t1","status":"READY","progress":1.0,"details":null,"result":{"seed":1,"sample":"https://d.bfl.ai/s.png?se=1&sig=a%2Fb"},"preview":null}"#,
        // The end of it is missing, and no part of what matters.
        #"{"status":"Ready","result":{"sample":"https://d.bfl.ai/s.png?se=1&sig=a%2Fb","pro"#,
    ]) func ready(_ json: String) {
        #expect(step(Self.answer(json)) == .last(.fetch("https://d.bfl.ai/s.png?se=1&sig=a%2Fb")))
    }

    @Test func readyWithoutAPicture() throws {
        for json in [#"{"status":"Ready"}"#, #"{"status":"Ready","result":{"sample":""}}"#] {
            let failure = try #require(told(step(Self.answer(json))))
            #expect(failure.kind == .malformedResponse && failure.billed == .yes)
        }
        // It may have been in the half that is missing.
        let cut = Self.answer(#"{"status":"Ready","result":{"sample":"https://d.bfl.a"#)
        #expect(step(cut) == .wait(BFLWait(seconds: 1, troubles: 1)))
    }

    @Test func refusedBeforeDrawing() {
        let json =
            #"{"status":"Request Moderated","details":{"Moderation Reasons":["Derivative Works Filter","Violence"]}}"#
        let expected = TurnFailure(
            .contentRejected,
            message:
                "The prompt or a picture was refused before anything was drawn: Derivative Works Filter, Violence."
                + Self.words, advice: "Rephrase the prompt, or send another picture.",
            providerCode: "Request Moderated", billed: .no)
        #expect(step(Self.answer(json)) == .last(.fail(expected)))
    }

    @Test func withheldAfterDrawing() {
        let expected = TurnFailure(
            .contentRejected, message: "The picture was drawn and then withheld by moderation." + Self.words,
            advice: "Another seed may pass, or other words. It may have been billed.",
            providerCode: "content_moderated", billed: .unknown)
        #expect(step(Self.answer(#"{"status":"content_moderated","details":null}"#)) == .last(.fail(expected)))
    }

    @Test(arguments: [
        #"{"status":"Error","details":{"error":"out of \u001b[31mmemory"}}"#,
        #"{"status":"Failed","details":"out of \u001b[31mmemory"}"#,
    ]) func failed(_ json: String) throws {
        let failure = try #require(told(step(Self.answer(json))))
        #expect(failure.kind == .server && failure.billed == .unknown)
        #expect(failure.message == "The task failed: out of ␛[31mmemory." + Self.words)
    }

    @Test(arguments: [(#"{"status":"Task not found"}"#, 404), (#"{"status":"Task not found"}"#, 200), ("", 404)])
    func unknownForAMoment(_ json: String, _ status: Int) throws {
        var watch = watch()
        let missing = Self.answer(json, status: status)
        func next(_ answer: AnswerEnd<BFLAnswer>) -> BFLStep { watch.step(after: answer, now: 0, random: 0) }
        for _ in 0..<5 { #expect(next(missing) == .wait(BFLWait(seconds: 1))) }
        // It was there again: that it is not any more begins anew.
        _ = next(Self.answer(#"{"status":"Pending"}"#))
        for _ in 0..<5 { #expect(next(missing) == .wait(BFLWait(seconds: 1))) }
        guard case .last(.fail(let failure)) = next(missing) else { return #expect(Bool(false)) }
        #expect(failure.kind == .server && failure.providerCode == "Task not found" && failure.billed == .unknown)
        #expect(failure.message.hasSuffix("does not know it any more." + Self.words))
        #expect(failure.advice == "Retry when you like." + Self.maybe)
    }

    @Test func aWordThatIsNew() throws {
        var watch = watch()
        let answer = Self.answer(#"{"status":"Hibernating"}"#)
        for _ in 0..<60 {
            #expect(watch.step(after: answer, now: 0, random: 0) == .wait(BFLWait(seconds: 1)))
        }
        let failure = try #require(told(watch.step(after: answer, now: 0, random: 0)))
        #expect(failure.kind == .server && failure.providerCode == "Hibernating")
    }

    /// By the clock, and by what was waited where the clock stands still.
    @Test(arguments: [0.0, 7.5]) func outOfTime(_ tick: Double) throws {
        var watch = watch(BFLPatience(total: 30))
        let pending = Self.answer(#"{"status":"Pending"}"#)
        var now = 0.0
        var waits = 0
        while case .wait = watch.step(after: pending, now: now, random: 0), waits < 100 {
            waits += 1
            now += tick
        }
        #expect(waits == (tick == 0 ? 30 : 4))
        let failure = try #require(told(watch.step(after: pending, now: now, random: 0)))
        #expect(failure.kind == .timeout && failure.billed == .unknown)
        #expect(failure.message == "api.us1.bfl.ai had not finished after 30 s." + Self.words)
    }

    @Test(arguments: [
        answer("", status: 500), answer("<h1>Bad gateway</h1>", status: 502), answer("{}", status: 504),
        answer("{", error: TransportFailure.idle(seconds: 1)), answer(#"{"status":"Pend"#),
        answer("<html>Hotel</html>"),
        answer("{}"), answer(""), answer("[1,2"), nothing,
    ]) func troubleIsAskedThrough(_ answer: AnswerEnd<BFLAnswer>) throws {
        var watch = watch()
        let waits = (1...10).map { troubles in
            BFLStep.wait(BFLWait(seconds: [1, 2, 4, 8, 16, 30, 30, 30, 30, 30][troubles - 1], troubles: troubles))
        }
        #expect((1...10).map { _ in watch.step(after: answer, now: 0, random: 0) } == waits)
        // An answer in between, and it begins anew.
        _ = watch.step(after: Self.answer(#"{"status":"Pending"}"#), now: 0, random: 0)
        #expect((1...10).map { _ in watch.step(after: answer, now: 0, random: 0) } == waits)
        guard case .last(.giveUp(let failure)) = watch.step(after: answer, now: 0, random: 0) else {
            return #expect(Bool(false))
        }
        #expect(failure.billed == .unknown && failure.message.hasSuffix(Self.words))
        #expect(failure.advice.hasSuffix(Self.maybe))
    }

    @Test func whoAsksToWaitIsWaitedFor() {
        func wait(_ status: Int, _ seconds: String) -> BFLStep? {
            step(Self.answer("{}", status: status, headers: [("Retry-After", seconds)]))
        }
        #expect(wait(429, "7") == .wait(BFLWait(seconds: 7, troubles: 1)))
        #expect(wait(503, "0") == .wait(BFLWait(seconds: 1, troubles: 1)))
        #expect(wait(429, "1e300") == .wait(BFLWait(seconds: 120, troubles: 1)))
    }

    @Test(arguments: [
        (answer("{}", status: 401), FailureKind.authentication), (answer("{}", status: 402), .quota),
        (answer("{}", status: 403), .permission), (answer("{}", status: 422), .invalidRequest),
        (answer("", status: 0, error: TransportFailure.redirected(to: "https://evil", status: 302)), .server),
        (answer("", status: 0, error: TransportFailure.headersTooLarge(limit: 9)), .unsafeResponse),
        (answer(String(repeating: " ", count: (1 << 20) + 1)), .unsafeResponse),
        (answer(String(repeating: "[", count: 99)), .unsafeResponse),
        (answer("", status: 0, error: CancellationError()), .cancelled),
    ]) func whatDoesNotPass(_ answer: AnswerEnd<BFLAnswer>, _ kind: FailureKind) throws {
        guard case .last(.giveUp(let failure)) = step(answer) else { return #expect(Bool(false)) }
        #expect(failure.kind == kind)
        #expect(failure.billed == .unknown)
        #expect(failure.message.contains("task t1 at https://api.us1.bfl.ai/v1/get_result?id=t1"))
    }

    @Test func aRefusalUnderAnotherNumber() throws {
        let json = #"{"detail":"Blocked by our moderation"}"#
        guard case .last(.fail(let failure)) = step(Self.answer(json, status: 500)) else { return #expect(Bool(false)) }
        #expect(failure.kind == .contentRejected && failure.billed == .unknown)
    }
}
