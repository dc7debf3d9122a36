import StudioCore
import Testing

@testable import Providers

/// Error bodies as recorded or as widely quoted, and what they mean.
@Suite struct ErrorClassifierTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var status: Int
        var body: String
        var kind: FailureKind
        var code: String?
        var advice: String
        var testDescription: String { "\(status) \(body.prefix(60))" }

        init(_ status: Int, _ body: String, _ kind: FailureKind, _ code: String?, _ advice: String) {
            self.status = status
            self.body = body
            self.kind = kind
            self.code = code
            self.advice = advice
        }

        static func error(
            _ status: Int, _ grpc: String, _ message: String, _ kind: FailureKind, _ advice: String,
            details: String = ""
        ) -> Row {
            let more = details.isEmpty ? "" : #","details":[\#(details)]"#
            return Row(
                status, #"{"error":{"code":\#(status),"message":"\#(message)","status":"\#(grpc)"\#(more)}}"#, kind,
                grpc, advice)
        }
    }

    static func classify(_ status: Int, _ body: String, headers: [(String, String)] = [], now: Double = 0) throws
        -> TurnFailure
    {
        let staging = try Staging()
        let reader = ResponseReader(files: AnswerFiles(folder: staging.path), rules: WireRules.json)
        var answer = WireAnswer()
        for case .document(let document) in Array(body.utf8).withUnsafeBytes({ reader.feed($0) }) {
            answer.add(document: document)
        }
        let error = WireError(
            status: status, headers: headers, envelope: answer.error,
            sample: String(decoding: reader.sample, as: UTF8.self),
            now: now)
        return ErrorClassifier.failure(error, provider: "google")
    }

    static let badKey =
        #"{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}]}}"#

    static let rows: [Row] = [
        Row(400, badKey, .authentication, "API_KEY_INVALID", "key of google"),
        Row(400, "[\(badKey)]", .authentication, "API_KEY_INVALID", "key of google"),
        .error(
            403, "PERMISSION_DENIED",
            "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
            .authentication, "No key arrived"),
        .error(
            403, "PERMISSION_DENIED", "Your API key was reported as leaked. Please use another API key.",
            .authentication, "new key"),
        .error(
            401, "UNAUTHENTICATED", "Request had invalid authentication credentials.", .authentication, "not accepted"),
        .error(400, "INVALID_ARGUMENT", "Request contains an invalid argument.", .invalidRequest, "names"),
        .error(
            400, "INVALID_ARGUMENT", #"Invalid JSON payload received. Unknown name \"size\": Cannot find field."#,
            .invalidRequest, "names"),
        .error(
            400, "FAILED_PRECONDITION", "User location is not supported for the API use.", .permission,
            "another provider"),
        .error(
            400, "FAILED_PRECONDITION",
            "Gemini API free tier is not available in your country. Please enable billing on your project in Google AI Studio.",
            .quota, "billing"),
        .error(
            400, "INVALID_ARGUMENT",
            "Image part is missing a thought_signature in content position 2, part position 1. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures#model-behavior for more details.",
            .invalidRequest, "start over"),
        .error(400, "INVALID_ARGUMENT", "Corrupted thought signature.", .invalidRequest, "start over"),
        .error(
            400, "INVALID_ARGUMENT", "Request payload size exceeds the limit: 20971520 bytes.", .invalidRequest,
            "smaller references"),
        .error(
            400, "INVALID_ARGUMENT",
            "Thinking level MINIMAL is not supported for this model. Please retry with other thinking level.",
            .unsupportedSetting, "setting"),
        .error(
            400, "INVALID_ARGUMENT", "Search as tool is not enabled for models/gemini-2.5-flash-image",
            .unsupportedSetting, "setting"),
        .error(400, "INVALID_ARGUMENT", "Unsupported MIME type: png", .invalidRequest, "PNG, JPEG or WebP"),
        .error(
            400, "INVALID_ARGUMENT",
            "Unable to process input image. Please retry or report in https://developers.generativeai.google/guide/troubleshooting",
            .invalidRequest, "PNG, JPEG or WebP"),
        .error(
            403, "PERMISSION_DENIED",
            "Generative Language API has not been used in project 12345678 before or it is disabled.", .permission,
            "Enable the Generative"),
        .error(
            403, "PERMISSION_DENIED", "You do not have permission to access the File abc123 or it may not exist.",
            .permission, "rights"),
        .error(
            404, "NOT_FOUND",
            "models/gemini-3-pro-image-preview is not found for API version v1beta, or is not supported for generateContent.",
            .modelUnavailable, "pick another"),
        Row(
            404, "<!DOCTYPE html><html><title>Error 404 (Not Found)!!1</title></html>", .modelUnavailable, nil,
            "pick another"),
        Row(413, "<html><title>413 Request Entity Too Large</title></html>", .invalidRequest, nil, "too large"),
        Row(502, "<html><body><h1>502 Bad Gateway</h1></body></html>", .server, nil, "retry in a while"),
        .error(
            429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).", .rateLimited, "in a minute"),
        .error(
            429, "RESOURCE_EXHAUSTED",
            #"Quota exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: 0, model: gemini-2.5-flash-preview-image\nPlease retry in 7.967587226s."#,
            .quota, "limit 0"),
        .error(
            429, "RESOURCE_EXHAUSTED", "You exceeded your current quota.", .quota, "limit 0",
            details: #"{"violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier"}]}"#),
        .error(
            429, "RESOURCE_EXHAUSTED", "You exceeded your current quota.", .quota, "midnight Pacific",
            details:
                #"{"violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel","quotaValue":"250"}]},{"retryDelay":"7s"}"#
        ),
        .error(
            429, "RESOURCE_EXHAUSTED", "You exceeded your current quota.", .rateLimited, "in 35 s",
            details:
                #"{"violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel","quotaValue":"10"}]},{"retryDelay":"34.4s"}"#
        ),
        Row(
            429,
            #"{"error":{"code":"insufficient_quota","message":"You exceeded your current quota","type":"insufficient_quota"}}"#,
            .quota, "insufficient_quota", "top up"),
        Row(
            429,
            #"{"error":{"message":"Your request was rejected by our safety system.","code":"content_policy_violation"}}"#,
            .contentRejected, "content_policy_violation", "rephrase"),
        Row(
            500, #"{"error":{"message":"The image was blocked for safety reasons.","code":"x"}}"#, .contentRejected,
            "x", "rephrase"),
        Row(402, "{}", .quota, nil, "top up"),
        .error(499, "CANCELLED", "The operation was cancelled.", .server, "cancelled"),
        .error(
            500, "INTERNAL",
            "An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting",
            .server, "retry in a while"),
        .error(503, "UNAVAILABLE", "The model is overloaded. Please try again later.", .overloaded, "busy"),
        .error(
            503, "UNAVAILABLE",
            "This model is currently experiencing high demand. Spikes in demand are usually temporary. Please try again later.",
            .overloaded, "busy"),
        Row(
            503,
            #"{"error":{"code":503,"message":"No capacity available for model X on the server","status":"UNAVAILABLE","details":[{"reason":"MODEL_CAPACITY_EXHAUSTED"}]}}"#,
            .overloaded, "MODEL_CAPACITY_EXHAUSTED", "busy"),
        .error(504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete.", .timeout, "smaller size"),
        Row(
            500,
            #"{"error":{"message":"{\"error\":{\"code\":429,\"message\":\"Resource has been exhausted (e.g. check quota).\",\"status\":\"RESOURCE_EXHAUSTED\"}}","type":"upstream"}}"#,
            .rateLimited, "RESOURCE_EXHAUSTED", "minute"),
        Row(400, #"{"error":"invalid api key"}"#, .authentication, nil, "key of google"),
        Row(418, "", .invalidRequest, nil, "base_url"),
    ]

    @Test(arguments: rows) func table(_ row: Row) throws {
        let failure = try Self.classify(row.status, row.body)
        #expect(failure.kind == row.kind)
        #expect(failure.providerCode == row.code)
        #expect(failure.advice.contains(row.advice), "\(failure.advice)")
        #expect(!failure.message.isEmpty)
        #expect(!failure.message.contains("<"))
        #expect(failure.httpStatus == row.status)
    }

    @Test func messagesAreBounded() throws {
        let failure = try Self.classify(
            500, #"{"error":{"code":500,"message":"\#(String(repeating: "é", count: 5000))"}}"#)
        #expect(failure.message.utf8.count <= Shown.most + 8)
    }

    /// Only what the server did not take may be sent again.
    @Test(arguments: rows) func repeats(_ row: Row) throws {
        let failure = ProviderFailure(try Self.classify(row.status, row.body))
        let isRepeated = RepeatRule.wait(after: failure, attempts: 1, random: 0) != nil
        #expect(
            isRepeated
                == ((row.kind == .rateLimited || row.kind == .overloaded) && (row.status == 429 || row.status == 503)))
        #expect(RepeatRule.wait(after: failure, attempts: 3, random: 0) == nil)
        let begun = ProviderFailure(failure.failure, partial: ImageResponse(parts: []))
        #expect(RepeatRule.wait(after: begun, attempts: 1, random: 0) == nil)
    }

    @Test func waits() throws {
        func wait(_ seconds: Double?, _ attempts: Int = 1, _ random: Double = 0) -> Double? {
            let failure = TurnFailure(.overloaded, message: "", advice: "", httpStatus: 503, retryAfterSeconds: seconds)
            return RepeatRule.wait(after: ProviderFailure(failure), attempts: attempts, random: random)
        }
        #expect(wait(nil) == 2)
        #expect(wait(nil, 2) == 4)
        #expect(wait(nil, 2, 0.5) == 5)
        #expect(wait(7) == 7)
        #expect(wait(7, 1, 0.5) == 7.35)
        #expect(wait(60, 1, 0.5) == 60.5)
        #expect(wait(121) == nil)
    }
}
