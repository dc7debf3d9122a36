import Gallery
import StudioCore

/// The hard cap of a day, as a rule: what may be sent, and in words what may not.
struct DailyCap: Hashable, Sendable {
    /// USD; 0: no cap.
    var amount: Double
    /// Where it is set, for messages.
    var configFile: String
    /// Where a price can be given, for messages.
    var catalogueFile: String

    /// For the ledger, which asks again when a request leaves; nil without a cap.
    var rule: LedgerFile.Cap? {
        guard amount > 0 else { return nil }
        return { estimate, spent in refusal(estimate, spent: spent) }
    }

    /// - Parameters:
    ///   - estimate: of what is to be sent.
    ///   - spent: the most that the day can have cost so far.
    /// - Returns: why it may not be sent.
    func refusal(_ estimate: Cost, spent: Double) -> TurnFailure? {
        guard amount > 0, estimate.basis != .free else { return nil }
        if estimate.basis == .unknown {
            return TurnFailure(
                .budget,
                message: "Today's cap is $\(Money.text(amount)), and no price is known for this model: "
                    + "the cap could not be kept.",
                advice: "Give the model a price in \(catalogueFile) (per_image is enough), pick one with a price, "
                    + "or take budget_per_day out of \(configFile).", billed: .no)
        }
        guard spent + estimate.amount > amount else { return nil }
        return TurnFailure(
            .budget,
            message: "Today's cap is $\(Money.text(amount)): $\(Money.text(spent)) are or may be spent, and this would "
                + "cost \(Money.text(estimate)).",
            advice: "Raise budget_per_day in \(configFile), or go on tomorrow.", billed: .no)
    }
}
