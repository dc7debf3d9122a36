import Fuzzing

@testable import Providers

/// What servers send, from the wire or from what a killed studio kept of it.
enum AnswerTargets {
    static let all = [reader, spool, outcome, log]

    /// Read at once, in any pieces, and from the spool: the same.
    private static let reader = FuzzTarget(
        "answer-reader", corpus: AnswerCorpus.all, dictionary: AnswerCorpus.words, cases: 150
    ) { input, random in
        let scratch = Scratch()
        let whole = AnswerReading.of([input], in: scratch.folder("whole"))
        let pieces = AnswerReading.of(random.pieces(input), in: scratch.folder("pieces"))
        try hold(whole == pieces, "in pieces it is another answer:\n\(whole)\n\(pieces)")
        // Bytes come from at most one string each.
        let bytes = whole.files.reduce(0) { $0 + $1.bytes }
        try hold(bytes <= input.count, "\(bytes) bytes in files out of \(input.count)")
        for file in whole.files where file.bytes > 0 {
            let stored = Scratch.bytes("\(scratch.path)/whole/\(file.path)")
            try hold(stored.count == file.bytes, "\(file.path) has \(stored.count) bytes, not \(file.bytes)")
            try hold(stored.starts(with: file.head), "\(file.path) does not begin as was said")
        }
        return whole.outcome
    }

    private static let spool = FuzzTarget(
        "answer-spool", corpus: AnswerCorpus.all, dictionary: AnswerCorpus.words, cases: 120
    ) { input, random in
        let scratch = Scratch()
        let live = scratch.folder("live")
        let first = AnswerReading.of(random.pieces(input), in: live, isSpooled: true)
        let again = AnswerReading.of(spool: live, in: scratch.folder("again"))
        try hold(first == again, "read again it is another answer:\n\(first)\n\(again)")
        return first.outcome
    }

    /// The log itself damaged: what is read is no more than there is, and it ends.
    private static let log: FuzzTarget = {
        let scratch = Scratch()
        let corpus = AnswerCorpus.all.map { answer in
            let folder = scratch.folder("\(answer.count)")
            var random = SeededRandom(3)
            _ = AnswerReading.of(random.pieces(answer), in: folder, isSpooled: true)
            return Scratch.bytes("\(folder)/\(AnswerSpool.headName)")
                + Scratch.bytes("\(folder)/\(AnswerSpool.bodyName)")
        }
        let words = ["raw ", "file answer.1-image-1 0 90\n", "raw 9223372036854775807\n", "file answer.body 0 9999\n"]
        return FuzzTarget("spool-log", corpus: corpus, dictionary: words + AnswerCorpus.words, cases: 300) { input, _ in
            let scratch = Scratch()
            let lines = input.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
            scratch.write(AnswerSpool.headName, Array(lines[0]))
            scratch.write(AnswerSpool.bodyName, lines.count > 1 ? Array(lines[1]) : [])
            scratch.write("answer.1-image-1", AnswerCorpus.png)
            guard let spooled = SpooledAnswer(folder: scratch.path) else { return "nothing" }
            try hold(spooled.attempt >= 1, "attempt \(spooled.attempt)")
            if let head = spooled.head {
                try hold(AnswerHead(line: head.line) != nil, "a head that cannot be read again")
            }
            let end = spooled.replay(
                into: WireConsumer(
                    files: AnswerFiles(folder: scratch.folder("out"), prefix: "recovered-"), thinks: false
                ) { _ in })
            let outcome = AnswerCheck.told(
                WireOutcome(end, endpoint: AnswerCheck.endpoint, model: "m", attempts: 1, now: 0))
            return try AnswerCheck.check(outcome)
        }
    }()

    /// All the way to what a person is told, what it cost, and whether it is asked again.
    private static let outcome = FuzzTarget(
        "answer-outcome", corpus: AnswerCorpus.all, dictionary: AnswerCorpus.words, cases: 150
    ) { input, random in
        let scratch = Scratch()
        let status = random.element([200, 200, 200, 201, 302, 400, 403, 429, 500, 503]) ?? 200
        let value = AnswerCheck.headerValue(input, &random)
        let headers = [("Retry-After", value), ("x-request-id", value), ("content-type", value)]
        let (whole, isReadable) = AnswerCheck.outcome([input], status, headers, in: scratch.folder("answer"))
        let word = try AnswerCheck.check(whole)
        let pieces = AnswerCheck.outcome(random.pieces(input), status, headers, in: scratch.folder("answer"))
        // Of one that cannot be read more has come when all comes at once, and its words may mean something.
        let isSame = AnswerCheck.meaning(whole) == AnswerCheck.meaning(pieces.outcome)
        try hold(isSame || !isReadable, "in pieces it is another outcome")
        return "\(status) \(word)"
    }
}
