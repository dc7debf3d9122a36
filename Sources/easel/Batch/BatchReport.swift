import StudioCore

/// A batch as a report has it: what became of every line, and of all together.
struct BatchReport {
    var session: String
    /// Absolute, without a slash at the end.
    var gallery: String
    var orders: [BatchOrder]
    /// One for each order.
    var standings: [BatchStanding]
    /// What could not be copied, by order.
    var troubles: [Int: String] = [:]
    /// Why not all was sent; nil: all was.
    var stop: BatchQueue.Stop?
    /// Of all turns that were ever begun for it.
    var cost: Cost
    /// Of this run.
    var elapsedSeconds: Double

    func count(_ outcome: Outcome) -> Int { standings.count { $0.outcome == outcome } }
    var left: Int { standings.count { $0.outcome == nil } }

    private var stopFailure: TurnFailure? { if case .failure(let failure) = stop { failure } else { nil } }

    /// The worst of them: a cancel before a failure before a rejection, and of equals the first.
    private var worst: BatchStanding? {
        let order: [[Outcome]] = [[.cancelled], [.failed, .interrupted], [.rejected]]
        for outcomes in order {
            if let found = standings.first(where: { $0.outcome.map(outcomes.contains) == true }) { return found }
        }
        return nil
    }

    /// A person ended it before its end.
    private var isCut: Bool { stop == .person && (left > 0 || count(.cancelled) > 0) }

    var outcome: Outcome {
        if isCut { return .cancelled }
        return stopFailure?.kind.outcome ?? worst?.outcome ?? .completed
    }

    var exitCode: Int32 {
        if isCut { return FailureKind.cancelled.exitCode }
        let code = stopFailure?.kind.exitCode ?? worst.map { $0.failure?.kind.exitCode ?? 1 } ?? 0
        return code == 0 && !troubles.isEmpty ? 1 : code
    }

    // MARK: For programs

    var json: JSON {
        .object([
            "outcome": .string(outcome.rawValue), "session": .string(session), "total": .int(orders.count),
            "completed": .int(count(.completed)), "rejected": .int(count(.rejected)), "failed": .int(count(.failed)),
            "interrupted": .int(count(.interrupted)), "cancelled": .int(count(.cancelled)), "left": .int(left),
            "cost": .cost(cost), "elapsed_seconds": .number(elapsedSeconds, decimals: 3),
            "requests": .array(orders.indices.map(request)), "failure": stopFailure.map { .failure($0) } ?? .null,
        ])
    }

    private func request(_ index: Int) -> JSON {
        let order = orders[index]
        let report: JSON
        switch standings[index] {
        case .open: report = TurnReport.unsent(order.settings)
        case .ended(var turn):
            if let trouble = troubles[index] { turn.result?.notes.append(trouble) }
            report =
                turn.result.map { TurnReport(session: session, turn: turn, result: $0, galleryFolder: gallery).json }
                ?? .null
        case .unfinished, .refused:
            report = standings[index].failure.map { TurnReport.failure($0, order.settings) } ?? .null
        }
        guard case .object(let members) = report else { return report }
        let names = [
            JSON.Member(key: "line", value: .int(order.line.number)),
            JSON.Member(key: "id", value: .string(order.line.id)),
        ]
        return .object(names + members)
    }

    // MARK: For people

    /// A line a request, in the order of the file: the pictures' paths, or why there is none.
    var lines: [String] {
        zip(orders, standings).map { order, standing in
            if case .ended(let turn) = standing, standing.outcome == .completed {
                return turn.finals.map { "\(gallery)/\($0.path)" }.joined(separator: "\t")
            }
            let words = standing.failure?.message.split(whereSeparator: \.isNewline).joined(separator: " ")
            return "\(order.line.name): \(standing.outcome?.rawValue ?? "not sent")" + (words.map { ": \($0)" } ?? "")
        }
    }

    /// What all came to, and how to go on.
    var summary: [String] {
        let counts: [(Int, String)] = [
            (count(.completed), "completed"), (count(.rejected), "rejected"), (count(.failed), "failed"),
            (count(.interrupted), "interrupted"), (count(.cancelled), "cancelled"), (left, "left"),
        ]
        var lines: [String] = []
        if let stopFailure { lines.append("\(stopFailure.message) \(stopFailure.advice)") }
        let words = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        let total = orders.count == 1 ? "1 request" : "\(orders.count) requests"
        lines.append("\(total): \(words); \(Money.text(cost)) in all.")
        let next = standings.count { $0.isToSend() }
        if next > 0 {
            lines.append("The same command goes on with \(next == 1 ? "the one" : "the \(next)") to be sent.")
        }
        let kinds: [Outcome] = [.rejected, .failed, .interrupted, .cancelled]
        for kind in kinds {
            let stuck = zip(orders, standings).filter { $1.outcome == kind && !$1.isToSend() }.map(\.0)
            guard !stuck.isEmpty else { continue }
            let which = stuck.prefix(8).map { "\($0.line.number)" }.joined(separator: ", ")
            let more = stuck.count > 8 ? "…" : ""
            let bill = [.interrupted, .cancelled].contains(kind) ? ", which may have been billed" : ""
            lines.append(
                "“--retry \(kind.rawValue)” sends \(stuck.count == 1 ? "line" : "lines") \(which)\(more) again\(bill).")
        }
        return lines
    }
}
