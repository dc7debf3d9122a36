import StudioCore
import Testing

@testable import Providers

/// Answers to a submission, and complaints of every shape.
@Suite struct BFLSubmissionTests {
    private let submission = BFLSubmission(
        endpoint: Endpoint(name: "bfl", baseURL: "https://api.bfl.ai", authentication: .key, key: Trial.key),
        path: "/v1/flux-2-pro", attempt: 2)

    private func step(_ json: String, status: Int = 200, headers: [(String, String)] = []) -> BFLSubmission.Step {
        submission.step(after: BFLWatchTests.answer(json, status: status, headers: headers), now: 7.9)
    }

    private func failure(_ json: String, status: Int = 200, headers: [(String, String)] = []) throws -> TurnFailure {
        guard case .failure(let failure) = step(json, status: status, headers: headers) else { throw Taken() }
        return failure
    }

    private struct Taken: Error {}

    @Test func aTask() {
        let regional = #"{"id":"b8f1","polling_url":"https://api.us1.bfl.ai/v1/get_result?id=b8f1","cost":4.5}"#
        #expect(
            step(regional)
                == .task(
                    BFLTask(
                        id: "b8f1", pollingURL: "https://api.us1.bfl.ai/v1/get_result?id=b8f1", at: 7, attempt: 2,
                        credits: 4.5)))
        let usual = BFLTask(
            id: "b8f1", pollingURL: "https://api.bfl.ai/v1/get_result?id=b8f1", at: 7, attempt: 2)
        #expect(step(#"{"id":"b8f1"}"#, status: 202) == .task(usual))
        #expect(step(#"{"id":"b8f1","status":"Pending","webhook_url":"https://me"}"#) == .task(usual))
        // Paid for, though the rest of the answer is missing: half an address is none.
        #expect(step(#"{"id":"b8f1","polling_url":"https://api.us1.bfl.a"#) == .task(usual))
    }

    @Test func refusedAtOnce() throws {
        let failure = try failure(#"{"id":"x","status":"Request Moderated","details":null}"#)
        #expect(failure.kind == .contentRejected && failure.billed == .no)
    }

    @Test(arguments: [
        ("", FailureKind.malformedResponse), ("{}", .malformedResponse), ("<html>Hotel</html>", .malformedResponse),
        ("{]", .malformedResponse), (#"{"id":"#, .truncated), (#"{"id":"b8f"#, .truncated),
        (#"{"id":""}"#, .malformedResponse),
        (#"{"id":5}"#, .malformedResponse), ("[[", .truncated), ("data: {}\n\n", .malformedResponse),
        (#"{"error":{"message":"no"}}"#, .invalidRequest),
    ]) func noTask(_ json: String, _ kind: FailureKind) throws {
        let failure = try failure(json)
        #expect(failure.kind == kind)
        // Who said yes may have taken it.
        #expect(failure.billed == .unknown)
        #expect(failure.message.hasSuffix(" (HTTP 200, api.bfl.ai)"))
    }

    @Test(arguments: [
        (400, FailureKind.invalidRequest, Billed.no), (401, .authentication, .no), (402, .quota, .no),
        (403, .permission, .no), (404, .modelUnavailable, .no), (405, .invalidRequest, .no), (408, .timeout, .unknown),
        (413, .invalidRequest, .no), (418, .invalidRequest, .no), (422, .invalidRequest, .no), (429, .rateLimited, .no),
        (500, .server, .unknown), (502, .server, .unknown), (503, .overloaded, .no), (504, .timeout, .unknown),
        (520, .server, .unknown), (524, .timeout, .unknown), (529, .overloaded, .no),
    ]) func numbers(_ status: Int, _ kind: FailureKind, _ billed: Billed) throws {
        for body in ["", "{}", "<h1>Oh no</h1>", #"{"detail":"Oh no"}"#] {
            let failure = try failure(body, status: status, headers: [("X-Request-Id", "8cxp\u{7}")])
            #expect(failure.kind == kind && failure.billed == billed && failure.httpStatus == status)
            #expect(failure.message.hasSuffix(" (HTTP \(status), api.bfl.ai, request 8cxp␇)"))
            #expect(failure.message.contains("Oh no") == body.contains("Oh no"))
        }
    }

    @Test(arguments: [
        (#"{"detail":"Not authenticated"}"#, 403, FailureKind.authentication),
        (#"{"error":{"message":"Invalid API key","code":"invalid_api_key"}}"#, 403, .authentication),
        (#"{"detail":"Insufficient credits"}"#, 403, .quota),
        (#"{"error":{"code":"insufficient_user_quota"}}"#, 429, .quota),
        (#"{"error":{"message":"用户余额不足"}}"#, 403, .quota),
        (#"{"error":{"message":"当前分组无可用渠道"}}"#, 503, .modelUnavailable),
        (#"{"error":{"message":"x","type":"model_not_found"}}"#, 400, .modelUnavailable),
        (#"{"detail":"Request Moderated"}"#, 400, .contentRejected),
        (#"{"error":{"message":"rejected by the safety system"}}"#, 500, .contentRejected),
        (#"{"status":"Request Moderated"}"#, 422, .contentRejected),
    ]) func wordsBeforeNumbers(_ json: String, _ status: Int, _ kind: FailureKind) throws {
        #expect(try failure(json, status: status).kind == kind)
    }

    @Test func theFieldIsNamed() throws {
        let json =
            #"{"detail":[{"type":"enum","loc":["body","output_format"],"msg":"Input should be 'jpeg' or 'png'"},{"loc":["body","images",0,"url"],"msg":"no"}]}"#
        let failure = try failure(json, status: 422)
        #expect(
            failure.message
                == "output_format: Input should be 'jpeg' or 'png'; images.0.url: no (HTTP 422, api.bfl.ai)")
        #expect(
            failure.advice == "Change “output_format”, “images.0.url” in the settings, or under extra in the catalogue."
        )
    }

    @Test(arguments: [
        #"{"detail":"no"}"#, #"{"detail":{"error":"no"}}"#, #"{"detail":{"error":{"message":"no"}}}"#,
        #"{"error":"no"}"#, #"{"error":{"message":"no","type":"x","param":null,"code":5}}"#,
        #"[{"error":{"message":"no"}}]"#,
        #"{"code":"x","message":"no"}"#, #"{"success":false,"message":"no"}"#, #"{"detail":["no"]}"#,
        #"{"detail":[{"msg":"no"}]}"#, "no", "<html><body>no</body></html>",
    ]) func shapesOfAComplaint(_ json: String) throws {
        #expect(try failure(json, status: 418).message == "no (HTTP 418, api.bfl.ai)")
    }

    @Test func whenToComeBack() throws {
        let failure = try failure("{}", status: 429, headers: [("Retry-After", "3")])
        #expect(failure.retryAfterSeconds == 3)
        #expect(RepeatRule.wait(after: ProviderFailure(failure), attempts: 1, random: 0) == 3)
        let quota = try self.failure(#"{"detail":"insufficient_quota"}"#, status: 429)
        #expect(RepeatRule.wait(after: ProviderFailure(quota), attempts: 1, random: 0) == nil)
    }

    @Test func transportInWords() throws {
        let end = AnswerEnd(
            answer: BFLAnswer(), error: TransportFailure.firstByte(seconds: 600) as any Error, wasSent: true,
            hadBegun: false)
        guard case .failure(let failure) = submission.step(after: end, now: 0) else { throw Taken() }
        #expect(failure.kind == .timeout && failure.billed == .unknown)
    }
}
