/// What a turn cost, and how that is known.
package struct Cost: Hashable, Sendable, Codable {
    package enum Basis: String, Sendable, Codable {
        /// From the usage the provider returned.
        case tokens
        /// From the price list, a picture at a time: the provider returned no usage.
        case table
        /// Before sending.
        case estimate
        /// The provider charges nothing (sketch, your own machine).
        case free
        /// No price is known for this model.
        case unknown
    }

    package var amount: Double
    package var currency: String
    package var basis: Basis
    /// The day the price table was true, `2026-11-01`; nil when nothing was priced.
    package var pricedOn: String?

    package init(amount: Double, currency: String = "USD", basis: Basis, pricedOn: String? = nil) {
        self.amount = amount
        self.currency = currency
        self.basis = basis
        self.pricedOn = pricedOn
    }

    enum CodingKeys: String, CodingKey {
        case amount, currency, basis
        case pricedOn = "priced_on"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(amount, forKey: .amount)
        try container.encode(currency, forKey: .currency)
        try container.encode(basis, forKey: .basis)
        try container.encode(pricedOn, forKey: .pricedOn)
    }
}
