import Crypto
import Glibc
import StudioCore
import Testing

@testable import Providers

/// The whole way, over a socket.
@Suite struct GeminiProviderTests {
    private static let signatures = ["EsauMgrC", "EoClMgr8/+_-", "EpQ="]

    @Test func aStreamOfGemini3() async throws {
        let image = Picture.jpeg(5000)
        let draft = Picture.jpeg(99, seed: 9)
        let text = Transcript.stream3(draft: draft, image: image, signatures: Self.signatures)
        let trial = try await Trial([.chunked([Array(text.utf8)])])
        let response = try await trial.run().get()
        #expect(response.thought == "**Planning** the fox")
        #expect(response.parts.count == 3)
        let final = try #require(response.images.last)
        #expect(final.role == .final)
        #expect(final.file.mime == "image/jpeg")
        #expect(trial.staging.bytes(final.file.path) == image)
        #expect(response.thoughtImages.map(\.role) == [.draft])
        #expect(trial.staging.bytes(response.thoughtImages[0].file.path) == draft)
        let blobs = response.parts.map { part in
            switch part {
            case .text(_, let signature), .image(_, let signature): signature.map { trial.staging.bytes($0.path) } ?? []
            }
        }
        #expect(blobs == Self.signatures.map { Array($0.utf8) })
        #expect(
            response.usage
                == Usage(promptTokens: 14, imageTokens: 1120, textTokens: 163, thoughtTokens: 174, totalTokens: 1471))
        #expect(response.finishReason == "STOP")
        #expect(response.notes == [])
        let events = await trial.reports.all()
        #expect(events.first == .phase(.sending))
        #expect(events.contains(.phase(.thinking)))
        #expect(events.contains(.phase(.receiving)))
        #expect(events.contains(.thought("**Planning** the fox")))
        #expect(events.contains(.text("Here it is.")))
        #expect(
            events.filter { if case .image = $0 { true } else { false } } == [
                .image(response.thoughtImages[0]), .image(final),
            ])
        let request = try #require(try await trial.server.requests().first)
        #expect(request.hasPrefix("POST /v1beta/models/gemini-3-pro-image:streamGenerateContent?alt=sse HTTP/1.1\r\n"))
        #expect(request.lowercased().contains("x-goog-api-key: \(Trial.key.lowercased())\r\n"))
        #expect(!request.prefix { $0 != "\r\n" }.contains(Trial.key))
        #expect(request.lowercased().contains("accept-encoding: identity"))
    }

    /// Large enough to be hashed on another thread while it arrives, cut into the pieces of several networks.
    @Test(arguments: [1 << 20, 65536, 50_001, 2800]) func aLargePicture(_ step: Int) async throws {
        let image = Picture.png(1_000_017)
        let draft = Picture.jpeg(400_000)
        let text = Array(Transcript.stream3(draft: draft, image: image, signatures: Self.signatures).utf8)
        let chunks = stride(from: 0, to: text.count, by: step).map { Array(text[$0..<min(text.count, $0 + step)]) }
        let trial = try await Trial([.chunked(chunks)])
        let response = try await trial.run().get()
        for (picture, bytes) in zip(response.images + response.thoughtImages, [image, draft]) {
            #expect(trial.staging.bytes(picture.file.path) == bytes)
            #expect(picture.file.bytes == bytes.count)
            #expect(picture.file.sha256 == Hexadecimal.text(SHA256.hash(data: bytes)))
        }
    }

    @Test func oneByteAChunk() async throws {
        let image = Picture.png(64)
        let trial = try await Trial([.chunked(Array(Transcript.stream25(image: image).utf8).map { [$0] })])
        let response = try await trial.run(.make(model: .flash)).get()
        #expect(response.images.map { trial.staging.bytes($0.file.path) } == [image])
        #expect(response.images.first?.file.mime == "image/png")
        guard case .text("Here's a you! ", nil) = response.parts.first else { return #expect(Bool(false)) }
    }

    @Test(arguments: [true, false]) func oneDocument(_ isArray: Bool) async throws {
        let image = Picture.jpeg(3000)
        let text = Transcript.unary(image: image, signature: Self.signatures[1])
        let trial = try await Trial([.sized(Array((isArray ? "[\(text)]" : text).utf8))], streams: isArray)
        let response = try await trial.run().get()
        #expect(response.images.map { trial.staging.bytes($0.file.path) } == [image])
        let path = isArray ? ":streamGenerateContent?alt=sse " : ":generateContent "
        #expect(try await trial.server.requests()[0].contains(path))
    }

    /// The answer stops after every one of its bytes, with a reset or a polite end: the picture is there exactly when its
    /// string had come to an end.
    @Test(arguments: [LoopbackServer.Reply.Ending.close, .reset]) func cutEverywhere(
        _ ending: LoopbackServer.Reply.Ending
    )
        async throws
    {
        let image = Picture.jpeg(9)
        let body = Array(
            #"data: {"candidates":[{"content":{"parts":[{"inlineData":{"data":"\#(base64(image))"},"thoughtSignature":"EA=="}]},"finishReason":"STOP"}]}"#
                .utf8)
        let end = body.count - #"},"thoughtSignature":"EA=="}]},"finishReason":"STOP"}]}"#.utf8.count
        for length in stride(from: 0, through: body.count, by: ending == .reset ? 7 : 1) {
            let reply = LoopbackServer.Reply.chunked([Array(body[..<length])], isEnded: false, ending: ending)
            let trial = try await Trial([reply])
            switch await trial.run() {
            case .success(let response):
                // A reset may overtake bytes that were sent before it, never the other way round.
                #expect(length >= end, "cut after \(length)")
                #expect(response.images.map { trial.staging.bytes($0.file.path) } == [image])
                #expect(response.notes == ["the answer broke off after the picture"])
            case .failure(let failure):
                #expect(length < end || ending == .reset, "cut after \(length)")
                #expect([.truncated, .network].contains(failure.failure.kind))
                #expect(failure.failure.billed == .unknown)
                #expect(failure.partial?.images ?? [] == [])
                #expect(failure.attempts == 1)
            }
        }
    }

    @Test func aServerThatNeverHangsUp() async throws {
        let text = Transcript.unary(image: Picture.jpeg(), signature: "EA==")
        let head = LoopbackServer.Reply.head("200 OK", "application/json", ["Content-Length: 1000000"])
        let trial = try await Trial(
            [.init(pieces: [head, Array(text.utf8)], ending: .open)], limits: TimeLimits(grace: 0.02))
        let response = try await trial.run().get()
        #expect(response.images.count == 1)
        #expect(response.notes == [])
    }

    @Test func silence() async throws {
        let failure = try await Trial([.init(pieces: [], ending: .open)], limits: TimeLimits(firstByte: 0.05)).failure()
        #expect(failure.failure.kind == .timeout)
        #expect(failure.failure.billed == .unknown)
        #expect(failure.attempts == 1)
    }

    @Test func cancelling() async throws {
        let trial = try await Trial([.init(pieces: [], ending: .open)])
        let task = Task { await trial.run() }
        // Cancelled only once the request is known to have arrived.
        while try await trial.server.requests().isEmpty { await Task.yield() }
        task.cancel()
        guard case .failure(let failure) = await task.value else { return #expect(Bool(false)) }
        #expect(failure.failure.kind == .cancelled)
        #expect(failure.failure.billed == .unknown)
    }

    @Test func busyTwiceThenAPicture() async throws {
        let busy = LoopbackServer.Reply.sized(
            status: "503 Service Unavailable", headers: ["Retry-After: 3"],
            Array(
                #"{"error":{"code":503,"message":"The model is overloaded. Please try again later.","status":"UNAVAILABLE"}}"#
                    .utf8))
        let image = LoopbackServer.Reply.sized(Array(Transcript.unary(image: Picture.jpeg(), signature: "EA==").utf8))
        let trial = try await Trial([busy, busy, image], random: 0.5)
        let response = try await trial.run().get()
        #expect(response.attempts == 3)
        #expect(try await trial.server.requests().count == 3)
        let waits = await trial.reports.all().filter { if case .waiting = $0 { true } else { false } }
        #expect(
            waits == [
                .waiting(attempt: 2, seconds: 3.15, reason: "the model is busy"),
                .waiting(attempt: 3, seconds: 3.15, reason: "the model is busy"),
            ])
    }

    @Test(arguments: [
        ("503 Busy", 3), ("429 Too Many", 3), ("500 Oops", 1), ("502 Bad", 1), ("504 Late", 1), ("408 Slow", 1),
    ])
    func attempts(_ status: String, _ expected: Int) async throws {
        let trial = try await Trial([.sized(status: status, Array("{}".utf8))])
        #expect(try await trial.failure().attempts == expected)
        #expect(try await trial.server.requests().count == expected)
    }

    @Test(arguments: [301, 302, 303, 307, 308]) func redirectsAreNotFollowed(_ status: Int) async throws {
        let other = try await LoopbackServer([.sized(Array("{}".utf8))])
        let trial = try await Trial([
            .raw("HTTP/1.1 \(status) Moved\r\nLocation: \(other.url)/v1?key=\(Trial.key)\r\nContent-Length: 0\r\n\r\n")
        ])
        let failure = try await trial.failure()
        #expect(failure.failure.providerCode == "redirect")
        #expect(failure.failure.message.contains(other.url))
        #expect(!failure.failure.message.contains(Trial.key))
        #expect(try await other.requests().isEmpty)
        await other.stop()
    }

    @Test func theKeyIsNeverShown() async throws {
        let echo =
            #"{"error":{"code":401,"message":"Incorrect API key provided: \#(Trial.key), \#(base64(Array(Trial.key.utf8)))","status":"UNAUTHENTICATED"}}"#
        let reply = LoopbackServer.Reply.sized(
            status: "401 Unauthorized", headers: ["X-Request-Id: \(Trial.key)7"], Array(echo.utf8))
        let trial = try await Trial([reply])
        let failure = try await trial.failure()
        #expect(failure.failure.kind == .authentication)
        #expect(
            failure.failure.message
                == "Incorrect API key provided: [key], [key] (HTTP 401, 127.0.0.1:\(trial.server.port), request [key]7)"
        )
    }

    @Test func nobodyListens() async throws {
        // Bound, so that nobody else gets the port, and not listening.
        let (socket, port) = try #require(DeafSocket.make())
        defer { close(socket) }
        let transport = HTTPTransport()
        let provider = WireProvider(
            endpoint: Endpoint(name: "x", baseURL: "http://127.0.0.1:\(port)", authentication: .none, key: ""),
            transport: transport)
        await #expect { try await provider.generate(.make()) { _ in } } throws: { error in
            let failure = (error as? ProviderFailure)?.failure
            return failure?.kind == .network && failure?.billed == .no
        }
        await transport.shutdown()
    }

    @Test(arguments: [
        ("http://example.com", "key-1234", "plain_http"), ("https://", "key-1234", "bad_url"),
        ("http://127.0.0.1:1", "key\n1234", "unusable_key"), ("http://127.0.0.1.evil.com", "key-1234", "plain_http"),
    ]) func nothingIsSent(_ url: String, _ key: String, _ code: String) async throws {
        let transport = HTTPTransport()
        let provider = WireProvider(
            endpoint: Endpoint(name: "x", baseURL: url, authentication: .bearer, key: key), transport: transport)
        await #expect { try await provider.generate(.make()) { _ in } } throws: { error in
            let failure = (error as? ProviderFailure)?.failure
            return failure?.providerCode == code && failure?.billed == .no
        }
        await transport.shutdown()
    }

    @Test func earlyHintsAndHTTP10() async throws {
        let text = Transcript.unary(image: Picture.jpeg(), signature: "EA==")
        let hints =
            "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)"
        #expect(try await Trial([.raw(hints)]).run().get().images.count == 1)
        #expect(try await Trial([.raw("HTTP/1.0 200 OK\r\n\r\n\(text)")]).run().get().images.count == 1)
    }

    @Test func notHTTPAtAll() async throws {
        let failure = try await Trial([.raw("SSH-2.0-OpenSSH_9.6\r\n")]).failure()
        #expect(failure.failure.kind == .malformedResponse)
    }

    @Test func aPageInsteadOfAnAnswer() async throws {
        let page = "<html><head><title>Welcome</title></head><body>Hotel WLAN login</body></html>"
        let failure = try await Trial([.sized(type: "text/html", Array(page.utf8))]).failure()
        #expect(failure.failure.kind == .malformedResponse)
        #expect(failure.failure.message.contains("Hotel WLAN login"))
    }

    @Test func nothingAtAll() async throws {
        #expect(try await Trial([.sized([])]).failure().failure.kind == .malformedResponse)
    }
}
