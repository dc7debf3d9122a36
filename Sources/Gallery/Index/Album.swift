/// Pictures that belong together, though they lie in no folder of their own.
package struct Album: Hashable, Sendable {
    package enum Grouping: String, Sendable, CaseIterable { case day, model, session, branch, tag }

    package var grouping: Grouping
    /// `2026-11-23`, a model, a session, a tag, or the last turn of a branch. Empty: those that have none.
    package var key: String
    package var count: Int
    /// The newest picture in it, relative to the gallery.
    package var cover: String

    /// What finds its pictures; nil where they have nothing in common but lacking it.
    package var query: GalleryQuery.Test? {
        if key.isEmpty { return grouping == .tag ? .state(.untagged) : nil }
        return switch grouping {
        case .day: DayRange(key).map { .date(.equal, $0) }
        case .model: .name(.model, key, isWhole: true)
        case .session: .name(.session, key, isWhole: true)
        case .tag: .name(.tag, key, isWhole: false)
        case .branch: .branch(key)
        }
    }
}

/// Albums that overlap: a picture has several tags, and a turn is on every branch that grew from it.
struct AlbumBuilder {
    private struct Node {
        var parent: String
        var count = 0
        var cover: String
    }

    private var byTag: [String: Album] = [:]
    private var turns: [String: Node] = [:]
    private var order: [String] = []

    /// Newest first.
    mutating func add(tags: [String], turn: String, parent: String, path: String) {
        for tag in tags {
            byTag[tag, default: Album(grouping: .tag, key: tag, count: 0, cover: path)].count += 1
        }
        guard !turn.isEmpty else { return }
        if turns[turn] == nil {
            order.append(turn)
            turns[turn] = Node(parent: parent, cover: path)
        }
        turns[turn]?.count += 1
    }

    /// The fullest first.
    var tags: [Album] { byTag.values.sorted { ($1.count, $0.key) < ($0.count, $1.key) } }

    /// One for each turn that nothing grew from, the newest first.
    var branches: [Album] {
        let parents = Set(turns.values.map(\.parent))
        return order.filter { !parents.contains($0) }.map { leaf in
            var (at, count, seen) = (leaf, 0, Set<String>())
            while let node = turns[at], seen.insert(at).inserted {
                count += node.count
                at = node.parent
            }
            return Album(grouping: .branch, key: leaf, count: count, cover: turns[leaf]?.cover ?? "")
        }
    }
}
