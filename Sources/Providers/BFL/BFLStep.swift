import StudioCore

/// What is to be done after an answer about a task.
enum BFLStep: Hashable {
    /// Ask again.
    case wait(BFLWait)
    case last(BFLVerdict)
}

/// The last word on a task.
enum BFLVerdict: Hashable {
    /// The picture is at this address.
    case fetch(String)
    /// There is no picture, and never will be.
    case fail(TurnFailure)
    /// Nobody can say how it ends: there may be a picture yet.
    case giveUp(TurnFailure)
}

/// Why a task is asked after again, and when.
struct BFLWait: Hashable {
    var seconds: Double
    /// Hundredths of the work; nil: not known.
    var progress: Int?
    /// Questions in a row that nobody has answered.
    var troubles = 0
}

/// For how long a task is asked after.
package struct BFLPatience: Hashable, Sendable {
    /// Seconds between two questions: up to half as many again by chance.
    package var interval: Double
    /// Seconds for all of it.
    package var total: Double
    /// Seconds for a word that is new.
    package var strange: Double
    /// Questions in a row that nobody answers.
    package var mostTroubles: Int

    package init(interval: Double = 1, total: Double = 600, strange: Double = 60, mostTroubles: Int = 10) {
        self.interval = interval
        self.total = total
        self.strange = strange
        self.mostTroubles = mostTroubles
    }

    /// For a task that an earlier run had handed in: it has been drawn by now, and somebody waits for the studio.
    static let afterwards = BFLPatience(total: 30, strange: 5, mostTroubles: 2)

    /// Of a single question.
    static let question = TimeLimits(firstByte: 30, idle: 30, total: 60)
}
