import Crypto
import StudioCore
import Testing

@testable import Providers

/// The whole way, over a socket: handed in, asked after, fetched.
@Suite struct BFLProviderTests {
    typealias Reply = LoopbackServer.Reply

    @Test func aTaskThatIsNotKnownAtOnce() async throws {
        let trial = try await BFLTrial([
            .taken, .missing, .pending, .json(#"{"status":"Pending","progress":0.42}"#),
            .json(#"{"status":"Pending","progress":0.42}"#), .ready, .sample,
        ])
        let response = try await trial.run().get()
        #expect(trial.pictures(response) == [BFLTrial.shot])
        let picture = try #require(response.images.first)
        #expect(picture.role == .final && picture.isWhole && picture.file.mime == "image/png")
        #expect(picture.file.sha256 == Hexadecimal.text(SHA256.hash(data: BFLTrial.shot)))
        #expect(response.attempts == 1 && response.usage == nil && response.notes == [])
        let events = await trial.reports.all()
        #expect(
            events == [
                .phase(.sending), .phase(.drawing), .step(42, of: 100), .phase(.receiving),
                .received(bytes: picture.file.bytes, of: picture.file.bytes), .image(picture),
            ])
        let poll = "GET /v1/get_result?id=t1 HTTP/1.1"
        #expect(
            try await trial.lines() == ["POST /v1/flux-kontext-pro HTTP/1.1"] + Array(repeating: poll, count: 5) + [
                "GET /sample.png HTTP/1.1"
            ])
        for request in try await trial.server.requests() {
            let head = request.lowercased()
            // The picture itself needs no key, wherever it is.
            #expect(head.contains("x-key: \(Trial.key.lowercased())\r\n") == !head.hasPrefix("get /sample"))
            #expect(!head.contains("authorization"))
        }
        #expect(try await trial.server.requests()[0].hasSuffix(#"{"prompt":"a fox","output_format":"png"}"#))
    }

    /// A reseller's: another path, another key, and no word of where to ask.
    @Test func passedOn() async throws {
        let trial = try await BFLTrial(
            [.json(#"{"id":"t 1"}"#), .ready, .sample], wire: WireProfile(path: "/flux/v1/{model}"),
            authentication: .bearer)
        #expect(trial.pictures(try await trial.run().get()) == [BFLTrial.shot])
        #expect(
            try await trial.lines() == [
                "POST /flux/v1/flux-kontext-pro HTTP/1.1", "GET /flux/v1/get_result?id=t%201 HTTP/1.1",
                "GET /sample.png HTTP/1.1",
            ])
        #expect(try await trial.server.requests()[1].contains("Authorization: Bearer \(Trial.key)\r\n"))
    }

    /// The task is on disk before anybody asks after it.
    @Test func theTaskIsKept() async throws {
        let trial = try await BFLTrial([.taken, .ready, .sample])
        _ = try await trial.run().get()
        #expect(
            BFLTask(folder: trial.staging.path)
                == BFLTask(id: "t1", pollingURL: "/v1/get_result?id=t1", at: Int(BFLTrial.now), attempt: 1))
        #expect(trial.staging.files == ["1-link-1", "answer.body", "answer.head", "answer.picture", "task.json"])
    }

    // MARK: Where the key must not go

