import StudioCore
import Testing

@testable import Providers

/// `/v1/images` streamed with `partial_images` (OpenAI's reference of image events): over loopback HTTP, whole and cut.
@Suite struct InterimPicturesTests {
    private static let drafts = [Picture.png(60), Picture.png(61)]
    private static let final = Picture.png(90)

    private static func event(_ type: String, _ members: String) -> String {
        "event: \(type)\ndata: {\"type\":\"\(type)\",\(members)}\n\n"
    }

    private static func interim(_ index: Int) -> String {
        event(
            "image_generation.partial_image",
            #""b64_json":"\#(base64(drafts[index]))","partial_image_index":\#(index),"output_format":"png""#)
    }

    private static let completed = event(
        "image_generation.completed",
        #""b64_json":"\#(base64(final))","usage":{"total_tokens":4372,"input_tokens":12,"output_tokens":4360,"input_tokens_details":{"text_tokens":12,"image_tokens":0}}"#
    )

    private func run(
        _ events: [String], ending: LoopbackServer.Reply.Ending = .close
    ) async throws -> (trial: Trial, result: Result<ImageResponse, ProviderFailure>, request: String) {
        let reply = LoopbackServer.Reply.chunked([Array(events.joined().utf8)], ending: ending)
        let trial = try await Trial(
            [reply], dialect: .openAIImages, wire: WireProfile(streams: true, partialImages: 2))
        let result = await trial.run()
        return (trial, result, try await trial.server.requests().first ?? "")
    }

    @Test func theyAreDraftsAndTheLastIsThePicture() async throws {
        let (trial, result, request) = try await run([Self.interim(0), Self.interim(1), Self.completed])
        let response = try result.get()
        #expect(request.contains(#""stream":true,"partial_images":2"#))
        #expect(response.images.filter { $0.role == .final }.map { trial.staging.bytes($0.file.path) } == [Self.final])
        #expect(response.usage?.imageTokens == 4360)
        #expect(response.notes == [])
        let shown = await trial.reports.all().compactMap { event in
            if case .image(let image) = event { image } else { nil }
        }
        #expect(shown.map(\.role) == [.draft, .draft, .final], "each as soon as it was there")
    }

    /// Their reference allows it.
    @Test func thePictureMayComeFirst() async throws {
        let (trial, result, _) = try await run([Self.completed, Self.interim(0), Self.interim(1)])
        let images = try result.get().images
        #expect(images.filter { $0.role == .final }.map { trial.staging.bytes($0.file.path) } == [Self.final])
    }

    /// What was drawn is paid for: the last interim picture is better than none, and it says what it is.
    @Test func aStreamThatEndsAfterAnInterimPicture() async throws {
        let (trial, result, _) = try await run([Self.interim(0), Self.interim(1)])
        let response = try result.get()
        let finals = response.thoughtImages.filter { $0.role == .final }
        #expect(finals.map { trial.staging.bytes($0.file.path) } == [Self.drafts[1]])
        #expect(response.notes.contains { $0.contains("the final picture never came: this is the last interim one") })
    }

    /// Refused on the way: the words are what matters, and what was seen is kept as a draft.
    @Test func aRefusalAfterAnInterimPicture() async throws {
        let error = Self.event(
            "error",
            #""error":{"code":"moderation_blocked","message":"Your request was rejected by the safety system."}"#)
        let (trial, result, _) = try await run([Self.interim(0), error])
        guard case .failure(let failure) = result else { return #expect(Bool(false), "\(result)") }
        #expect(failure.failure.kind == .contentRejected)
        #expect(failure.failure.message.contains("rejected by the safety system"))
        let drafts = failure.partial?.thoughtImages ?? []
        #expect(drafts.map { trial.staging.bytes($0.file.path) } == [Self.drafts[0]] && drafts[0].role == .draft)
    }

    /// Servers that cannot stream answer with plain JSON.
    @Test func plainJSONInsteadOfAStream() async throws {
        let (trial, result, _) = try await run([#"{"created":1,"data":[{"b64_json":"\#(base64(Self.final))"}]}"#])
        #expect(try result.get().images.map { trial.staging.bytes($0.file.path) } == [Self.final])
    }
}
