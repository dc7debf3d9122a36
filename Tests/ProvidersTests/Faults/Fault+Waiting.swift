import StudioCore

/// Servers that are busy, out of quota, broken, or say no with the wrong number.
extension Fault {
    static var waiting: [Fault] { patience + quotas + brokenServers + refusals + redirects }

    private static let exhausted = "Resource has been exhausted (e.g. check quota)."

    private static var patience: [Fault] {
        func limited(_ name: String, _ headers: [String], details: String = "[]", wait: Double) -> Fault {
            .picture(
                "429 \(name)", .google(429, headers: headers, exhausted, details: details), .document, requests: 2,
                waits: [wait])
        }
        let retryInfo = #"[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"7.5s"}]"#
        return [
            limited("with Retry-After in seconds", ["Retry-After: 3"], wait: 3),
            limited("with Retry-After as a date", ["Retry-After: Sun, 06 Nov 1994 08:49:42 GMT"], wait: 5),
            limited("with Retry-After as a date gone by", ["Retry-After: Sun, 06 Nov 1994 08:00:00 GMT"], wait: 0),
            limited("with retry-after-ms", ["Retry-After-Ms: 1500", "Retry-After: 9"], wait: 1.5),
            limited("with RetryInfo", ["Retry-After: 9"], details: retryInfo, wait: 7.5),
            limited("without a word of when", [], wait: 2),
            limited(
                "with a clock that overflows", ["Retry-After: Sun, 06 Nov 1994 9223372036854775807:0:0 GMT"], wait: 2),
            limited("with nonsense in Retry-After", ["Retry-After: soon"], wait: 2),
            limited("with a negative Retry-After", ["Retry-After: -5"], wait: 2),
            .fails(
                "429 for ever", .rateLimited, billed: .no, .google(429, headers: ["Retry-After: 1"], exhausted),
                requests: 3, says: ["HTTP 429"]),
            .fails(
                "429 for an hour", .rateLimited, billed: .no, .google(429, headers: ["Retry-After: 3600"], exhausted)),
            .fails(
                "429 for longer than there is time", .rateLimited, billed: .no,
                .google(429, headers: ["Retry-After: 1e300"], exhausted)),
            .fails(
                "429 with a RetryInfo that overflows", .rateLimited, billed: .no,
                .google(429, exhausted, details: retryInfo.replacing("7.5s", with: "99999999999999999999999s"))),
            .fails(
                "429 with a date at the end of time", .rateLimited, billed: .no,
                .google(429, headers: ["Retry-After: Fri, 31 Dec 9999 23:59:59 GMT"], exhausted)),
            .picture(
                "503 twice", .google(503, "The model is overloaded."), .google(503, "The model is overloaded."),
                .document, requests: 3, waits: [2, 4]),
            .fails(
                "503 for ever", .overloaded, billed: .no, .error(503, "<html>Busy</html>"), requests: 3, says: ["Busy"]),
            .picture("503 with the picture in it", .error(503, document)),
            .picture("429 with the picture in it", .error(429, document)),
        ]
    }

