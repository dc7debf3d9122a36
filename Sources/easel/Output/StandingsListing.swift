import StudioCore

/// Where models stand after the person's votes, in all and by tag.
struct StandingsListing {
    var votes: [Vote]

    var lines: [String] {
        guard !votes.isEmpty else { return ["No votes yet: “easel compare --pictures A B --winner A” casts one."] }
        var lines = Self.table(Standing.all(votes))
        for (tag, standings) in Standing.byTag(votes) { lines += ["", tag] + Self.table(standings) }
        return lines
    }

    private static func table(_ standings: [Standing]) -> [String] {
        let rows = standings.map { standing in
            [
                standing.model.description, "\(Int(saturating: standing.rating))", "\(standing.wins)",
                "\(standing.ties)", "\(standing.losses)",
                standing.dollarsPerWin.map { "$\(Money.text($0))" } ?? (standing.wins == 0 ? "no win" : "not known"),
            ]
        }
        return Columns.lines([["MODEL", "RATING", "WINS", "TIES", "LOSSES", "A WIN COST"]] + rows)
    }

    var json: JSON {
        .object([
            "votes": .int(votes.count), "standings": Self.json(Standing.all(votes)),
            "tags": .array(
                Standing.byTag(votes).map { tag, standings in
                    .object(["tag": .string(tag), "standings": Self.json(standings)])
                }),
        ])
    }

    private static func json(_ standings: [Standing]) -> JSON {
        .array(
            standings.map { standing in
                .object([
                    "provider": .string(standing.model.provider), "model": .string(standing.model.model),
                    "rating": .number(standing.rating, decimals: 1), "wins": .int(standing.wins),
                    "ties": .int(standing.ties), "losses": .int(standing.losses),
                    "spent": .number(standing.spent, decimals: 6),
                    "dollars_per_win": standing.dollarsPerWin.map { .number($0, decimals: 6) } ?? .null,
                ])
            })
    }
}
