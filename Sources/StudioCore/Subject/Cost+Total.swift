extension Cost {
    /// Several costs as one, known no better than the one that is known least: `unknown` where one is, free only where all
    /// are.
    package static func total(_ costs: [Cost]) -> Cost {
        let worst: [Basis] = [.unknown, .estimate, .table, .tokens]
        return Cost(
            amount: costs.reduce(0) { $0 + $1.amount },
            basis: worst.first { basis in costs.contains { $0.basis == basis } } ?? .free,
            // The oldest price list of all.
            pricedOn: costs.compactMap(\.pricedOn).min())
    }
}
