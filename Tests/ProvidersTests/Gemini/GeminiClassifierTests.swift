import StudioCore
import Testing

@testable import Providers

/// Answers without a picture that came with HTTP 200. Messages and shapes are those of recorded answers where there are any.
@Suite struct GeminiClassifierTests {
    static func classify(_ body: String, isGoogle: Bool = true) throws -> TurnFailure {
        var answer = WireAnswer()
        let staging = try Staging()
        let reader = ResponseReader(files: AnswerFiles(folder: staging.path), rules: WireRules.json)
        for event in Array(body.utf8).withUnsafeBytes({ reader.feed($0) }) {
            switch event {
            case .item(_, let part): _ = answer.add(part: part)
            case .document(let document): answer.add(document: document)
            default: break
            }
        }
        return GeminiClassifier.failure(of: answer, status: 200, isGoogle: isGoogle)
    }

    @Test func aBlockedPrompt() throws {
        let failure = try Self.classify(
            #"{"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "usageMetadata": {"promptTokenCount": 271, "totalTokenCount": 271}}"#
        )
        #expect(failure.kind == .contentRejected)
        #expect(failure.providerCode == "PROHIBITED_CONTENT")
        #expect(failure.billed == .no)
    }

    @Test(arguments: ["SAFETY", "OTHER", "BLOCKLIST", "IMAGE_SAFETY", "MODEL_ARMOR", "JAILBREAK", "SOMETHING_NEW"])
    func blockReasons(_ reason: String) throws {
        let failure = try Self.classify(#"{"candidates":[],"promptFeedback":{"blockReason":"\#(reason)"}}"#)
        #expect(failure.kind == .contentRejected)
        #expect(failure.providerCode == reason)
        #expect(failure.message.contains(reason))
    }

    static let reasons: [(String, FailureKind)] = [
        ("MAX_TOKENS", .maxTokens), ("SAFETY", .contentRejected), ("BLOCKLIST", .contentRejected),
        ("PROHIBITED_CONTENT", .contentRejected), ("SPII", .contentRejected), ("IMAGE_SAFETY", .contentRejected),
        ("IMAGE_PROHIBITED_CONTENT", .contentRejected), ("IMAGE_RECITATION", .recitation), ("RECITATION", .recitation),
        ("NO_IMAGE", .noImage), ("IMAGE_OTHER", .noImage), ("OTHER", .noImage), ("LANGUAGE", .contentRejected),
        ("MALFORMED_FUNCTION_CALL", .server), ("UNEXPECTED_TOOL_CALL", .server), ("TOO_MANY_TOOL_CALLS", .server),
        ("MISSING_THOUGHT_SIGNATURE", .invalidRequest), ("MALFORMED_RESPONSE", .server), ("CONTINUATION", .truncated),
        ("ESCALATION", .permission), ("PUP_LIMITED_DISABLED", .permission), ("MODEL_ARMOR", .contentRejected),
        ("FINISH_REASON_UNSPECIFIED", .noImage), ("BRAND_NEW_REASON", .noImage),
    ]

    /// In each of the shapes that “no content” has been seen in.
    @Test(arguments: reasons) func finishReasons(_ reason: String, _ kind: FailureKind) throws {
        for content in ["", #""content":{},"#, #""content":{"role":"model"},"#, #""content":{"parts":null},"#] {
            let failure = try Self.classify(
                #"{"candidates":[{\#(content)"finishReason":"\#(reason)","index":0}],"usageMetadata":{"promptTokenCount":12,"totalTokenCount":12}}"#
            )
            #expect(failure.kind == kind)
            #expect(failure.providerCode == reason)
            #expect(failure.message.contains(reason))
            #expect(!failure.advice.isEmpty)
        }
    }

    @Test func theServersWordsComeFirst() throws {
        let message =
            "Unable to show the generated image. The model could not generate the image based on the prompt provided. You will not be charged for this request. Try rephrasing the prompt."
        for isGoogle in [true, false] {
            let failure = try Self.classify(
                #"{"candidates":[{"finishReason":"NO_IMAGE","index":0,"finishMessage":"\#(message)"}],"usageMetadata":{"promptTokenCount":12,"totalTokenCount":12}}"#,
                isGoogle: isGoogle)
            #expect(failure.message == message)
            #expect(
                failure.billed == (isGoogle ? .no : .unknown), "a gateway passes the words on, and bills by its own")
        }
    }

    /// The guide's order: a count of 0 first, unless the reason is exact.
    @Test func candidatesTokenCount() throws {
        func kind(_ count: String, _ reason: String, _ parts: String = "[]") throws -> FailureKind {
            try Self.classify(
                #"{"candidates":[{"content":{"parts":\#(parts)},"finishReason":"\#(reason)"}],"usageMetadata":{"promptTokenCount":1\#(count)}}"#
            ).kind
        }
        #expect(try kind(#","candidatesTokenCount":0"#, "STOP") == .contentRejected)
        #expect(try kind(#","candidatesTokenCount":0"#, "OTHER") == .contentRejected)
        #expect(try kind(#","candidatesTokenCount":0"#, "NOVEL") == .contentRejected)
        #expect(try kind(#","candidatesTokenCount":0"#, "MAX_TOKENS") == .maxTokens)
        #expect(try kind(#","candidatesTokenCount":0"#, "STOP", #"[{"text":"I can't."}]"#) == .contentRejected)
        #expect(try kind("", "STOP") == .contentRejected)
        #expect(try kind("", "STOP", #"[{"text":"I can't."}]"#) == .textInsteadOfImage)
        #expect(try kind(#","candidatesTokenCount":48"#, "STOP", #"[{"text":"I can't."}]"#) == .textInsteadOfImage)
        #expect(try kind(#","candidatesTokenCount":48"#, "STOP") == .noImage)
    }

    /// Recorded (streaming-success-no-content-parts): 1290 image tokens counted, and no picture.
    @Test func paidAndNotDelivered() throws {
        let failure = try Self.classify(
            #"{"candidates":[{"content":{"role":"model"},"finishReason":"STOP"}],"usageMetadata":{"candidatesTokenCount":1290,"candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":1290}]}}"#
        )
        #expect(failure.kind == .noImage)
        #expect(failure.billed == .yes)
    }

    @Test func aRefusalInWords() throws {
        let words = "I can't generate images that are sexually explicit."
        let failure = try Self.classify(
            #"{"candidates":[{"content":{"parts":[{"text":"\#(words)"}]},"finishReason":"STOP"}]}"#)
        #expect(failure.kind == .textInsteadOfImage)
        #expect(failure.message == words)
    }

    @Test func anInternalError() throws {
        let failure = try Self.classify(
            #"{"candidates":[{"finishReason":"OTHER","finishMessage":"Model failed to generate content due to internal error."}]}"#
        )
        #expect(failure.kind == .server)
    }
}
