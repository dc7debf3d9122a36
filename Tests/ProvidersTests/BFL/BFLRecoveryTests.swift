import Glibc
import StudioCore
import Testing

@testable import Providers

/// A studio that was killed while somebody drew for it: the picture is fetched at the next start.
@Suite struct BFLRecoveryTests {
    typealias Reply = LoopbackServer.Reply

    /// What is left of a run that was ended after so many requests.
    private func left(after requests: Int, of replies: [Reply]) async throws -> Staging {
        let trial = try await BFLTrial(replies)
        let task = Task { await trial.run() }
        while try await trial.server.requests().count < requests { await Task.yield() }
        task.cancel()
        _ = await task.value
        return trial.staging
    }

    private func interrupted(_ trial: BFLTrial) async -> TurnFailure? {
        guard case .failure(let failure) = await trial.recover(), failure.failure.kind == .interrupted else {
            return nil
        }
        return failure.failure
    }

    @Test func killedWhileItWasDrawn() async throws {
        let staging = try await left(after: 2, of: [.taken, .silence])
        #expect(BFLProvider.asks(toRecover: staging.path))
        let trial = try await BFLTrial([.pending, .ready, .sample], staging: staging)
        let response = try await trial.recover().get()
        #expect(trial.pictures(response) == [BFLTrial.shot])
        #expect(response?.images.first?.role == .final && response?.attempts == 1)
        // Nothing is handed in again.
        #expect(
            try await trial.lines() == [
                "GET /v1/get_result?id=t1 HTTP/1.1", "GET /v1/get_result?id=t1 HTTP/1.1", "GET /sample.png HTTP/1.1",
            ])
        #expect(try await trial.server.requests()[0].contains("x-key: \(Trial.key)\r\n"))
    }

    @Test func killedWhileThePictureArrived() async throws {
        let half = Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n", ending: .open)
        let staging = try await left(after: 3, of: [.taken, .ready, half])
        _ = staging.write("1-link-1", Array(BFLTrial.shot.prefix(100)))
        let trial = try await BFLTrial([.ready, .sample], staging: staging)
        #expect(trial.pictures(try await trial.recover().get()) == [BFLTrial.shot])
        #expect(staging.bytes(staging.path + "/1-link-1").count == 100)
    }

    /// Moved to the gallery, and killed before the turn was written down: nobody has to be asked.
    @Test func killedWhenAllWasThere() async throws {
        let first = try await BFLTrial([.taken, .ready, .sample])
        let response = try await first.run().get()
        unlink(try #require(response.images.first).file.path)
        #expect(!BFLProvider.asks(toRecover: first.staging.path))
        for _ in 0..<2 {
            let trial = try await BFLTrial([.json("{}", status: 500)], key: "", staging: first.staging)
            let again = try await trial.recover().get()
            #expect(trial.pictures(again) == [BFLTrial.shot])
            #expect(again?.images.first?.file.sha256 == response.images.first?.file.sha256)
            #expect(try await trial.lines() == [])
            unlink(try #require(again?.images.first).file.path)
        }
    }

    /// Credits are cents, at Black Forest Labs themselves.
    @Test(arguments: [("https://api.us.bfl.ai", 0.045), ("https://api.deerapi.com", nil)]) func whatItCost(
        _ url: String, _ expected: Double?
    ) async throws {
        let staging = try Staging()
        _ = staging.write("answer.picture", BFLTrial.shot)
        let endpoint = Endpoint(name: "bfl", baseURL: url, authentication: .key, key: "")
        BFLTask(id: "t1", pollingURL: "/x", at: 5, attempt: 2, credits: 4.5).write(in: staging.path, for: endpoint)
        var request = ImageRequest.make(model: .kontext)
        request.staging = staging.path
        let transport = HTTPTransport()
        let response = try await BFLProvider(endpoint: endpoint, transport: transport).recover(request)
        #expect(response?.usage == expected.map { Usage(chargedUSD: $0) })
        #expect(response?.attempts == 2)
        await transport.shutdown()
    }

    /// The answer was on disk, and nobody had come to read it.
    @Test func killedBeforeTheTaskWasWrittenDown() async throws {
        let staging = try await left(after: 2, of: [.taken, .silence])
        unlink(staging.path + "/task.json")
        #expect(BFLProvider.asks(toRecover: staging.path))
        let trial = try await BFLTrial([.ready, .sample], staging: staging)
        #expect(trial.pictures(try await trial.recover().get()) == [BFLTrial.shot])
    }

    @Test func aTaskFileAndNothingElse() async throws {
        let staging = try Staging()
        _ = staging.write("task.json", Array(#"{"id":"t1","polling_url":"/v1/get_result?id=t1","at":5}"#.utf8))
        let trial = try await BFLTrial([.ready, .sample], staging: staging)
        #expect(trial.pictures(try await trial.recover().get()) == [BFLTrial.shot])
    }

    @Test func killedBeforeAnAnswer() async throws {
        let trial = try await BFLTrial([.ready])
        #expect(await trial.recover() == .success(nil))
        #expect(!BFLProvider.asks(toRecover: trial.staging.path))
        #expect(try await trial.lines() == [])
    }

    @Test func killedInTheAnswer() async throws {
        let trial = try await BFLTrial([.ready])
        let spool = AnswerSpool(
            folder: trial.staging.path, attempt: 1,
            endpoint: Endpoint(name: "bfl", baseURL: "https://x", authentication: .none, key: ""), now: { 5 })
        spool.begin(status: 200, headers: [], dialect: "bfl")
        Array(#"{"id":"t"#.utf8).withUnsafeBytes { spool.add($0) }
        #expect(await interrupted(trial)?.message.contains("Easel was closed while the answer") == true)
    }

    @Test func refusedBeforeItWasKilled() async throws {
        let trial = try await BFLTrial([.json("{}", status: 422)])
        _ = await trial.run()
        let again = try await BFLTrial([.ready], staging: trial.staging)
        guard case .failure(let failure) = await again.recover() else { return #expect(Bool(false)) }
        #expect(failure.failure.kind == .invalidRequest && failure.failure.billed == .no)
        #expect(try await again.lines() == [])
    }

    @Test func ofAnotherDialect() async throws {
        let trial = try await BFLTrial([.taken, .ready, .sample])
        _ = await trial.run()
        var request = ImageRequest.make()
        request.staging = trial.staging.path
        await #expect {
            try await WireProvider.recover(
                request,
                at: Endpoint(
                    name: "x", baseURL: "https://x", authentication: .none, key: ""), links: LinkFetcher())
        } throws: { error in
            (error as? ProviderFailure)?.failure.providerCode == "other_dialect"
        }
    }

    // MARK: Another time, or never

    @Test func withoutAKey() async throws {
        let staging = try await left(after: 2, of: [.taken, .silence])
        let trial = try await BFLTrial([.ready], key: "", staging: staging)
        let failure = try #require(await interrupted(trial))
        #expect(failure.providerCode == "unfetched")
        #expect(failure.message.contains("The key of bfl is empty"))
        #expect(failure.message.contains("task t1 at /v1/get_result?id=t1"))
        #expect(try await trial.lines() == [])
    }

    @Test(arguments: [
        Reply.raw("", ending: .reset), .json("{}", status: 503), .json("{}", status: 401), .pending,
        .sized(type: "text/html", Array("<html>Hotel</html>".utf8)),
    ]) func whatMayBeBetterNextTime(_ reply: Reply) async throws {
        let staging = try await left(after: 2, of: [.taken, .silence])
        let trial = try await BFLTrial([reply], now: BFLTrial.now + 3000, staging: staging)
        let failure = try #require(await interrupted(trial))
        #expect(failure.providerCode == "unfetched" && failure.billed == .unknown)
        // Within an hour another start has it.
        let next = try await BFLTrial([.ready, .sample], now: BFLTrial.now + 3000, staging: staging)
        #expect(next.pictures(try await next.recover().get()) == [BFLTrial.shot])
    }

    @Test func whatIsNotKeptForThatLong() async throws {
        let staging = try await left(after: 2, of: [.taken, .silence])
        let trial = try await BFLTrial([.raw("", ending: .reset)], now: BFLTrial.now + 4000, staging: staging)
        #expect(await interrupted(trial)?.providerCode == "interrupted")
    }

    /// Some of the picture may be in the folder: the engine keeps that of what was interrupted.
    @Test(arguments: [[Reply.missing], [.ready, .json("{}", status: 403)], [.json(#"{"status":"Error"}"#)]])
    func gone(_ replies: [Reply]) async throws {
        let staging = try await left(after: 2, of: [.taken, .silence])
        let trial = try await BFLTrial(replies, staging: staging)
        #expect(await interrupted(trial)?.providerCode == "interrupted")
    }

    @Test func aRefusalIsOneStill() async throws {
        let staging = try await left(after: 2, of: [.taken, .silence])
        let trial = try await BFLTrial([.json(#"{"status":"Request Moderated"}"#)], staging: staging)
        guard case .failure(let failure) = await trial.recover() else { return #expect(Bool(false)) }
        #expect(failure.failure.kind == .contentRejected && failure.failure.billed == .no)
    }

    /// A task file that somebody wrote sends the key nowhere.
    @Test func aTaskFileThatLeadsElsewhere() async throws {
        let trap = try await LoopbackServer([.ready])
        let staging = try Staging()
        _ = staging.write("task.json", Array(#"{"id":"t1","polling_url":"\#(trap.url)/","at":5}"#.utf8))
        let trial = try await BFLTrial([.ready], staging: staging)
        #expect(await interrupted(trial)?.message.contains("The key was not sent there") == true)
        #expect(try await trap.requests().isEmpty)
        await trap.stop()
    }
}
