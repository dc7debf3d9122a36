/// What may come when from a server, as a pure value: the client behind it takes the order of things for granted, and a
/// server that does not keep to it would end the program.
struct AnswerOrder: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case head(status: Int)
        case body, end
    }

    enum Verdict: Hashable, Sendable {
        case pass, drop
        /// Nothing of this connection is believed any more.
        case fail(String)
    }

    private enum State: Hashable { case idle, head, body, failed }

    /// More “please wait” than this is nobody's.
    static let mostInterim = 100

    private var state = State.idle
    private var interim = 0

    /// An answer has begun, and may hold something that is worth keeping.
    var isAnswering: Bool { state == .body || state == .failed }

    /// A request goes out.
    mutating func asked() {
        guard state == .idle else { return }
        state = .head
        interim = 0
    }

    mutating func take(_ part: Part) -> Verdict {
        switch (state, part) {
        case (.failed, _): return .drop
        case (.head, .head(200...)):
            state = .body
            return .pass
        case (.head, .head(let status)):
            interim += 1
            guard (100..<200).contains(status), status != 101, interim <= Self.mostInterim else {
                return fail("the status \(status) is no answer")
            }
            return .drop
        case (.body, .body): return .pass
        case (.body, .end):
            state = .idle
            return .pass
        case (_, .end): return .drop
        default: return fail("what it sends answers nothing")
        }
    }

    private mutating func fail(_ why: String) -> Verdict {
        state = .failed
        return .fail(why)
    }
}
