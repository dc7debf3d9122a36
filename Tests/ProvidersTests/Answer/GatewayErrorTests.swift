import StudioCore
import Testing

@testable import Providers

/// What gateways and other providers complain with: bodies from their sources and from issues (wire contract §3.2, §5.4,
/// §8.1, §8.2), and what they mean.
@Suite struct GatewayErrorTests {
    private static let rows: [(status: Int, body: String, kind: FailureKind, advice: String)] = [
        (
            400,
            #"{"error":{"message":"Your request was rejected by the safety system. If you believe this is an error, contact us at help.openai.com and include the request ID req_1. safety_violations=[sexual].","type":"image_generation_user_error","param":null,"code":"moderation_blocked"}}"#,
            .contentRejected, "rephrase"
        ),
        (
            500,
            #"{"error":{"message":"Your request was rejected by the safety system.","type":"shell_api_error","code":"bad_response"}}"#,
            .contentRejected, "rephrase"
        ),
        (
            400,
            #"{"error":{"message":"request blocked by Gemini API: PROHIBITED_CONTENT","type":"prompt_blocked","param":"","code":"prompt_blocked"}}"#,
            .contentRejected, "rephrase"
        ),
        (
            400, #"{"error":{"message":"x","type":"new_api_error","code":"sensitive_words_detected"}}"#,
            .contentRejected, "rephrase"
        ),
        (
            403,
            #"{"error":{"message":"Your organization must be verified to use the model `gpt-image-1`. Please go to: https://platform.openai.com/settings","type":"invalid_request_error","param":null,"code":null}}"#,
            .permission, "verified"
        ),
        (401, #"{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}"#, .authentication, "key"),
        (401, #"{"error":{"message":"无效的令牌 (request id: 2025)","type":"new_api_error"}}"#, .authentication, "key"),
        (
            402, #"{"error":{"code":402,"message":"Insufficient credits","metadata":{}},"user_id":"u"}"#, .quota,
            "top up"
        ),
        (403, #"{"error":{"message":"用户余额不足","code":"insufficient_user_quota"}}"#, .quota, "top up"),
        (403, #"{"error":{"message":"x","code":"pre_consume_token_quota_failed"}}"#, .quota, "top up"),
        (
            429, #"{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}"#, .quota,
            "top up"
        ),
        (
            400, #"{"error":{"message":"Billing hard limit has been reached","code":"billing_hard_limit_reached"}}"#,
            .quota, "top up"
        ),
        (429, #"{"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"}}"#, .rateLimited, "Too many"),
        (
            503, #"{"error":{"message":"当前分组 default 下对于模型 m 无可用渠道","type":"new_api_error"}}"#, .modelUnavailable,
            "serves this model"
        ),
        (
            503, #"{"error":{"message":"No available channel for model m","code":"get_channel_failed"}}"#,
            .modelUnavailable, "serves"
        ),
        (
            404, #"{"error":{"message":"The model `x` does not exist","code":"model_not_found"}}"#, .modelUnavailable,
            "serves"
        ),
        (404, #"{"detail":"Not Found"}"#, .modelUnavailable, "base_url"),
        (
            400, #"{"error":{"message":"Unknown parameter: 'response_format'.","code":"unknown_parameter"}}"#,
            .unsupportedSetting, "setting"
        ),
        (400, #"{"error":{"message":"Invalid image file","code":"invalid_image_file"}}"#, .invalidRequest, "PNG"),
        (
            422, #"{"detail":[{"loc":["body","size"],"msg":"Input should be a valid string","type":"string_type"}]}"#,
            .invalidRequest, "names"
        ),
        (413, #"{"error":{"message":"image content cannot exceed 30MB","code":413}}"#, .invalidRequest, "too large"),
        (502, #"{"detail":{"error":"upstream failed"}}"#, .server, "retry"),
        (524, "<!DOCTYPE html><title>524: A timeout occurred</title>", .timeout, "another of its hosts"),
        (504, "<html><h1>504 Gateway Time-out</h1></html>", .timeout, "may have been billed"),
        (529, #"{"error":{"code":529,"message":"Provider returned error"}}"#, .overloaded, "busy"),
        (500, #"{"error":{"code":500,"message":"could not load model","type":""}}"#, .server, "retry"),
        (400, #"{"error":"the prompt is too long"}"#, .invalidRequest, "names"),
        (400, #"{"success":false,"message":"bad size"}"#, .invalidRequest, "names"),
        (400, #"{"code":"InvalidParameter","message":"bad size"}"#, .invalidRequest, "names"),
        // What a LiteLLM 1.108.7 proxy really answered: its own words around those of the service behind it.
        (
            401,
            #"{"error":{"message":"litellm.AuthenticationError: AuthenticationError: OpenAIException - Incorrect API key provided: sk-up****. You can find your API key at https://platform.openai.com/account/api-keys.\n\nLiteLLM: model group 'm' failed with the error above. No fallback was attempted.","type":"authentication_error","param":null,"code":"401"}}"#,
            .authentication, "not your key"
        ),
        (
            429,
            #"{"error":{"message":"litellm.RateLimitError: RateLimitError: OpenAIException - Rate limit reached for gpt-image-2 in organization org-x on images per min: Limit 5, Used 5, Requested 1. Please try again in 12s.\n\nLiteLLM: model group 'm' failed with the error above. No fallback was attempted.","type":"throttling_error","param":null,"code":"429"}}"#,
            .rateLimited, "in 12 s"
        ),
        (
            500,
            #"{"error":{"message":"litellm.InternalServerError: InternalServerError: OpenAIException - The server had an error while processing your request. Sorry about that!\n\nLiteLLM: model group 'm' failed with the error above. No fallback was attempted.","type":"internal_server_error","param":null,"code":"500"}}"#,
            .server, "retry"
        ),
        (
            400,
            #"{"error":{"message":"litellm.BadRequestError: OpenAIException - Your request was rejected by the safety system. If you believe this is an error, contact us at help.openai.com and include the request ID req_1. safety_violations=[sexual].\n\nLiteLLM: model group 'm' failed with the error above. No fallback was attempted.","type":"image_generation_user_error","param":null,"code":"400"}}"#,
            .contentRejected, "rephrase"
        ),
        (
            400,
            #"{"error":{"message":"400: {'error': '/image/generations: Invalid model name passed in model=nope. Call `/v1/models` to view available models for your key.'}","type":"invalid_request_error","param":null,"code":"400"}}"#,
            .modelUnavailable, "serves this model"
        ),
        (
            400,
            #"{"error":{"message":"litellm.UnsupportedParamsError: Setting `response_format` is not supported by openai, urlimage. To drop it from the call, set `litellm.drop_params = True`.","type":"invalid_request_error","param":null,"code":"400"}}"#,
            .unsupportedSetting, "setting the message names"
        ),
        (
            400,
            #"{"error":{"message":"No connected db.","type":"no_db_connection","param":null,"code":"400"}}"#,
            .authentication, "not accepted"
        ),
    ]

    @Test(arguments: rows.indices) func meaning(_ index: Int) throws {
        let row = Self.rows[index]
        let failure = try Self.classify(row.status, row.body)
        #expect(failure.kind == row.kind, "\(row.body)")
        #expect(failure.advice.contains(row.advice), "\(failure.advice)")
        #expect(failure.httpStatus == row.status)
        #expect(!failure.message.contains("<"))
    }

    @Test func theFieldIsNamed() throws {
        let failure = try Self.classify(
            422, #"{"detail":[{"loc":["body","image"],"msg":"Field required"},{"loc":["body",0],"msg":"x"}]}"#)
        #expect(failure.message == "body.image: Field required; body.0: x")
    }

    /// A refusal, whatever the status, is never asked again; nor is what may have been bought.
    @Test func nothingIsAskedAgainThatMayBeBilled() throws {
        for row in Self.rows {
            let failure = try Self.classify(row.status, row.body)
            let wait = RepeatRule.wait(after: ProviderFailure(failure), attempts: 1, random: 0)
            #expect((wait != nil) == (row.kind == .rateLimited), "\(row.body)")
        }
    }

    private static func classify(_ status: Int, _ body: String) throws -> TurnFailure {
        let staging = try Staging()
        let reader = ResponseReader(files: AnswerFiles(folder: staging.path), rules: WireRules.json)
        var answer = WireAnswer()
        for case .document(let document) in Array(body.utf8).withUnsafeBytes({ reader.feed($0) }) {
            answer.add(document: document)
        }
        let sample = String(decoding: reader.sample, as: UTF8.self)
        let error = WireError(status: status, headers: [], envelope: answer.error, sample: sample, now: 0)
        return ErrorClassifier.failure(error, provider: "gateway")
    }
}
