import StudioCore

/// What is sent next and what is not: decided from what runs, what was spent and what went wrong. Does nothing itself.
struct BatchQueue: Hashable, Sendable {
    /// A request that waits.
    struct Entry: Hashable, Sendable {
        /// Its place among all.
        var index: Int
        /// Pictures, each a request of its own to the provider.
        var count: Int
        /// USD.
        var estimate: Double
    }

    enum Step: Hashable, Sendable {
        case send(Entry)
        /// Something has to end first.
        case wait
        case end
    }

    /// Why no more is sent.
    enum Stop: Hashable, Sendable {
        case person
        case failure(TurnFailure)
    }

    var concurrency: Int
    /// USD for all runs of the batch; nil: no cap.
    var budget: Double?
    /// The most that it can have cost so far, what runs left out.
    private(set) var spent: Double
    private(set) var waiting: [Entry]
    private(set) var running: [Int: Entry] = [:]
    private(set) var stop: Stop?
    /// Nothing is sent before something has ended.
    private var isHeld = false

    init(_ waiting: [Entry], concurrency: Int, budget: Double? = nil, spent: Double = 0) {
        // Taken from the end.
        self.waiting = waiting.reversed()
        self.concurrency = concurrency
        self.budget = budget
        self.spent = spent
    }

    /// The next step. What it says to send counts as running from then on.
    mutating func next() -> Step {
        guard stop == nil, let entry = waiting.last else { return running.isEmpty ? .end : .wait }
        if isHeld, !running.isEmpty { return .wait }
        isHeld = false
        guard running.values.reduce(entry.count, { $0 + $1.count }) <= concurrency || running.isEmpty else {
            return .wait
        }
        if let refusal = refusal(entry) {
            // What runs may turn out cheaper than it was thought to be.
            guard running.isEmpty else { return .wait }
            stop = .failure(refusal)
            return .end
        }
        waiting.removeLast()
        running[entry.index] = entry
        return .send(entry)
    }

    /// - Parameter charge: the most that it can have cost, USD.
    mutating func end(_ index: Int, charge: Double, failure: TurnFailure?) {
        running[index] = nil
        isHeld = false
        spent += charge
        if let failure, failure.endsBatch { end(for: failure) }
    }

    /// There is no room for it as long as others run.
    mutating func hold(_ index: Int) {
        if let entry = running.removeValue(forKey: index) { waiting.append(entry) }
        isHeld = true
    }

    /// It was not sent after all.
    mutating func giveBack(_ index: Int, for failure: TurnFailure) {
        if let entry = running.removeValue(forKey: index) { waiting.append(entry) }
        end(for: failure)
    }

    mutating func endForPerson() { stop = .person }

    private mutating func end(for failure: TurnFailure) { stop = stop ?? .failure(failure) }

    private func refusal(_ entry: Entry) -> TurnFailure? {
        guard let budget else { return nil }
        let committed = running.values.reduce(spent) { $0 + $1.estimate }
        // Cents are no binary fractions: three of ten make thirty.
        guard committed + entry.estimate > budget + 1e-9 else { return nil }
        let before = spent > 0 ? "$\(Money.text(spent)) are or may be spent" : "nothing is spent"
        return TurnFailure(
            .budget,
            message:
                "The budget of the batch is $\(Money.text(budget)): \(before), and the next request would cost about "
                + "$\(Money.text(entry.estimate)).",
            advice: "Raise --budget to go on with what is left.", billed: .no)
    }
}
