/// One line of the history: a turn and where it stands in the drawn tree.
package struct HistoryRow: Hashable, Sendable {
    package var id: TurnID
    /// How far it is indented: one step for each fork above it.
    package var depth: Int
    /// It is the first turn of a branch beside another.
    package var startsBranch: Bool
    /// It is the last of its forks.
    package var isLastFork: Bool
    /// For each step of indentation, whether the line of that fork goes on below.
    package var rails: [Bool]
}

extension SessionTree {
    /// The tree as lines, oldest first. A chain stays at one depth; only forks indent, so that twenty small edits in a
    /// row read as a list.
    package var rows: [HistoryRow] {
        var rows: [HistoryRow] = []
        rows.reserveCapacity(order.count)
        // An explicit stack: a session may be a chain of ten thousand turns.
        var stack: [(id: TurnID, depth: Int, fork: Bool, last: Bool, rails: [Bool])] = []
        func push(_ ids: [TurnID], depth: Int, rails: [Bool]) {
            let forks = ids.count > 1
            for (index, id) in ids.enumerated().reversed() {
                let last = index == ids.count - 1
                let depth = forks ? depth + 1 : depth
                stack.append((id, depth, forks, last, forks ? rails + [!last] : rails))
            }
        }
        push(children(of: nil), depth: 0, rails: [])
        while let next = stack.popLast() {
            rows.append(
                HistoryRow(
                    id: next.id, depth: next.depth, startsBranch: next.fork, isLastFork: next.last, rails: next.rails))
            push(children(of: next.id), depth: next.depth, rails: next.rails)
        }
        return rows
    }
}
