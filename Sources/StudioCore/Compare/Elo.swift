import Glibc

/// How good models are by what a person preferred: ratings after Elo (“The Rating of Chessplayers”, 1978). A model that
/// is 400 points ahead is expected to be chosen ten times as often.
package struct Elo: Hashable, Sendable {
    package static let start = 1000.0
    /// How far one choice between two moves a rating at most.
    package static let step = 32.0

    package private(set) var ratings: [ModelReference: Double] = [:]

    package init() {}

    package func rating(of model: ModelReference) -> Double { ratings[model] ?? Self.start }

    /// How often the first is expected to be chosen, 0…1.
    package static func expected(_ rating: Double, against other: Double) -> Double {
        1 / (1 + pow(10, (other - rating) / 400))
    }

    /// A choice among several is a choice between two, several times: the winner beats each of the others, of whom nothing
    /// is said among themselves; without a winner all are even. Each counts for less the more there are, and all from the
    /// ratings before the vote, so that the order of the entrants does not matter. A model does not play against itself.
    package mutating func apply(_ vote: Vote) {
        guard vote.isValid else { return }
        let weight = Self.step / Double(vote.entrants.count - 1)
        var changes: [ModelReference: Double] = [:]
        for entrant in vote.entrants {
            changes[entrant.model, default: 0] += 0
            for other in vote.entrants where other.model != entrant.model {
                if let winner = vote.winner, winner != entrant.turn, winner != other.turn { continue }
                let score = vote.winner.map { $0 == entrant.turn ? 1 : 0 } ?? 0.5
                let expected = Self.expected(rating(of: entrant.model), against: rating(of: other.model))
                changes[entrant.model, default: 0] += weight * (score - expected)
            }
        }
        for (model, change) in changes { ratings[model] = rating(of: model) + change }
    }
}
