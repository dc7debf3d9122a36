import StudioCore
import Testing

@testable import Providers

/// Which picture is the result, and what is left when there is none.
@Suite struct WireOutcomeTests {
    private func part(_ image: [UInt8], thought: Bool = false, signature: String? = nil) -> String {
        let mark = (thought ? #","thought":true"# : "") + (signature.map { #","thoughtSignature":"\#($0)""# } ?? "")
        return #"{"inlineData":{"mimeType":"image/png","data":"\#(base64(image))"}\#(mark)}"#
    }

    private func document(_ parts: [String], _ reason: String? = "STOP", more: String = "") -> String {
        let finish = reason.map { #","finishReason":"\#($0)""# } ?? ""
        return
            #"{"candidates":[{"content":{"parts":[\#(parts.joined(separator: ","))],"role":"model"}\#(finish)\#(more)}],"modelVersion":"gemini-3-pro-image"}"#
    }

    private func run(_ body: String) async throws -> (Result<ImageResponse, ProviderFailure>, Trial) {
        let trial = try await Trial([.sized(Array(body.utf8))])
        return (await trial.run(), trial)
    }

    private func response(_ body: String) async throws -> ImageResponse { try await run(body).0.get() }

    private func failure(_ body: String) async throws -> ProviderFailure {
        switch try await run(body).0 {
        case .success(let response): throw Trial.Unexpected(response: response)
        case .failure(let failure): return failure
        }
    }

    /// Drafts without the thought mark, each signed: the last is the result, all are replayed.
    @Test func theLastPictureIsTheResult() async throws {
        let response = try await response(
            document([part(Picture.png(), signature: "AA=="), part(Picture.jpeg(), signature: "BB==")]))
        #expect(response.images.map(\.role) == [.draft, .final])
        #expect(response.images.map(\.file.mime) == ["image/png", "image/jpeg"])
    }

    /// Counts that no computer adds up are no counts, and a fortune in tokens is no more than that.
    @Test func hostileCounts() async throws {
        let most = "9223372036854775807"
        let usage =
            #","usageMetadata":{"promptTokenCount":"\#(most)","toolUsePromptTokenCount":999999999999999,"#
            + #""candidatesTokenCount":-5,"candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":"-\#(most)"},"#
            + #"{"modality":"IMAGE","tokenCount":999999999999999},{"modality":"IMAGE","tokenCount":999999999999999}]}"#
        var body = document([part(Picture.png())])
        body.insert(contentsOf: usage, at: body.index(before: body.endIndex))
        let counts = try #require(try await response(body).usage)
        #expect(counts.promptTokens == 1_000_000_000)
        #expect(counts.imageTokens == 2_000_000_000)
        #expect(counts.textTokens == 0)
    }

    /// However much a server says, what is kept of it is bounded.
    @Test func hostileWords() async throws {
        let long = String(repeating: "x", count: 1 << 20)
        let text = #"{"text":"\#(long)","thoughtSignature":"QQ=="}"#
        let chunks = (0..<200).map { #"{"web":{"uri":"https://e.com/\#($0)","title":"\#(long.prefix(5000))"}}"# }
        let grounding = #","groundingMetadata":{"groundingChunks":[\#(chunks.joined(separator: ","))]}"#
        let response = try await response(
            document([text, text, text, part(Picture.png())], String(long.prefix(9000)), more: grounding))
        let texts = response.parts.compactMap { if case .text(let text, _) = $0 { text } else { nil } }
        #expect(texts.count == 3, "their signatures are needed")
        #expect(texts.reduce(0) { $0 + $1.utf8.count } <= 2 << 20)
        #expect(response.notes.allSatisfy { $0.utf8.count < 200_000 })
        #expect(response.finishReason?.count == 201, "200, and a sign that there was more")
    }

    @Test func onlyWithinTheThoughts() async throws {
        let body = document([part(Picture.png(), thought: true), part(Picture.jpeg(), thought: true)])
        let response = try await response(body)
        #expect(response.images == [])
        #expect(response.thoughtImages.map(\.role) == [.draft, .final])
    }

    /// The filter took the picture; what the thoughts showed is no substitute.
    @Test(arguments: ["IMAGE_SAFETY", "NO_IMAGE", "PROHIBITED_CONTENT"]) func filteredAfterAThought(_ reason: String)
        async throws
    {
        let failure = try await failure(document([part(Picture.png(), thought: true)], reason))
        #expect(failure.failure.providerCode == reason)
        #expect(failure.partial?.thoughtImages.map(\.role) == [.draft])
    }

    /// A whole picture is kept though the finish is bad.
    @Test func aBadFinishAfterThePicture() async throws {
        let response = try await response(document([part(Picture.png())], "IMAGE_SAFETY"))
        #expect(response.images.map(\.role) == [.final])
        #expect(response.notes == ["the model stopped with IMAGE_SAFETY"])
    }

    @Test func anErrorAfterThePicture() async throws {
        let events = "data: \(document([part(Picture.png())], nil))\n\n" + #"{"error":{"code":500,"message":"boom"}}"#
        let response = try await response(events)
        #expect(response.images.count == 1)
        #expect(response.notes == ["the provider reported an error after the picture: boom"])
    }

    @Test func aStreamThatJustStops() async throws {
        let failure = try await failure("data: \(document([#"{"text":"Let me"}"#], nil))\n\n")
        #expect(failure.failure.kind == .truncated)
        #expect(failure.partial?.parts == [.text("Let me", signature: nil)])
    }

    @Test func anErrorInTheStream() async throws {
        let failure = try await failure(Transcript.errorMidStream)
        #expect(failure.failure.kind == .server)
        #expect(failure.failure.providerCode == "CANCELLED")
        #expect(failure.failure.billed == .unknown)
    }

    @Test func damagedBase64() async throws {
        let body = document([part(Picture.png())]).replacing("iVBORw0KGgo", with: "iVBORw0K*go")
        let failure = try await failure(body)
        #expect(failure.failure.kind == .malformedResponse)
        #expect(failure.partial?.images ?? [] == [])
    }

    /// Saved, marked, and never shown as the result.
    @Test func somethingElseThanAPicture() async throws {
        let failure = try await failure(document([part(Array("<svg onload=alert(1)>".utf8))]))
        #expect(failure.failure.kind == .malformedResponse)
        #expect(failure.partial?.images.map(\.role) == [.draft])
        #expect(failure.partial?.images.map(\.file.mime) == ["application/octet-stream"])
    }

    @Test func sourcesAndAnotherModel() async throws {
        let grounding =
            #","groundingMetadata":{"webSearchQueries":["","weather"],"groundingChunks":[{"web":{"uri":"https://v/x","title":"accuweather.com"}}]}"#
        let body =
            document([part(Picture.png())], more: grounding).replacing("gemini-3-pro-image", with: "gemini-9")
            .dropLast() + #","usageMetadata":{"promptTokenCount":33,"candidatesTokenCount":1780}}"#
        let response = try await response(String(body))
        #expect(
            response.notes == ["asked gemini-3-pro-image, gemini-9 answered", "sources: accuweather.com https://v/x"])
        #expect(response.usage?.searchQueries == 1)
        #expect(response.modelVersion == "gemini-9")
    }

    @Test func compressedThoughNobodyAsked() async throws {
        let image = Picture.png(90_000)
        let trial = try await Trial([
            .sized(headers: ["Content-Encoding: gzip"], Gzip.stored(Array(document([part(image)]).utf8)))
        ])
        let response = try await trial.run().get()
        #expect(response.images.map { trial.staging.bytes($0.file.path) } == [image])
    }

    @Test func brokenCompression() async throws {
        let trial = try await Trial([.sized(headers: ["Content-Encoding: gzip"], Array("no gzip at all".utf8))])
        #expect([.unsafeResponse, .malformedResponse].contains(try await trial.failure().failure.kind))
    }

    /// Two turns over the wire: what the first answer held goes back byte for byte, each signature on its part.
    @Test func theSecondTurn() async throws {
        let signatures = ["EsauMgrC", String(repeating: "Eo+/_-", count: 20_000) + "==", "EpQ="]
        let image = Picture.jpeg(70_001)
        let stream = Transcript.stream3(draft: Picture.jpeg(50), image: image, signatures: signatures)
        let first = try await Trial([.chunked([Array(stream.utf8)])])
        let answer = try await first.run().get()
        let parts = answer.parts.map { part in
            switch part {
            case .text(let text, let signature): Conversation.Part.text(text, signature: signature)
            case .image(let image, let signature): Conversation.Part.image(image.file, signature: signature)
            }
        }
        let second = try await Trial([.chunked([Array(stream.utf8)])])
        let request = ImageRequest.make([
            .init(role: .user, parts: [.text("a fox", signature: nil)]),
            .init(role: .model, parts: parts, origin: CatalogueModel.pro.reference),
            .init(role: .user, parts: [.text("bluer", signature: nil)]),
        ])
        _ = try await second.run(request).get()
        let sent = try #require(try await second.server.requests().first)
        #expect(
            sent.contains(
                #"{"role":"model","parts":[{"text":"Here it is.","thoughtSignature":"\#(signatures[0])"},{"inlineData":{"mimeType":"image/jpeg","data":"\#(base64(image))"},"thoughtSignature":"\#(signatures[1])"},{"text":"","thoughtSignature":"\#(signatures[2])"}]},{"role":"user","parts":[{"text":"bluer"}]}]"#
            ))
        #expect(!sent.contains("Planning"))
    }
}
