/// Two sessions held against each other. Turns belong together where the same was asked after turns that belong together.
package struct SessionDiff: Hashable, Sendable {
    package struct Line: Hashable, Sendable {
        /// Turns above it.
        package var depth: Int
        package var first: Turn?
        package var second: Turn?
        /// What was asked, or came, differently; values in the order of the sessions. Empty where one turn is missing.
        package var differences: [SettingsDiff.Row]

        package var isSame: Bool { first != nil && second != nil && differences.isEmpty }
        package var prompt: String { first?.prompt ?? second?.prompt ?? "" }
    }

    /// As trees are read: each turn before those that grew from it.
    package private(set) var lines: [Line] = []

    package var isEqual: Bool { lines.allSatisfy(\.isSame) }

    package init(_ first: SessionTree, _ second: SessionTree) {
        // A stack, for a session may be one long branch.
        var waiting = Self.pairs(first, second, nil, nil).reversed().map { (pair: $0, depth: 0) }
        while let (pair, depth) = waiting.popLast() {
            let (one, other) = (pair.first.flatMap { first[$0] }, pair.second.flatMap { second[$0] })
            lines.append(
                Line(depth: depth, first: one, second: other, differences: Self.differences(one, other)))
            waiting += Self.pairs(first, second, pair.first, pair.second).reversed().map { ($0, depth + 1) }
        }
    }

    private typealias Pair = (first: TurnID?, second: TurnID?)

    /// What grew from two turns that belong together, or from one that stands alone. nil, nil: the first turns.
    private static func pairs(
        _ first: SessionTree, _ second: SessionTree, _ above: TurnID?, _ other: TurnID?
    ) -> [Pair] {
        let isTop = above == nil && other == nil
        let ours = isTop || above != nil ? first.children(of: above) : []
        let theirs = isTop || other != nil ? second.children(of: other) : []
        var byPrompt: [String: [TurnID]] = [:]
        for id in theirs.reversed() { byPrompt[second[id]?.prompt ?? "", default: []].append(id) }
        var pairs: [Pair] = ours.map { id in
            (id, first[id].flatMap { byPrompt[$0.prompt]?.popLast() })
        }
        let taken = Set(pairs.compactMap(\.second))
        pairs += theirs.filter { !taken.contains($0) }.map { (nil, $0) }
        return pairs
    }

    private static func differences(_ first: Turn?, _ second: Turn?) -> [SettingsDiff.Row] {
        guard let first, let second else { return [] }
        // Each turn has a name of its own, in each session.
        let requests = [first, second].map { turn in
            var request = SettingsDiff.Request(turn)
            request.parent = nil
            return request
        }
        var rows = SettingsDiff(requests).rows
        func compare(_ name: String, _ value: (Turn) -> String) {
            let values = [value(first), value(second)]
            if values[0] != values[1] { rows.append(SettingsDiff.Row(setting: name, values: values)) }
        }
        compare("outcome") { $0.result?.outcome.rawValue ?? "unfinished" }
        compare("pictures") { "\($0.finals.count)" }
        return rows
    }
}
