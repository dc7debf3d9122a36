import StudioCore

/// What `batch --dry-run` prints: how much would be sent, and what it would cost in all.
struct BatchDryRun {
    var session: String
    var orders: [BatchOrder]
    var standings: [BatchStanding]
    /// Places of the orders that would be sent.
    var pending: [Int]
    /// USD; nil: no cap.
    var budget: Double?
    /// The most that earlier runs can have cost, USD.
    var spent: Double

    private var cost: Cost { .total(pending.map { orders[$0].estimate }) }

    /// How many of them the budget has room for, as far as estimates are right.
    private var fitting: Int {
        guard let budget else { return pending.count }
        var sum = spent
        return pending.prefix { index in
            sum += orders[index].estimate.amount
            return sum <= budget + 1e-9
        }.count
    }

    var json: JSON {
        .object([
            "dry_run": .bool(true), "session": .string(session), "total": .int(orders.count),
            "completed": .int(standings.count { $0.outcome == .completed }), "to_send": .int(pending.count),
            "within_budget": .int(fitting), "cost": .cost(cost), "spent": .number(spent, decimals: 6),
            "requests": .array(
                pending.map { index in
                    guard case .object(let members) = orders[index].plan.json else { return .null }
                    let names = [
                        JSON.Member(key: "line", value: .int(orders[index].line.number)),
                        JSON.Member(key: "id", value: .string(orders[index].line.id)),
                    ]
                    return .object(names + members)
                }),
        ])
    }

    var lines: [String] {
        var lines: [String] = []
        var table: [[String]] = []
        for (model, indices) in Dictionary(grouping: pending, by: { orders[$0].settings.model }).sorted(by: {
            $0.key.description < $1.key.description
        }) {
            let pictures = indices.reduce(0) { $0 + orders[$1].settings.count }
            table.append([
                model.description, "\(indices.count) requests", "\(pictures) pictures",
                Money.text(.total(indices.map { orders[$0].estimate })),
            ])
        }
        lines += Columns.lines(table)
        lines.append("session:    \(session)")
        lines.append("to send:    \(pending.count) of \(orders.count)")
        lines.append(
            "cost:       \(Money.text(cost))" + (spent > 0 ? ", after $\(Money.text(spent)) of earlier runs" : ""))
        if let budget {
            let words = fitting == pending.count ? "enough" : "enough for \(fitting) of \(pending.count)"
            lines.append("budget:     $\(Money.text(budget)), \(words)")
        }
        return lines + ["Nothing was sent."]
    }
}
