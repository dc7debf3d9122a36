package import FoundationEssentials

/// What a person chose among several answers to one request.
package struct Vote: Hashable, Sendable, Codable {
    /// A turn that stood for election.
    package struct Entrant: Hashable, Sendable, Codable {
        package var turn: TurnID
        package var model: ModelReference
        /// Of the whole turn.
        package var cost: Cost

        package init(turn: TurnID, model: ModelReference, cost: Cost) {
            self.turn = turn
            self.model = model
            self.cost = cost
        }
    }

    package var at: Date
    package var session: String
    /// Two or more.
    package var entrants: [Entrant]
    /// One of the entrants; nil: none was better.
    package var winner: TurnID?
    /// What kind of picture it was about, in the person's words.
    package var tags: [String]
    /// The names of the models were hidden.
    package var isBlind: Bool

    enum CodingKeys: String, CodingKey {
        case at, session, entrants, winner, tags
        case isBlind = "blind"
    }

    package init(
        at: Date, session: String, entrants: [Entrant], winner: TurnID?, tags: [String] = [], isBlind: Bool = false
    ) {
        self.at = at
        self.session = session
        self.entrants = entrants
        self.winner = winner
        self.tags = tags
        self.isBlind = isBlind
    }

    /// Whether it can be counted: something to choose from, and nobody chosen who did not stand.
    package var isValid: Bool {
        let turns = Set(entrants.map(\.turn))
        return entrants.count > 1 && turns.count == entrants.count && (winner.map { turns.contains($0) } ?? true)
    }
}