    @Test func aForeignPlaceToAsk() async throws {
        let trap = try await LoopbackServer([.ready])
        let taken = Reply.json(#"{"id":"t1","polling_url":"\#(trap.url)/v1/get_result?id=t1"}"#)
        let trial = try await BFLTrial([taken])
        let failure = try await trial.failure().failure
        #expect(failure.kind == .unsafeResponse && failure.billed == .unknown)
        // It is paid for: whoever trusts that place can ask.
        #expect(failure.message.contains("task t1 at \(trap.url)/v1/get_result?id=t1"))
        #expect(try await trap.requests().isEmpty)
        #expect(try await trial.lines().count == 1)
        await trap.stop()
    }

    @Test(arguments: [301, 302, 303, 307, 308]) func aRedirect(_ status: Int) async throws {
        let trap = try await LoopbackServer([.taken])
        let moved = Reply.raw(
            "HTTP/1.1 \(status) X\r\nLocation: \(trap.url)/?key=\(Trial.key)\r\nContent-Length: 0\r\n\r\n")
        let handedIn = try await BFLTrial([moved]).failure()
        #expect(handedIn.failure.providerCode == "redirect" && !handedIn.failure.message.contains(Trial.key))
        let asked = try await BFLTrial([.taken, moved])
        #expect(try await asked.failure().failure.providerCode == "redirect")
        #expect(try await asked.lines().count == 2)
        #expect(try await trap.requests().isEmpty)
        await trap.stop()
    }

    @Test func theKeyIsNeverShown() async throws {
        let echo = #"{"detail":"Invalid API key \#(Trial.key)"}"#
        let handedIn = try await BFLTrial([.json(echo, status: 403, headers: ["X-Request-Id: \(Trial.key)"])]).failure()
        #expect(handedIn.failure.message.hasPrefix("Invalid API key [key] (HTTP 403, "))
        let words = #"{"status":"Error","details":"\#(Trial.key)"}"#
        let trial = try await BFLTrial([.json(#"{"id":"\#(Trial.key)"}"#), .json(words)])
        let asked = try await trial.failure()
        #expect(!"\(asked)".contains(Trial.key) && asked.failure.message.contains("[key]"))
        let task = String(decoding: trial.staging.bytes(trial.staging.path + "/task.json"), as: UTF8.self)
        #expect(task.contains("[key]") && !task.contains(Trial.key))
    }

    // MARK: Trouble on the way

    @Test func nothingIsHandedInTwice() async throws {
        for status in [400, 401, 402, 403, 404, 422, 500, 502, 504] {
            let trial = try await BFLTrial([.json("{}", status: status)])
            #expect(try await trial.failure().attempts == 1)
            #expect(try await trial.lines().count == 1)
        }
    }

    @Test func onlyWhatWasTurnedAwayIsHandedInAgain() async throws {
        let busy = Reply.json("{}", status: 429, headers: ["Retry-After: 3"])
        let trial = try await BFLTrial([busy, .json("{}", status: 503), .taken, .ready, .sample])
        #expect(try await trial.run().get().attempts == 3)
        let waits = await trial.reports.all().filter { if case .waiting = $0 { true } else { false } }
        #expect(
            waits == [
                .waiting(attempt: 2, seconds: 3, reason: "too many requests"),
                .waiting(attempt: 3, seconds: 4, reason: "the model is busy"),
            ])
        let forever = try await BFLTrial([busy])
        #expect(try await forever.failure().failure.kind == .rateLimited)
        #expect(try await forever.lines().count == 3)
    }

    @Test(arguments: [
        Reply.raw("", ending: .reset), .raw("HTTP/1.1 200 OK\r\nContent-Le", ending: .reset), .json("{}", status: 500),
        .json("{}", status: 429), .sized(type: "text/html", Array("<html>Bad gateway</html>".utf8)),
        .raw("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"status\":\"Pen"), .raw(""),
    ]) func troubleWhileAsking(_ trouble: Reply) async throws {
        let trial = try await BFLTrial([.taken, trouble, trouble, .pending, .ready, .sample])
        #expect(trial.pictures(try await trial.run().get()) == [BFLTrial.shot])
        #expect(try await trial.lines().count == 6)
        let host = "127.0.0.1:\(trial.server.port)"
        let waits = await trial.reports.all().filter { if case .waiting = $0 { true } else { false } }
        #expect(
            waits == [
                .waiting(attempt: 2, seconds: 1, reason: "\(host) does not say how far it is"),
                .waiting(attempt: 3, seconds: 2, reason: "\(host) does not say how far it is"),
            ])
    }

    @Test(arguments: [
        (Reply.json(#"{"status":"Request Moderated"}"#), FailureKind.contentRejected, Billed.no),
        (.json(#"{"status":"Content Moderated"}"#), .contentRejected, .unknown),
        (.json(#"{"status":"Error"}"#), .server, .unknown), (.missing, .server, .unknown),
        (.pending, .timeout, .unknown), (.json("{}", status: 500), .server, .unknown),
        (.json("{}", status: 403), .permission, .unknown),
    ]) func noPicture(_ reply: Reply, _ kind: FailureKind, _ billed: Billed) async throws {
        let trial = try await BFLTrial([.taken, reply])
        let failure = try await trial.failure().failure
        #expect(failure.kind == kind && failure.billed == billed)
        #expect(failure.message.contains("task t1 at /v1/get_result?id=t1"))
        #expect(try await trial.lines().count { $0.hasPrefix("POST") } == 1)
    }

    @Test func silence() async throws {
        let failure = try await BFLTrial([.silence], limits: TimeLimits(firstByte: 0.05)).failure().failure
        #expect(failure.kind == .timeout && failure.billed == .unknown)
    }

    /// The answer to the submission stops after each of its bytes: as soon as the task has a name, its picture is fetched.
    @Test func takenOnCutEverywhere() async throws {
        let body = Array(#"{"id":"t1","polling_url":"/v1/get_result?id=t1"}"#.utf8)
        let named = #"{"id":"t1""#.utf8.count
        for length in 0...body.count {
            let cut = Reply.chunked(type: "application/json", [Array(body[..<length])], isEnded: false)
            let trial = try await BFLTrial([cut, .pending, .ready, .sample])
            switch await trial.run() {
            case .success(let response):
                #expect(length >= named && trial.pictures(response) == [BFLTrial.shot], "cut after \(length)")
            case .failure(let failure):
                #expect(length < named, "cut after \(length)")
                #expect([.truncated, .network].contains(failure.failure.kind) && failure.failure.billed == .unknown)
                #expect(try await trial.lines().count == 1)
            }
        }
    }

    /// The answer that it is ready stops after each of its bytes: it is asked again, unless it has said where.
    @Test func readyCutEverywhere() async throws {
        let body = Array(#"{"status":"Ready","result":{"sample":"/sample.png","seed":42}}"#.utf8)
        let said = #"{"status":"Ready","result":{"sample":"/sample.png""#.utf8.count
        for length in 0...body.count {
            let cut = Reply.chunked(type: "application/json", [Array(body[..<length])], isEnded: false)
            let trial = try await BFLTrial([.taken, cut] + (length >= said ? [.sample] : [.ready, .sample]))
            #expect(trial.pictures(try await trial.run().get()) == [BFLTrial.shot], "cut after \(length)")
        }
    }

    // MARK: The picture

    @Test func aLinkThatIsDead() async throws {
        let trial = try await BFLTrial([.taken, .ready("/s.png?se=2026&sig=a%2Fb"), .json("{}", status: 403)])
        let failure = try await trial.failure().failure
        #expect(failure.kind == .server && failure.billed == .yes && failure.httpStatus == 403)
        #expect(failure.message.contains("/s.png?se=2026&sig=a%2Fb (task t1 at "))
        #expect(failure.advice == "Open it in a browser at once. Black Forest Labs keep a picture for 10 minutes.")
    }

    @Test func aLinkThatComesTrue() async throws {
        let trial = try await BFLTrial([.taken, .ready, .json("{}", status: 404), .sample])
        #expect(trial.pictures(try await trial.run().get()) == [BFLTrial.shot])
    }

    @Test func aLinkIntoThisMachine() async throws {
        let trap = try await LoopbackServer([.sample])
        let moved = Reply.raw("HTTP/1.1 302 X\r\nLocation: \(trap.url)/\r\nContent-Length: 0\r\n\r\n")
        let far = try await LoopbackServer([moved], host: "127.0.0.2")
        let links = LinkFetcher(
            resolve: { _ in [IPAddress("127.0.0.2")].compactMap { $0 } }, isAllowed: LinkFetcherTests.isAllowed,
            sleep: { _ in })
        for link in ["\(trap.url)/s.png", "http://delivery.example:\(far.port)/s.png", "file:///etc/passwd"] {
            let failure = try await BFLTrial([.taken, .ready(link)], links: links).failure().failure
            #expect(failure.kind == .unsafeResponse && failure.billed == .yes && failure.message.contains(link))
        }
        #expect(try await trap.requests().isEmpty)
        #expect(try await far.requests().allSatisfy { !$0.contains(Trial.key) })
        await trap.stop()
        await far.stop()
    }

    // MARK: Leaving

    @Test func cancelledWhileHandingIn() async throws {
        let trial = try await BFLTrial([.silence])
        let failure = try await cancelled(trial, after: 1)
        #expect(failure.kind == .cancelled && failure.billed == .unknown)
    }

    @Test func cancelledWhileAsking() async throws {
        let trial = try await BFLTrial([.taken, .silence])
        let failure = try await cancelled(trial, after: 2)
        #expect(failure.kind == .cancelled && failure.billed == .unknown)
        #expect(failure.message.contains("cannot be stopped there and may still be billed. (task t1 at "))
    }

    @Test func cancelledBetweenTwoQuestions() async throws {
        let trial = try await BFLTrial([.taken, .pending]) { _ in try await Task.sleep(for: .seconds(3600)) }
        let failure = try await cancelled(trial, after: 1)
        #expect(failure.kind == .cancelled && failure.message.contains("may still be billed"))
    }

    @Test func cancelledWhileDownloading() async throws {
        let trial = try await BFLTrial([.taken, .ready, .silence])
        let failure = try await cancelled(trial, after: 3)
        #expect(failure.kind == .cancelled && failure.billed == .yes && failure.message.contains("/sample.png"))
    }

    /// - Parameter after: so many requests have arrived.
    private func cancelled(_ trial: BFLTrial, after requests: Int) async throws -> TurnFailure {
        let task = Task { await trial.run() }
        while try await trial.server.requests().count < requests { await Task.yield() }
        task.cancel()
        switch await task.value {
        case .success(let response): throw Trial.Unexpected(response: response)
        case .failure(let failure): return failure.failure
        }
    }
}
