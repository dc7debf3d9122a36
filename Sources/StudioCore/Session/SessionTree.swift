package import FoundationEssentials

/// A session as it stands: the tree of its turns, and where the person is in it. A fold of the session's records.
package struct SessionTree: Hashable, Sendable {
    package private(set) var name: String
    package private(set) var createdAt: Date
    package private(set) var turns: [TurnID: Turn] = [:]
    /// In the order they were submitted.
    package private(set) var order: [TurnID] = []
    /// The turn the person is on; the next turn hangs under it.
    package private(set) var selected: TurnID?
    private var childrenOf: [TurnID?: [TurnID]] = [:]

    package init(name: String, createdAt: Date) {
        self.name = name
        self.createdAt = createdAt
    }

    /// Folds one record in. A record that names a turn nobody submitted is ignored: the rest of the file still counts.
    package mutating func apply(_ record: SessionRecord) {
        switch record {
        case .session(let name, let createdAt):
            self.name = name
            self.createdAt = createdAt
        case .turn(let turn):
            guard turns[turn.id] == nil else { return }
            // The parent's line may be damaged: what hung under it was paid for and stays in sight, as a first turn.
            var turn = turn
            turn.parent = turn.parent.flatMap { turns[$0]?.id }
            // Its line may be damaged too, and so many places are made for it.
            turn.settings.count = max(1, min(64, turn.settings.count))
            turns[turn.id] = turn
            order.append(turn.id)
            childrenOf[turn.parent, default: []].append(turn.id)
            selected = turn.id
        case .result(let id, let result): turns[id]?.result = result
        case .selected(let id):
            if id == nil || turns[id!] != nil { selected = id }
        }
    }

    package subscript(id: TurnID) -> Turn? { turns[id] }

    package func children(of id: TurnID?) -> [TurnID] { childrenOf[id] ?? [] }

    package var isEmpty: Bool { order.isEmpty }

    /// The path root…turn, oldest first; empty for nil or an unknown turn.
    package func branch(to id: TurnID?) -> [Turn] {
        var path: [Turn] = []
        var next = id
        while let id = next, let turn = turns[id] {
            path.append(turn)
            next = turn.parent
        }
        return path.reversed()
    }

    /// The nearest turn upwards, itself included, that a new turn can go on from: one that is still running or has a
    /// picture. Under a rejection the next try belongs beside it, not under it.
    package func base(for id: TurnID?) -> TurnID? {
        branch(to: id).last { $0.result == nil || !$0.finals.isEmpty }?.id
    }
}
