package import FoundationEssentials

/// A request that an earlier run had begun and not ended, as the journal tells of it.
package struct Leftover: Hashable, Sendable {
    package var intent: RequestIntent
    /// Its staging folder, absolute.
    package var folder: String
    /// When something last arrived there.
    package var changed: Date

    package init(intent: RequestIntent, folder: String, changed: Date) {
        self.intent = intent
        self.folder = folder
        self.changed = changed
    }
}

/// What became of a turn that an earlier run had left unfinished.
package struct RecoveredTurn: Hashable, Sendable {
    package var session: String
    package var turn: TurnID
    package var prompt: String
    /// nil: it is as it was, and `trouble` says why.
    package var outcome: Outcome?
    /// What was brought into the gallery, or found there without its turn.
    package var pictures: [ImageAsset]
    package var billed: Billed
    package var failure: TurnFailure?
    /// Why something of it is left for another time.
    package var trouble: String?

    package init(
        session: String, turn: TurnID, prompt: String, outcome: Outcome?, pictures: [ImageAsset] = [],
        billed: Billed = .no, failure: TurnFailure? = nil, trouble: String? = nil
    ) {
        self.session = session
        self.turn = turn
        self.prompt = prompt
        self.outcome = outcome
        self.pictures = pictures
        self.billed = billed
        self.failure = failure
        self.trouble = trouble
    }
}
