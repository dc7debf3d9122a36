import StudioCore

/// A session as `easel sessions show` prints it.
struct SessionOutline {
    var tree: SessionTree
    /// Absolute.
    var gallery: String

    var lines: [String] {
        tree.rows.compactMap { row in
            guard let turn = tree[row.id] else { return nil }
            let rails = row.rails.dropLast().map { $0 ? "│ " : "  " }.joined()
            let fork = row.startsBranch ? (row.isLastFork ? "└ " : "├ ") : row.rails.last.map { $0 ? "│ " : "  " } ?? ""
            let mark = turn.id == tree.selected ? "›" : " "
            let outcome =
                turn.result.map { $0.outcome == .completed ? Money.text($0.cost) : $0.outcome.rawValue } ?? "unfinished"
            let prompt = turn.prompt.split(whereSeparator: \.isNewline).joined(separator: " ")
            return "\(mark) \(rails)\(fork)\(turn.id)  \(turn.settings.model.model)  \(outcome)  \(prompt)"
        }
    }

    var json: JSON {
        .object([
            "session": .string(tree.name), "selected": .string(tree.selected?.rawValue),
            "turns": .array(
                tree.order.compactMap { tree[$0] }.map { turn in
                    .object([
                        "turn": .string(turn.id.rawValue), "parent": .string(turn.parent?.rawValue),
                        "model": .string("\(turn.settings.model)"), "prompt": .string(turn.prompt),
                        "requested": .requested(turn.settings),
                        "outcome": .string(turn.result?.outcome.rawValue ?? "interrupted"),
                        "images": .array(turn.finals.map { .string("\(gallery)/\($0.path)") }),
                        "cost": turn.result.map { .cost($0.cost) } ?? .null,
                        "failure": turn.result?.failure.map { .failure($0) } ?? .null,
                    ])
                }),
        ])
    }
}
