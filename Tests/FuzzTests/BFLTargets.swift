import Fuzzing
import StudioCore

@testable import Providers

/// What is said about tasks, damaged: to the end of what a person is told, and where the key would go.
enum BFLTargets {
    static let all = [submission, watch, task]

    private static let endpoint = Endpoint(
        name: "bfl", baseURL: "https://api.bfl.ai", authentication: .key, key: AnswerCorpus.key)

    private static let corpus: [[UInt8]] = [
        #"{"id":"b8f1","polling_url":"https://api.us1.bfl.ai/v1/get_result?id=b8f1","cost":4.5}"#,
        #"{"id":"b8f1","polling_url":"https://api.bfl.ai@evil.com/v1/get_result?id=b8f1"}"#,
        #"{"id":"b8f1","polling_url":"http://evil.com:8080/.bfl.ai"}"#, #"{"id":"b8f1","polling_url":"//evil.com/x"}"#,
        #"{"id":"b8f1","status":"Pending","progress":0.42,"result":null,"details":null}"#,
        #"{"id":"b8f1","status":"Ready","progress":1.0,"result":{"sample":"https://d.bfl.ai/s.png?se=1&sig=a%2Fb"}}"#,
        #"{"status":"Request Moderated","details":{"Moderation Reasons":["Derivative Works Filter"]}}"#,
        #"{"status":"Content Moderated","details":["x",{"y":"z"}]}"#, #"{"status":"Task not found"}"#,
        #"{"status":"Error","details":"out of memory"}"#,
        #"{"detail":[{"type":"enum","loc":["body","output_format"],"msg":"Input should be 'jpeg'"}]}"#,
        #"{"detail":"Not authenticated"}"#, #"{"error":{"message":"no","code":"insufficient_quota"}}"#,
        "<html><body><h1>502 Bad Gateway</h1></body></html>", "",
    ].map { Array($0.utf8) }

    private static let words =
        AnswerCorpus.words + [
            "\"id\":\"", "\"status\":\"", "Ready", "Pending", "Content Moderated", "\"polling_url\":\"",
            "\"sample\":\"",
            "\"progress\":", "\"details\":", "\"cost\":", "https://", ".bfl.ai", "@evil.com/", "//evil.com",
            "\"loc\":[",
        ]

    private static func end(
        _ pieces: [[UInt8]], _ status: Int, _ headers: [(String, String)]
    ) -> AnswerEnd<BFLAnswer> {
        let consumer = BFLConsumer()
        consumer.begin(status: status, headers: headers)
        var trouble: (any Error)?
        do {
            for piece in pieces { try piece.withUnsafeBytes { try consumer.receive($0) } }
        } catch {
            trouble = error
        }
        return AnswerEnd(answer: consumer.end(trouble), error: trouble, wasSent: true, hadBegun: true)
    }

    private static func answer(
        _ input: [UInt8], _ random: inout SeededRandom
    ) -> (whole: AnswerEnd<BFLAnswer>, pieces: AnswerEnd<BFLAnswer>) {
        let status = random.element([200, 200, 200, 202, 302, 400, 403, 404, 422, 429, 500, 503]) ?? 200
        let value = AnswerCheck.headerValue(input, &random)
        let headers = [("Retry-After", value), ("x-request-id", value)]
        return (end([input], status, headers), end(random.pieces(input), status, headers))
    }

    private static func check(_ failure: TurnFailure) throws -> String {
        let told = endpoint.redaction(ProviderFailure(failure))
        _ = try AnswerCheck.check(.failure(told))
        return "\(failure.kind)"
    }

    private static func check(_ task: BFLTask) throws -> String {
        let staging = Scratch()
        task.write(in: staging.path, for: endpoint)
        guard let again = BFLTask(folder: staging.path) else { throw Broken("a task that cannot be read again") }
        try hold(again.id == endpoint.redact(task.id), "“\(again.id)” instead of “\(task.id)”")
        guard let link = BFLAddress.trusted(task.pollingURL, by: endpoint) else { return "foreign" }
        try hold(link.isSecure && link.port == 443, "the key goes to \(link.url)")
        try hold(link.host == "bfl.ai" || link.host.hasSuffix(".bfl.ai"), "the key goes to \(link.host)")
        return "task"
    }

    private static let submission = FuzzTarget("bfl-submission", corpus: corpus, dictionary: words, cases: 300) {
        input, random in
        let submission = BFLSubmission(endpoint: endpoint, path: "/v1/flux-2-pro", attempt: 1)
        let (whole, pieces) = answer(input, &random)
        let step = submission.step(after: whole, now: 1_795_442_102)
        let other = submission.step(after: pieces, now: 1_795_442_102)
        switch (step, other) {
        case (.task(let task), .task(let same)):
            try hold(task == same, "in pieces it is another task")
            return try check(task)
        case (.failure(let failure), .failure): return try check(failure)
        // Of one that cannot be read more has come when all comes at once.
        default:
            try hold(whole.answer.readerFailure != nil, "in pieces it is another answer")
            return "unreadable"
        }
    }

    private static let watch = FuzzTarget("bfl-watch", corpus: corpus, dictionary: words, cases: 300) { input, random in
        let task = BFLTask(id: "b8f1", pollingURL: "https://api.us1.bfl.ai/v1/get_result?id=b8f1", at: 0)
        var watch = BFLWatch(task, endpoint: endpoint, patience: BFLPatience(), now: 0)
        let (end, _) = answer(input, &random)
        var now = 0.0
        for _ in 0..<700 {
            switch watch.step(after: end, now: now, random: 0.99) {
            case .wait(let wait):
                try hold((0.5...121).contains(wait.seconds), "waits \(wait.seconds) s")
                try hold((0...100).contains(wait.progress ?? 0), "\(wait.progress ?? 0) %")
                now += wait.seconds
            case .last(.fetch(let link)):
                try hold(!link.isEmpty && now == 0, "a picture nowhere")
                return "fetch"
            case .last(.fail(let failure)): return "fail " + (try check(failure))
            case .last(.giveUp(let failure)): return "open " + (try check(failure))
            }
        }
        throw Broken("asked for ever")
    }

    private static let task = FuzzTarget(
        "bfl-task",
        corpus: [BFLTask(id: "t", pollingURL: "/x?id=t", at: 5, attempt: 2, credits: 4).line].map { Array($0.utf8) },
        dictionary: words, cases: 300
    ) { input, _ in
        guard let task = BFLTask(line: Checks.text(input)) else { return "none" }
        try hold(task.attempt >= 1, "attempt \(task.attempt)")
        return try check(task)
    }
}
