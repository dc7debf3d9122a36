import StudioCore
import Testing

@testable import Providers

/// Answers of 200 without a picture, after what users report of gateways, and what they mean.
@Suite struct ChatClassifierTests {
    private static func failure(_ body: String) throws -> TurnFailure {
        let staging = try Staging()
        let consumer = WireConsumer(files: AnswerFiles(folder: staging.path), thinks: false) { _ in }
        consumer.begin(status: 200, headers: [])
        try Array(body.utf8).withUnsafeBytes { try consumer.receive($0) }
        let end = AnswerEnd(answer: consumer.end(nil), error: nil, wasSent: true, hadBegun: true)
        let endpoint = Endpoint(name: "p", baseURL: "https://e.com", authentication: .none, key: "")
        guard case .failure(let failure) = WireOutcome(end, endpoint: endpoint, model: "m", attempts: 1, now: 0) else {
            struct APicture: Error {}
            throw APicture()
        }
        return failure.failure
    }

    private static func chat(_ content: String, _ finish: String = "stop", native: String? = nil) -> String {
        let more = native.map { #","native_finish_reason":"\#($0)""# } ?? ""
        return #"{"choices":[{"message":{"content":\#(content)},"finish_reason":"\#(finish)"\#(more)}]}"#
    }

    @Test(arguments: [
        (chat(#""I cannot draw that.""#), FailureKind.textInsteadOfImage),
        (chat("null"), .noImage), (chat(#""""#), .noImage), (#"{"choices":[]}"#, .noImage),
        (chat("null", "content_filter"), .contentRejected), (chat("null", "length"), .maxTokens),
        (chat("null", native: "image_safety"), .contentRejected), (chat("null", native: "RECITATION"), .recitation),
        (chat("null", native: "NO_IMAGE"), .noImage),
        (
            chat(
                #""We're so sorry, but the prompt may violate our content policies. If you think we got it wrong, please retry.""#
            ),
            .contentRejected
        ),
        (chat(#""The image we created may violate our guardrails around nudity""#), .contentRejected),
        (
            chat(
                #""All tokens available for image generation. Please enable streaming to use the generation feature.""#),
            .unsupportedSetting
        ),
        (chat(#""No available models for image generation""#), .modelUnavailable),
        (chat(#""Image generation completed but no images were produced.""#), .noImage),
        (#"{"id":"task_1","status":"queued"}"#, .malformedResponse),
        (#"data: {"choices":[{"delta":{"content":""},"finish_reason":"error"}]}"# + "\n\n", .server),
        (
            #"data: {"choices":[{"delta":{"reasoning_content":"**Content Policy Violation**\n\nno"},"finish_reason":"stop"}]}"#
                + "\n\n", .contentRejected
        ),
        (
            #"data: {"error":{"message":"boom","type":"server_error","param":null,"code":null}}"#
                + "\n\ndata: [DONE]\n\n", .server
        ),
        (
            #"data: {"id":"x","error":{"code":502,"message":"Provider disconnected"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}"#
                + "\n\n", .server
        ),
        (#"data: {"choices":[{"delta":{"content":"Well"}}]}"# + "\n\n", .truncated),
    ]) func meaning(_ body: String, _ kind: FailureKind) throws {
        let failure = try Self.failure(body)
        #expect(failure.kind == kind, "\(failure)")
        #expect(failure.billed != .no || kind == .unsupportedSetting || kind == .modelUnavailable, "\(failure)")
    }

    @Test func theTaskIsNamed() throws {
        let failure = try Self.failure(#"{"task_id":"t-17","status":"queued"}"#)
        #expect(failure.message.contains("t-17"))
        #expect(failure.billed == .yes)
    }
}
