import FoundationEssentials
import Fuzzing
import StudioCore

@testable import Providers
@testable import easel

/// What must be true of whatever an answer comes to.
enum AnswerCheck {
    static let endpoint = Endpoint(
        name: "google", baseURL: "https://generativelanguage.googleapis.com", authentication: .googleKey,
        key: AnswerCorpus.key)
    private static let price = Price(date: "2026-11-23", input: 2, textOutput: 12, imageOutput: 120, searchQuery: 0.01)
    private static let model = CatalogueModel(id: "m", provider: "google", name: "M", price: price)

    static func outcome(
        _ pieces: [[UInt8]], _ status: Int, _ headers: [(String, String)], in folder: String
    ) -> (outcome: WireOutcome, isReadable: Bool) {
        let consumer = WireConsumer(
            files: AnswerFiles(folder: folder, prefix: "1-", replaces: true), thinks: true
        ) { _ in }
        consumer.begin(status: status, headers: headers)
        var trouble: (any Error)?
        do {
            for piece in pieces { try piece.withUnsafeBytes { try consumer.receive($0) } }
        } catch {
            trouble = error
        }
        let end = AnswerEnd(answer: consumer.end(trouble), error: trouble, wasSent: true, hadBegun: true)
        let outcome = WireOutcome(end, endpoint: endpoint, model: "m", attempts: 1, now: 1_795_442_102)
        return (told(outcome), end.answer.readerFailure == nil)
    }

    /// As the provider hands it on.
    static func told(_ outcome: WireOutcome) -> WireOutcome {
        switch outcome {
        case .response(let response): .response(endpoint.redaction(response))
        case .failure(let failure): .failure(endpoint.redaction(failure))
        }
    }

    /// What a header can hold: the input's printable bytes.
    static func headerValue(_ input: [UInt8], _ random: inout SeededRandom) -> String {
        let words = ["1e300", "Sun, 06 Nov 1994 9223372036854775807:49:37 GMT", "-5", "34", "?key=\(AnswerCorpus.key)"]
        let start = random.below(input.count)
        let bytes = input[start..<min(input.count, start + random.below(60))].filter { (0x20...0x7E).contains($0) }
        return random.below(2) == 0 ? Checks.text(bytes) : random.element(words) ?? ""
    }

    /// Without the words.
    static func meaning(_ outcome: WireOutcome) -> [String] {
        switch outcome {
        case .response(let response): ["\(response)"]
        case .failure(let failure):
            [
                "\(failure.failure.kind)", "\(failure.failure.billed)", "\(failure.failure.providerCode ?? "")",
                failure.partial.map { "\($0)" } ?? "",
            ]
        }
    }

    static func check(_ outcome: WireOutcome) throws -> String {
        let word: String
        var variant = TurnSummary.Variant()
        switch outcome {
        case .response(let response):
            word = "response \(response.parts.count)"
            variant.response = response
            try check(response)
            let images = response.parts.compactMap { if case .image(let image, _) = $0 { image } else { nil } }
            let finals = images.filter { $0.role == .final }
            let thoughts = response.thoughtImages.filter { $0.role == .final }
            try hold(finals.count + thoughts.count == 1, "\(finals.count) final pictures")
            try hold((finals + thoughts).allSatisfy(\.isWhole), "the picture is not whole")
        case .failure(let failure):
            word = "\(failure.failure.kind) \(failure.failure.providerCode?.prefix(12) ?? "")"
            variant.failure = failure.failure
            if let partial = failure.partial { try check(partial) }
            try hold(failure.failure.message.utf8.count <= 4096, "a message of \(failure.failure.message.utf8.count)")
            for text in [failure.failure.message, failure.failure.advice, failure.failure.providerCode ?? ""] {
                try hold(!text.contains(AnswerCorpus.key), "the key is in “\(text)”")
                try Checks.isSafe(text, "a failure")
            }
            if let seconds = failure.failure.retryAfterSeconds {
                try hold(seconds >= 0 && seconds < 1e10, "wait \(seconds) s")
            }
            if let wait = RepeatRule.wait(after: failure, attempts: 1, random: 0.99) {
                try hold(wait <= RepeatRule.longestWait + 1, "waits \(wait) s")
            }
        }
        try check(variant)
        return word
    }

    private static func check(_ response: ImageResponse) throws {
        if let usage = response.usage {
            let counts = [
                usage.promptTokens, usage.imageTokens, usage.textTokens, usage.thoughtTokens, usage.totalTokens,
                usage.searchQueries,
            ]
            try hold(counts.allSatisfy { $0 >= 0 }, "counts \(counts)")
            try hold(price.cost(of: usage).amount.isFinite, "no sum")
        }
        let texts = response.parts.compactMap { if case .text(let text, _) = $0 { text } else { nil } }
        try hold(texts.reduce(0) { $0 + $1.utf8.count } <= 2 << 20, "too much text is kept")
    }

    /// The rest of the way: the result, what is printed of it, and the progress.
    private static func check(_ variant: TurnSummary.Variant) throws {
        let settings = TurnSettings(model: model.reference)
        var turn = Turn(
            id: TurnID("t_1"), parent: nil, prompt: "p", settings: settings, startedAt: Date(timeIntervalSince1970: 0))
        let result = TurnSummary.result(
            of: [variant, variant], settings: settings, model: model, catalogue: Catalogue(models: [model]),
            elapsedSeconds: 3)
        turn.result = result
        for line in TurnSummaryText.lines(turn, model: model) { try Checks.isSafe(line, "the summary") }
        let json = TurnReport(session: "s", turn: turn, result: result, galleryFolder: "/g").json.description
        try hold(!json.utf8.contains { $0 < 0x20 }, "the report has a control character")
        var progress = TurnProgress(count: 1)
        if let seconds = variant.failure?.retryAfterSeconds {
            progress.apply(.waiting(attempt: 2, seconds: seconds, reason: "busy"), variant: 0)
        }
        try hold(progress.variants.count == 1, "progress")
    }
}
