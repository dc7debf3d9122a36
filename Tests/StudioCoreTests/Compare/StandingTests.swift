import FoundationEssentials
import StudioCore
import Testing

@Suite struct StandingTests {
    private let a = ModelReference(provider: "p", model: "a")
    private let b = ModelReference(provider: "p", model: "b")
    private let c = ModelReference(provider: "p", model: "c")

    /// Turns are named after their models and the number of the vote.
    private func vote(
        _ number: Int, _ models: [ModelReference], winner: ModelReference?, tags: [String] = [], cost: Double = 0.1,
        basis: Cost.Basis = .tokens
    ) -> Vote {
        Vote(
            at: Date(timeIntervalSince1970: Double(number)), session: "s",
            entrants: models.map {
                Vote.Entrant(
                    turn: TurnID("t_\($0.model)\(number)"), model: $0, cost: Cost(amount: cost, basis: basis))
            }, winner: winner.map { TurnID("t_\($0.model)\(number)") }, tags: tags)
    }

    @Test func theFirstChoiceMovesBothByHalfAStep() {
        #expect(
            Standing.all([vote(1, [a, b], winner: b)]) == [
                Standing(model: b, rating: 1016, wins: 1, spent: 0.1),
                Standing(model: a, rating: 984, losses: 1, spent: 0.1),
            ])
    }

    @Test func aTieBetweenEqualsMovesNothing() {
        #expect(
            Standing.all([vote(1, [b, a], winner: nil)]) == [
                Standing(model: a, ties: 1, spent: 0.1), Standing(model: b, ties: 1, spent: 0.1),
            ])
    }

    @Test func theWinnerOfFourBeatsThree() {
        let d = ModelReference(provider: "p", model: "d")
        var elo = Elo()
        elo.apply(vote(1, [a, b, c, d], winner: c))
        #expect(elo.rating(of: c) == 1016)
        for loser in [a, b, d] { #expect(abs(elo.rating(of: loser) - (1000 - 16.0 / 3)) < 1e-9) }
    }

    @Test func aSurpriseCountsForMore() {
        #expect(Elo.expected(1400, against: 1000) == 10.0 / 11)
        #expect(Elo.expected(1000, against: 1400) + Elo.expected(1400, against: 1000) == 1)
        var elo = Elo()
        for number in 1...20 { elo.apply(vote(number, [a, b], winner: a)) }
        let ahead = elo.rating(of: a)
        var (likely, surprise) = (elo, elo)
        likely.apply(vote(21, [a, b], winner: a))
        surprise.apply(vote(21, [a, b], winner: b))
        #expect(ahead - surprise.rating(of: a) > 2 * (likely.rating(of: a) - ahead))
    }

    @Test func theOrderOfTheEntrantsDoesNotMatter() {
        let before = vote(1, [a, b], winner: a)
        var (one, other) = (Elo(), Elo())
        for (elo, models) in [(0, [a, b, c]), (1, [c, b, a])] {
            var next = Elo()
            next.apply(before)
            next.apply(vote(2, models, winner: b))
            if elo == 0 { one = next } else { other = next }
        }
        for model in [a, b, c] { #expect(abs(one.rating(of: model) - other.rating(of: model)) < 1e-9) }
        // What one gains the others lose.
        #expect(abs(one.ratings.values.reduce(0, +) - 3000) < 1e-9)
    }

    @Test func twoTurnsOfOneModelDoNotPlay() {
        var same = vote(1, [a, b], winner: a)
        same.entrants[1].model = a
        let standings = Standing.all([same])
        #expect(standings == [Standing(model: a, wins: 1, losses: 1, spent: 0.2)])
    }

    @Test func dollarsPerWinCountWhatWasNotChosenToo() {
        let votes = [
            vote(1, [a, b], winner: a, cost: 0.25), vote(2, [a, b], winner: b, cost: 0.25),
            vote(3, [a, b], winner: a, cost: 0.25),
        ]
        let standings = Standing.all(votes)
        #expect(standings.map(\.dollarsPerWin) == [0.375, 0.75])
        #expect(Standing.all([vote(1, [a, b], winner: a)]).map(\.dollarsPerWin) == [0.1, nil])
        let unknown = Standing.all([vote(1, [a, b], winner: a, cost: 0, basis: .unknown)])
        #expect(unknown.map(\.dollarsPerWin) == [nil, nil])
    }

    @Test func aTurnIsPaidForOnce() {
        let vote = vote(1, [a, b], winner: a)
        #expect(Standing.all([vote, vote]).map(\.spent) == [0.1, 0.1])
    }

    @Test func tagsStandAlone() {
        let votes = [
            vote(1, [a, b], winner: a, tags: ["text"]), vote(2, [a, b], winner: b, tags: ["portrait", "text"]),
            vote(3, [a, b], winner: a),
        ]
        let byTag = Standing.byTag(votes)
        #expect(byTag.map(\.tag) == ["portrait", "text"])
        #expect(byTag[0].standings.map(\.model) == [b, a])
        #expect(byTag[0].standings == Standing.all([votes[1]]))
        #expect(byTag[1].standings == Standing.all(Array(votes[..<2])))
    }

    @Test func whatIsNoVoteIsNotCounted() {
        var stranger = vote(1, [a, b], winner: a)
        stranger.winner = TurnID("t_x")
        var twice = vote(1, [a, b], winner: nil)
        twice.entrants[1].turn = twice.entrants[0].turn
        #expect(Standing.all([stranger, twice, vote(2, [a], winner: a)]).isEmpty)
        var elo = Elo()
        elo.apply(stranger)
        #expect(elo == Elo())
    }
}