    private static var quotas: [Fault] {
        func quota(_ name: String, _ reply: LoopbackServer.Reply) -> Fault { .fails(name, .quota, billed: .no, reply) }
        let day =
            #"[{"violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel","quotaValue":"250"}]},{"retryDelay":"3s"}]"#
        let free =
            #"[{"violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier"}]},{"retryDelay":"3s"}]"#
        return [
            quota("the day's quota", .google(429, "You exceeded your current quota.", details: day)),
            quota("a free tier without pictures", .google(429, "Quota exceeded.", details: free)),
            quota("a limit of 0 in the words", .google(429, "Quota exceeded for metric: x, limit: 0, model: y")),
            quota("quota_daily by code", .error(429, #"{"error":{"message":"No.","code":"quota_daily"}}"#)),
            quota(
                "insufficient_quota by code",
                .error(429, #"{"error":{"message":"You exceeded it.","code":"insufficient_quota"}}"#)),
            quota(
                "insufficient_quota by type",
                .error(
                    429,
                    #"{"error":{"message":"You exceeded it.","code":429,"status":"RESOURCE_EXHAUSTED","type":"insufficient_quota"}}"#
                )
            ),
            quota(
                "insufficient_quota in the words",
                .google(429, "insufficient_quota: top up", code: "RESOURCE_EXHAUSTED")),
            quota("a payment that is required", .error(402, "{}")),
        ]
    }

    private static var brokenServers: [Fault] {
        [500, 501, 502, 520].map {
            .fails(
                "\($0)", .server, billed: .unknown, .google($0, "An internal error has occurred."), says: ["HTTP \($0)"]
            )
        }
            + [408, 504].map {
                .fails("\($0)", .timeout, billed: .unknown, .google($0, "Deadline expired."), says: ["HTTP \($0)"])
            } + [
                .fails("529", .overloaded, billed: .no, .google(529, "Overloaded.")),
                .fails("500 with a page", .server, billed: .unknown, .error(500, "<h1>Oh no</h1>"), says: ["Oh no"]),
                .fails("500 without a body", .server, billed: .unknown, .error(500, "")),
                .fails("500 that calls itself 0", .server, billed: .unknown, .error(500, #"{"error":{"code":0}}"#)),
                .fails(
                    "500 with a number for words", .server, billed: .unknown, .error(500, #"{"error":{"message":5}}"#)),
                .fails("418", .invalidRequest, billed: .no, .error(418, "{}")),
                .fails("404", .modelUnavailable, billed: .no, .google(404, "models/x is not found")),
                .fails("401", .authentication, billed: .no, .google(401, "no")),
                .fails("204", .malformedResponse, .server, billed: .unknown, .raw("HTTP/1.1 204 No Content\r\n\r\n")),
                .picture("206 with all of it", .sized(status: "206 Partial Content", Array(document.utf8))),
                .fails(
                    "an error within a 200", .overloaded, billed: .unknown,
                    .events(#"{"error":{"code":503,"message":"overloaded","status":"UNAVAILABLE"}}"#)),
                .picture(
                    "an error event after the picture",
                    .events(
                        #"{"candidates":[{"content":{"parts":[{"inlineData":{"data":"\#(base64(shot))"}}]}}]}"#,
                        #"{"error":{"code":500,"message":"no \#(Trial.key)"}}"#)),
            ]
    }

    private static var refusals: [Fault] {
        [429, 500, 503, 400].map {
            .fails(
                "safety words under \($0)", .contentRejected, billed: $0 == 400 ? .no : .unknown,
                .google($0, "Your request was rejected by the safety system."))
        } + [
            .fails(
                "a safety code under 500", .contentRejected, billed: .unknown,
                .error(500, #"{"error":{"message":"No.","code":"content_policy_violation"}}"#))
        ]
    }

    private static var redirects: [Fault] {
        [301, 302, 303, 307, 308].flatMap { status in
            [
                "http://127.0.0.1:1/other-port", "https://example.com/x", "http://example.com/x", "file:///etc/passwd",
                "http://127.0.0.1/x", "http://169.254.169.254/latest/meta-data", "/v2/elsewhere",
            ].map { target in
                .fails(
                    "\(status) to \(target)", .server, billed: status == 303 ? .unknown : .no,
                    .raw("HTTP/1.1 \(status) Moved\r\nLocation: \(target)\r\nContent-Length: 0\r\n\r\n"),
                    says: [target, "HTTP \(status)"])
            }
        } + [
            .fails("302 to nowhere", .server, billed: .no, .raw("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")),
            .fails(
                "302 with the key", .server, billed: .no,
                .raw("HTTP/1.1 302 Found\r\nLocation: https://evil/?q=\(Trial.key)\r\nContent-Length: 0\r\n\r\n")),
            .fails(
                "302 with the picture in it", .server, billed: .no,
                .sized(status: "302 Found", headers: ["Location: /x"], Array(document.utf8))),
        ]
    }
}
