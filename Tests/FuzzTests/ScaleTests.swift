import Fuzzing
import Glibc
import StudioCore
import Testing

@testable import Gallery
@testable import Providers
@testable import Terminal
@testable import easel

/// Inputs that are large in one way: the time they take grows with their length and no faster, and what is kept of them
/// is bounded. Times are no test on a busy machine: only the long run looks at them.
@Suite(.enabled(if: getenv("EASEL_FUZZ_SCALE") != nil, "make fuzz looks at times")) struct ScaleTests {
    private static let answers: [(String, @Sendable (Int) -> [UInt8])] = [
        ("brackets", { Array(repeating: UInt8(ascii: "["), count: $0) }),
        ("objects", { Array(String(repeating: #"{"a":"#, count: $0 / 5).utf8) }),
        ("one string", { Array((#"{"a":""# + String(repeating: "x", count: $0) + #""}"#).utf8) }),
        ("escapes", { Array((#"{"a":""# + String(repeating: #"\u0041"#, count: $0 / 6) + #""}"#).utf8) }),
        ("one number", { Array(repeating: UInt8(ascii: "1"), count: $0) }),
        ("numbers", { Array(("[" + String(repeating: "1,", count: $0 / 2) + "1]").utf8) }),
        ("members", { Array(("{" + (0..<$0 / 12).map { "\"k\($0)\":1," }.joined() + "\"z\":1}").utf8) }),
        ("tiny events", { Array(String(repeating: "data: {}\n\n", count: $0 / 10).utf8) }),
        ("bad events", { Array(String(repeating: "data: x\n\n", count: $0 / 9).utf8) }),
        ("blank lines", { Array((":" + String(repeating: "\n", count: $0)).utf8) }),
        ("comments", { Array(String(repeating: ": x\n", count: $0 / 4).utf8) }),
        ("one comment", { Array((":" + String(repeating: "x", count: $0)).utf8) }),
        ("stray lines", { Array((":\n" + String(repeating: "{\n", count: $0 / 2)).utf8) }),
        ("texts", { Array(String(repeating: event(#"{"text":"a"}"#), count: $0 / 60).utf8) }),
        ("thoughts", { Array(String(repeating: event(#"{"text":"a","thought":true}"#), count: $0 / 80).utf8) }),
        (
            "keys",
            {
                Array(
                    (#"{"error":{"code":400,"message":""# + String(repeating: "?key=a ", count: $0 / 7) + #""}}"#).utf8)
            }
        ),
        (
            "sources",
            { count in
                let chunks = (0..<count / 40).map { #"{"web":{"uri":"https://e.com/\#($0)"}}"# }
                return Array(
                    (#"{"candidates":[{"groundingMetadata":{"groundingChunks":["# + chunks.joined(separator: ",")
                        + "]}}]}").utf8)
            }
        ),
        ("page", { Array(String(repeating: "<p>", count: $0 / 3).utf8) }),
    ]

    private static func event(_ part: String) -> String {
        #"data: {"candidates":[{"content":{"parts":["# + part + "]}}]}\n\n"
    }

    /// Twice as long takes about twice as long. The time is that of this thread on its processor, the better of two.
    private func isLinear(_ name: String, _ small: Int, _ work: (Int) throws -> Void) rethrows {
        func best(_ size: Int) throws -> Double {
            try (0..<2).map { _ in
                let start = Self.seconds()
                try work(size)
                return Self.seconds() - start
            }.min() ?? 0
        }
        let (short, long) = (try best(small), try best(small * 8))
        if getenv("EASEL_FUZZ_TIMES") != nil { print("times: \(name) \(short) \(long)") }
        #expect(long < short * 8 * 3 + 0.05, "\(name): \(short) s, and \(long) s for eight times as much")
    }

    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    @Test(arguments: answers.indices) func answersAreLinear(_ index: Int) throws {
        let (name, make) = Self.answers[index]
        let scratch = Scratch()
        isLinear(name, 10_000) { size in
            let bytes = make(size)
            let pieces = stride(from: 0, to: bytes.count, by: 4096).map {
                Array(bytes[$0..<min(bytes.count, $0 + 4096)])
            }
            let (outcome, _) = AnswerCheck.outcome(pieces, 200, [], in: scratch.path)
            if case .failure(let failure) = outcome { #expect(failure.failure.message.utf8.count < 4096) }
        }
    }

    @Test func filesAreLinear() throws {
        isLinear("tables", 10_000) { _ = try? TOML.parse(String(repeating: "[[a]]\nb = 1\n", count: $0 / 12)) }
        isLinear("keys", 10_000) { size in
            _ = try? TOML.parse((0..<size / 12).map { "t.k\($0) = 1\n" }.joined())
        }
        isLinear("lists", 10_000) { _ = try? TOML.parse("a = [" + String(repeating: "1,", count: $0 / 2) + "]") }
        isLinear("slug", 10_000) { _ = SessionName.slug(String(repeating: "ab ", count: $0 / 3)) }
        isLinear("marks", 10_000) { _ = SessionName.slug("a" + String(repeating: "\u{301}", count: $0 / 2)) }
        isLinear("ledger", 10_000) { _ = LedgerLine.entries(Array(repeating: 0x0A, count: $0), path: "/l") }
        isLinear("redaction", 4000) { _ = AnswerCheck.endpoint.redact(String(repeating: "?key=a ", count: $0 / 7)) }
    }

    @Test func terminalsAreLinear() {
        func feed(_ bytes: [UInt8]) {
            var decoder = InputDecoder()
            for start in stride(from: 0, to: bytes.count, by: 1024) {
                for output in decoder.feed(Array(bytes[start..<min(bytes.count, start + 1024)])) {
                    if case .reply(let bytes) = output { #expect(bytes.count < 5000) }
                }
            }
        }
        isLinear("escapes", 10_000) { feed(Array(repeating: 0x1B, count: $0)) }
        isLinear("a string", 10_000) { feed([0x1B, 0x50, 0x31] + Array(repeating: 0x1B, count: $0)) }
        isLinear("a sequence", 10_000) { feed([0x1B, 0x5B] + Array(repeating: 0x31, count: $0)) }
        isLinear("a paste", 10_000) { feed(Array("\u{1B}[200~".utf8) + Array(repeating: 0x7E, count: $0)) }
        isLinear("marks", 10_000) { feed(Array(("a" + String(repeating: "\u{301}", count: $0 / 2) + "\r").utf8)) }
    }
}
