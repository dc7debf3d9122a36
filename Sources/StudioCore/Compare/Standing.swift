/// Where a model stands after all votes: a pure fold.
package struct Standing: Hashable, Sendable {
    package var model: ModelReference
    package var rating: Double
    package var wins: Int
    package var ties: Int
    package var losses: Int
    /// What its turns that were voted on cost, each counted once, as far as it is known.
    package var spent: Double
    /// Turns of which nobody knows what they cost.
    package var unpriced: Int

    package init(
        model: ModelReference, rating: Double = Elo.start, wins: Int = 0, ties: Int = 0, losses: Int = 0,
        spent: Double = 0, unpriced: Int = 0
    ) {
        self.model = model
        self.rating = rating
        self.wins = wins
        self.ties = ties
        self.losses = losses
        self.spent = spent
        self.unpriced = unpriced
    }

    package var votes: Int { wins + ties + losses }

    /// What a picture that was chosen cost, those that were not chosen included; nil before the first, and where a cost
    /// is not known.
    package var dollarsPerWin: Double? { wins > 0 && unpriced == 0 ? spent / Double(wins) : nil }

    /// Of all models that were voted on, the best first. Votes count in the order they were cast.
    package static func all(_ votes: [Vote]) -> [Standing] {
        var elo = Elo()
        var standings: [ModelReference: Standing] = [:]
        var counted: Set<TurnID> = []
        for vote in votes where vote.isValid {
            elo.apply(vote)
            for entrant in vote.entrants {
                var standing = standings[entrant.model] ?? Standing(model: entrant.model)
                if vote.winner == nil {
                    standing.ties += 1
                } else if vote.winner == entrant.turn {
                    standing.wins += 1
                } else {
                    standing.losses += 1
                }
                if counted.insert(entrant.turn).inserted {
                    standing.spent += entrant.cost.amount
                    if entrant.cost.basis == .unknown { standing.unpriced += 1 }
                }
                standings[entrant.model] = standing
            }
        }
        return standings.values.map { standing in
            var standing = standing
            standing.rating = elo.rating(of: standing.model)
            return standing
        }.sorted { a, b in
            a.rating != b.rating ? a.rating > b.rating : a.model.description < b.model.description
        }
    }

    /// The same of the votes with each tag, as if there were no others; tags by name.
    package static func byTag(_ votes: [Vote]) -> [(tag: String, standings: [Standing])] {
        Set(votes.filter(\.isValid).flatMap(\.tags)).sorted().map { tag in
            (tag, all(votes.filter { $0.tags.contains(tag) }))
        }
    }
}
