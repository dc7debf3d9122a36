import StudioCore
import Testing

@testable import Providers

/// A studio is killed between an answer and the download of the picture that it only names: the link was paid for.
@Suite struct RecoveredLinksTests {
    private static let shot = Picture.png(900)

    private struct Left {
        var cdn: LoopbackServer
        var staging: Staging

        init(_ body: String, image: [LoopbackServer.Reply]) async throws {
            cdn = try await LoopbackServer(image, host: "127.0.0.2")
            staging = try Staging()
            let spool = AnswerSpool(folder: staging.path, attempt: 1, endpoint: Self.endpoint, now: { 5 })
            spool.begin(status: 200, headers: [("Content-Type", "application/json")], dialect: "gemini")
            let text = body.replacing("CDN", with: "http://cdn.example:\(cdn.port)")
            Array(text.utf8).withUnsafeBytes { spool.add($0) }
        }

        static let endpoint = Endpoint(
            name: "gateway", baseURL: "https://gateway.example", authentication: .bearer, key: Trial.key)

        func recover(at now: Double = 9) async throws(ProviderFailure) -> ImageResponse? {
            var request = ImageRequest.make()
            request.staging = staging.path
            let links = LinkFetcher(
                resolve: { _ in [IPAddress("127.0.0.2")].compactMap { $0 } }, isAllowed: LinkFetcherTests.isAllowed,
                sleep: { _ in })
            return try await WireProvider.recover(request, at: Self.endpoint, links: links, now: { now })
        }
    }

    private static let bodies = [
        #"{"created":1,"data":[{"url":"CDN/a.png"}]}"#,
        #"{"candidates":[{"content":{"parts":[{"fileData":{"fileUri":"CDN/a.png"}}]},"finishReason":"STOP"}]}"#,
        #"{"choices":[{"message":{"role":"assistant","content":"![x](CDN/a.png)"},"finish_reason":"stop"}]}"#,
    ]

    @Test(arguments: bodies) func thePictureIsFetched(_ body: String) async throws {
        let left = try await Left(body, image: [.sized(Self.shot)])
        for _ in 0..<2 {
            let response = try #require(try await left.recover())
            #expect(response.images.map { left.staging.bytes($0.file.path) } == [Self.shot], "once, and once more")
            #expect(response.images.map(\.role) == [.final])
        }
        let requests = try await left.cdn.requests()
        #expect(requests.count == 2 && requests.allSatisfy { !$0.contains(Trial.key) })
        await left.cdn.stop()
    }

    /// There may be a network again at the next start.
    @Test(arguments: bodies) func whatCannotBeReachedWaits(_ body: String) async throws {
        let left = try await Left(body, image: [])
        await left.cdn.stop()
        await #expect { try await left.recover() } throws: { error in
            let failure = (error as? ProviderFailure)?.failure
            return failure?.kind == .interrupted && failure?.providerCode == "unfetched"
                && failure?.message.contains("/a.png") == true
        }
    }

    @Test func nobodyWaitsForALinkForEver() async throws {
        let left = try await Left(Self.bodies[0], image: [])
        await left.cdn.stop()
        await #expect { try await left.recover(at: 90_000) } throws: { error in
            let failure = (error as? ProviderFailure)?.failure
            return failure?.kind == .network && failure?.billed == .yes && failure?.message.contains("/a.png") == true
        }
    }

    @Test(arguments: bodies) func whatIsGoneIsTold(_ body: String) async throws {
        let left = try await Left(body, image: [.error(410, "gone")])
        await #expect { try await left.recover() } throws: { error in
            let failure = (error as? ProviderFailure)?.failure
            return failure?.kind == .server && failure?.billed == .yes && failure?.providerCode == "link"
                && failure?.message.contains("/a.png") == true
        }
        await left.cdn.stop()
    }
}
