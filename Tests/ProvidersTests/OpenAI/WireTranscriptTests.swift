import StudioCore
import Testing

@testable import Providers

/// Every dialect, whole, in pieces and cut at every byte.
@Suite struct WireTranscriptTests {
    private static func end(
        _ pieces: [ArraySlice<UInt8>], in staging: Staging, broken: (any Error)? = nil,
        headers: [(String, String)] = []
    ) -> AnswerEnd<WireConsumer.Answer> {
        let consumer = WireConsumer(
            dialect: .openAIChat, files: AnswerFiles(folder: staging.path, replaces: true), thinks: false
        ) { _ in }
        consumer.begin(status: 200, headers: headers)
        var error = broken
        for piece in pieces {
            do { try piece.withUnsafeBytes { try consumer.receive($0) } } catch let trouble { error = trouble }
        }
        return AnswerEnd(answer: consumer.end(error), error: error, wasSent: true, hadBegun: true)
    }

    private static func outcome(_ end: AnswerEnd<WireConsumer.Answer>) -> WireOutcome {
        let endpoint = Endpoint(name: "p", baseURL: "https://e.com", authentication: .none, key: "")
        return WireOutcome(end, endpoint: endpoint, model: "m", attempts: 1, now: 0)
    }

    @Test(arguments: WireTranscript.all.indices) func whole(_ index: Int) throws {
        let transcript = WireTranscript.all[index]
        let staging = try Staging()
        let end = Self.end([transcript.body[...]], in: staging)
        guard case .response(let response) = Self.outcome(end) else {
            return #expect(Bool(false), "\(transcript.name): \(Self.outcome(end))")
        }
        #expect(response.images.map { staging.bytes($0.file.path) } == transcript.pictures, "\(transcript.name)")
        #expect(response.images.map(\.role).last == .final)
        #expect(response.thoughtImages.map { staging.bytes($0.file.path) } == transcript.drafts, "\(transcript.name)")
        let text = response.parts.compactMap { if case .text(let text, _) = $0 { text } else { nil } }.joined()
        #expect(text == transcript.text, "\(transcript.name)")
        #expect(response.thought == transcript.thought, "\(transcript.name)")
        #expect(response.usage == transcript.usage, "\(transcript.name)")
        #expect(response.finishReason == transcript.finishReason, "\(transcript.name)")
        #expect(response.notes == [], "\(transcript.name)")
        #expect(end.answer.answer.shapes.contains(transcript.shape), "\(transcript.name): \(end.answer.answer.shapes)")
        #expect(response.form == PictureForm(shape: transcript.shape, isLink: false), "\(transcript.name)")
    }

    /// LiteLLM's header, of an answer that was not streamed. It says 0 of what it has no price for, and with every error.
    @Test(
        arguments: [
            ("0.13772399999999999", 0.13772399999999999), ("0", nil), ("0.0", nil), ("-1", nil), ("nan", nil),
            ("1e9", nil),
            ("None", nil),
        ] as [(String, Double?)]) func theGatewaysOwnBill(_ header: String, _ cost: Double?) throws
    {
        let transcript = try #require(WireTranscript.all.first { $0.name == "E: LiteLLM proxy" })
        let staging = try Staging()
        let end = Self.end(
            [transcript.body[...]], in: staging, headers: [("X-LiteLLM-Response-Cost", header)])
        guard case .response(let response) = Self.outcome(end) else { return #expect(Bool(false)) }
        var usage = transcript.usage
        usage?.chargedUSD = cost
        #expect(response.usage == usage)
    }

    /// LiteLLM's shapes for a picture that Gemini's filter kept back: whole, and streamed (a 1.108.7 proxy).
    @Test(arguments: [
        #"{"id":"chatcmpl-1","created":1795700750,"model":"m","object":"chat.completion","choices":[{"finish_reason":"content_filter","index":0,"message":{"role":"assistant","content":null}}],"usage":{"completion_tokens":0,"prompt_tokens":12,"total_tokens":12}}"#,
        WireTranscript.events([
            #"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1795700750,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"content_filter"}]}"#,
            #"{"id":"chatcmpl-1","created":1795700750,"model":"m","object":"chat.completion.chunk","choices":[{"index":0,"delta":{}}],"usage":{"completion_tokens":0,"prompt_tokens":12,"total_tokens":12,"cost":0.000024}}"#,
        ]),
        #"{"choices":[{"finish_reason":"stop","index":0,"message":{"role":"assistant","content":null},"provider_specific_fields":{"native_finish_reason":"IMAGE_SAFETY"}}]}"#,
    ]) func aRefusalThroughLiteLLM(_ body: String) throws {
        let staging = try Staging()
        guard case .failure(let failure) = Self.outcome(Self.end([Array(body.utf8)[...]], in: staging)) else {
            return #expect(Bool(false))
        }
        #expect(failure.failure.kind == .contentRejected)
    }

    @Test(arguments: WireTranscript.all.indices, [1, 3, 50]) func inPieces(_ index: Int, _ step: Int) throws {
        let transcript = WireTranscript.all[index]
        let staging = try Staging()
        let pieces = stride(from: 0, to: transcript.body.count, by: step).map {
            transcript.body[$0..<min(transcript.body.count, $0 + step)]
        }
        let other = try Staging()
        let whole = Self.outcome(Self.end([transcript.body[...]], in: other))
        let outcome = Self.outcome(Self.end(pieces, in: staging))
        #expect(
            "\(outcome)".replacing(staging.path, with: "") == "\(whole)".replacing(other.path, with: ""),
            "\(transcript.name)")
    }

    /// The connection breaks after every one of its bytes: either the picture is whole, or it is a failure that may have
    /// been billed, and what is there of it is no final picture.
    @Test(arguments: WireTranscript.all.indices) func cutEverywhere(_ index: Int) throws {
        let transcript = WireTranscript.all[index]
        struct Broken: Error {}
        let staging = try Staging()
        for length in 0...transcript.body.count {
            switch Self.outcome(Self.end([transcript.body[..<length]], in: staging, broken: Broken())) {
            case .response(let response):
                let final = response.images.last { $0.role == .final }
                let bytes = staging.bytes(final?.file.path ?? "")
                #expect(transcript.pictures.contains(bytes), "\(transcript.name) cut after \(length)")
            case .failure(let failure):
                #expect(length < transcript.body.count, "\(transcript.name)")
                #expect(failure.failure.billed != .no, "\(transcript.name) cut after \(length)")
                #expect(failure.partial?.images.allSatisfy { $0.role == .draft } ?? true)
            }
        }
    }
}
