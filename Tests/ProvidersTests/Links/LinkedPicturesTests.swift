import StudioCore
import Testing

@testable import Providers

/// Answers that name their pictures, through a whole turn.
@Suite struct LinkedPicturesTests {
    private static let shot = Picture.png(900)

    private func turn(_ parts: String, finish: String = "STOP", image: LoopbackServer.Reply = .sized(shot)) async throws
        -> (trial: Trial, result: Result<ImageResponse, ProviderFailure>, requests: [String])
    {
        let cdn = try await LoopbackServer([image], host: "127.0.0.2")
        let links = LinkFetcher(
            resolve: { _ in [IPAddress("127.0.0.2")].compactMap { $0 } }, isAllowed: LinkFetcherTests.isAllowed,
            sleep: { _ in })
        let text = parts.replacing("CDN", with: "http://cdn.example:\(cdn.port)")
        let trial = try await Trial(
            [.events(#"{"candidates":[{"content":{"parts":[\#(text)]},"finishReason":"\#(finish)"}]}"#)], links: links)
        let result = await trial.run()
        let requests = try await cdn.requests()
        await cdn.stop()
        return (trial, result, requests)
    }

    @Test(arguments: [
        #"{"fileData":{"mimeType":"image/png","fileUri":"CDN/a.png"},"thoughtSignature":"EA=="}"#,
        #"{"file_data":{"file_uri":"CDN/a.png"}}"#, #"{"text":"Done: ![gen_1](CDN/a.png) ![gen_1](CDN/a.png)"}"#,
        #"{"text":"CDN/a.png?x=1\u0026y=2"}"#, #"{"text":"![x](CDN/"},{"text":"a.png)"}"#,
    ]) func aLinkBecomesThePicture(_ parts: String) async throws {
        let (trial, result, requests) = try await turn(parts)
        let response = try result.get()
        #expect(response.images.map { trial.staging.bytes($0.file.path) } == [Self.shot])
        #expect(response.images.map(\.role) == [.final] && response.images[0].file.mime == "image/png")
        #expect(requests.count == 1 && !requests[0].contains(Trial.key))
        let events = await trial.reports.all()
        #expect(events.contains(.image(response.images[0])))
    }

    @Test func aSignatureStaysWithItsLink() async throws {
        let (trial, result, _) = try await turn(
            #"{"fileData":{"fileUri":"CDN/a.png"},"thoughtSignature":"EpQ="},{"text":"There."}"#)
        guard case .image(_, let signature)? = try result.get().parts.first else { return #expect(Bool(false)) }
        #expect(signature.map { trial.staging.bytes($0.path) } == Array("EpQ=".utf8))
    }

    /// Where there is a picture, an address within the words may be anything.
    @Test func wordsAreLeftAloneBesideAPicture() async throws {
        let (trial, result, requests) = try await turn(
            #"{"text":"![x](CDN/a.png)"},{"inlineData":{"data":"\#(base64(Picture.jpeg()))"}}"#)
        #expect(try result.get().images.map { trial.staging.bytes($0.file.path) } == [Picture.jpeg()])
        #expect(requests == [])
    }

    @Test func aRefusalIsNotSearchedForLinks() async throws {
        let (_, result, requests) = try await turn(#"{"text":"![policy](CDN/a.png)"}"#, finish: "SAFETY")
        guard case .failure(let failure) = result else { return #expect(Bool(false)) }
        #expect(failure.failure.kind == .contentRejected && requests == [])
    }

    @Test(arguments: [
        ("http://127.0.0.1:1/x", FailureKind.unsafeResponse), ("http://169.254.169.254/x", .unsafeResponse),
        ("file:///etc/passwd", .unsafeResponse), ("CDN/gone", .server),
    ]) func aLinkThatBringsNothingIsTold(_ link: String, _ kind: FailureKind) async throws {
        let (_, result, requests) = try await turn(
            #"{"fileData":{"fileUri":"\#(link)"}}"#, image: .error(410, "gone"))
        guard case .failure(let failure) = result else { return #expect(Bool(false)) }
        #expect(failure.failure.kind == kind && failure.failure.billed == .yes)
        #expect(
            failure.failure.message.contains(link.replacing("CDN", with: "http://cdn.example")) || link.hasPrefix("CDN")
        )
        #expect(requests.count == (link.hasPrefix("CDN") ? 1 : 0))
    }

    /// One of two: the picture counts, and the other's link is kept in the notes.
    @Test func oneOfTwo() async throws {
        let (trial, result, _) = try await turn(
            #"{"fileData":{"fileUri":"http://10.0.0.1/x.png"}},{"fileData":{"fileUri":"CDN/a.png"}}"#)
        let response = try result.get()
        #expect(response.images.map { trial.staging.bytes($0.file.path) } == [Self.shot])
        #expect(response.notes.contains { $0.contains("http://10.0.0.1/x.png") })
    }
}
