/// One round of questions at a time: which answers belong to which round could not be told otherwise.
struct ProbeDialogue: Sendable {
    /// The answers of the last finished round.
    private(set) var replies = ProbeReplies()
    private var current: ProbeReplies? = ProbeReplies()
    private(set) var isSettled = false

    /// Takes an answer. True when it ended a round, so that there is something new to know.
    mutating func take(_ reply: [UInt8]) -> Bool {
        guard var round = current else {
            // After the time limit, or unasked: late answers are still answers, and never text.
            return replies.take(reply) && replies.isComplete && !isSettledByAnswer
        }
        guard round.take(reply) else { return false }
        current = round
        guard round.isComplete else { return false }
        replies = round
        current = nil
        isSettled = true
        isSettledByAnswer = true
        return true
    }

    private var isSettledByAnswer = false

    /// The terminal's time is up.
    mutating func giveUp() {
        if let current { replies = current }
        current = nil
        isSettled = true
    }

    /// Begins a round about the geometry; false while one is under way, or when the terminal does not answer.
    mutating func askAgain() -> Bool {
        guard isSettledByAnswer, current == nil else { return false }
        var round = replies
        round.sixelSize = nil
        round.cellSize = nil
        round.attributes = nil
        current = round
        return true
    }
}
