import Gallery
import StudioCore

/// Brings home what earlier runs left unfinished: journal, sessions and ledger, one session after the other. Buys nothing;
/// sessions and requests that another Easel is at are left alone.
struct Recovery: Sendable {
    var workspace: Workspace

    /// - Parameters:
    ///   - open: the session that this process has open; nil when it has none.
    ///   - isThorough: looks at all sessions for turns without an end, not only at those that the journal names.
    @concurrent
    func run(open: SessionEngine? = nil, isThorough: Bool = false) async -> RecoveryReport {
        let journal = Journal(workspace.folders)
        var report = RecoveryReport(aside: journal.aside)
        for folder in journal.empty { Journal.clear(folder) }
        for folder in journal.unreadable { setAside(folder, &report) }
        for folder in journal.newer {
            report.left.append(.init(place: folder, reason: "a newer Easel wrote it; update Easel to recover it"))
        }
        let openName = await open?.tree.name
        var leftovers = Dictionary(grouping: journal.requests) { $0.intent.session }
        let unfinished = await unfinishedSessions(isThorough: isThorough, open: open)
        for name in unfinished.keys where leftovers[name] == nil { leftovers[name] = [] }
        for name in leftovers.keys.sorted() {
            let left = leftovers[name] ?? []
            let turns = unfinished[name, default: []].union(left.map(\.intent.turn.id))
            let spent = LedgerFile.states(of: turns, in: workspace.folders)
            if let open, name == openName {
                report.turns += await recover(open, left, spent)
            } else {
                do throws(TurnFailure) {
                    let (engine, _) = try await workspace.open(name)
                    report.turns += await recover(engine, left, spent)
                } catch {
                    report.left.append(.init(place: name, reason: error.message))
                }
            }
        }
        if !journal.requests.isEmpty { Journal.sweep(workspace.folders, after: journal.requests) }
        return report
    }

    private func recover(
        _ engine: SessionEngine, _ leftovers: [Leftover], _ spent: [TurnID: Set<LedgerEntry.State>]
    ) async -> [RecoveredTurn] {
        let providers = workspace.providers
        return await engine.recover(leftovers, spent: spent) { providers.reader($0) }
    }

    private func setAside(_ folder: String, _ report: inout RecoveryReport) {
        do throws(StoreFailure) {
            guard let place = try Journal.setAside(folder) else { return }
            report.isNewAside = true
            report.aside.append(place)
        } catch {
            report.left.append(.init(place: folder, reason: error.message))
        }
    }

    /// The turns without an end, by session. A session that cannot be read now will say so when it is opened.
    private func unfinishedSessions(isThorough: Bool, open: SessionEngine?) async -> [String: Set<TurnID>] {
        var sessions: [String: Set<TurnID>] = [:]
        func look(at tree: SessionTree) {
            let turns = tree.order.filter { tree[$0]?.result == nil }
            if !turns.isEmpty { sessions[tree.name] = Set(turns) }
        }
        if let open { look(at: await open.tree) }
        guard isThorough else { return sessions }
        for entry in workspace.shelf.entries() where sessions[entry.name] == nil {
            if let tree = try? await workspace.shelf.tree(entry.name) { look(at: tree) }
        }
        return sessions
    }
}
